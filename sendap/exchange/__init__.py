"""Bytes to tables with a list of problems, never a crash."""
