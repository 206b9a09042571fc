"""Pages of those whom the law wants told beside the family."""
