"""Finding settings, and where postcodes are."""
