"""Tests: doors."""
