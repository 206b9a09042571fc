"""Annual reviews and moves to the next phase."""
