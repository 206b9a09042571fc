"""The projection."""
