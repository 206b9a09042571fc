"""Whom a family can turn to in an authority, as its letters name them."""
