"""News that leaves the building: an e-mail that says to sign in, and nothing about anyone."""
