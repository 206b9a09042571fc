"""Looking ahead from an authority's returns: projections, scenarios and back-tests, kept."""
