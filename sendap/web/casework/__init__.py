"""Pages for: casework."""
