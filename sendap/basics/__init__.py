"""Dates and periods, identifiers and errors: words that every other part uses."""
