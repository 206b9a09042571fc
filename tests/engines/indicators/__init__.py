"""Indicators of returns."""
