"""Signed documents."""
