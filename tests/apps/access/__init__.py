"""Tests: apps access."""
