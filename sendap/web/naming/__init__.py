"""Pages of naming: the decision, places and waiting lists, and the family's view of it."""
