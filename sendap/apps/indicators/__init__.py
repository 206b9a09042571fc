"""Published figures and the area's own, ready to show to anyone."""
