"""The tailored list of a child: made by the authority, ranked and added to by the family."""
