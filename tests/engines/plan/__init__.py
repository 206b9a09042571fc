"""Tests: plans as data."""
