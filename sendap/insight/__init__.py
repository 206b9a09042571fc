"""Engines that count, compare and project; no database."""
