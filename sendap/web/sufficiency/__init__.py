"""Pages of place planning."""
