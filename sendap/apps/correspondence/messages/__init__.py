"""Messages: one thread a case between the family and those who work on it."""
