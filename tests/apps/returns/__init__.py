"""Tests: loading returns into the record."""
