"""Notices: worked out, written and sent with the step of the case that they tell of."""
