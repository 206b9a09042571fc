"""Whether there are enough places: what was looked for and not found."""
