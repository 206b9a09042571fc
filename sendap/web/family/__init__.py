"""Pages for: family."""
