"""A return got ready: its problems and explanations, signed by a second person, frozen, sent."""
