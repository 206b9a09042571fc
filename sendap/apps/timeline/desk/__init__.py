"""Cases that pass from one officer to another, with nothing lost."""
