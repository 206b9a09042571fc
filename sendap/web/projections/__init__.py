"""Pages that look ahead: projections, scenarios side by side, and the back-test."""
