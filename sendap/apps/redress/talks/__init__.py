"""Talks about a disagreement with people who can decide, before or beside anything formal."""
