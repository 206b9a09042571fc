"""Settings and their authorities consulted about a place, and what they reply."""
