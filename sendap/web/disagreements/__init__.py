"""Pages of disagreements: the family's way on, the adviser's workspace, the officers, the signs."""
