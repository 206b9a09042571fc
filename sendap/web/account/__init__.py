"""Pages for everyone: start, sign in, sign out, and each role's own first page."""
