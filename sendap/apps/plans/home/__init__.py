"""What a family finds on its home page beyond the case itself."""
