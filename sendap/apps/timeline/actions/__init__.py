"""Writes to cases and their timelines."""
