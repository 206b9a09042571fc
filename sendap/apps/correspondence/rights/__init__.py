"""Telling a family, 12, 6 and 3 months before, that the rights pass to the young person."""
