"""Tables that everyone reads, with their sources."""
