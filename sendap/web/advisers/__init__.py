"""Pages of those who are asked for advice."""
