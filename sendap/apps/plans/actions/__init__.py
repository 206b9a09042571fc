"""Writes to the course of a case and what hangs on it."""
