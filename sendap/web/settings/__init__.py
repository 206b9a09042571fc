"""Pages for schools, colleges and other settings."""
