"""Dated regimes, the statutory clock and its calendar."""
