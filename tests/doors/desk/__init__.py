"""The caseworker's desk through its pages."""
