"""Files from outside: which kinds are taken, and what of each is kept."""
