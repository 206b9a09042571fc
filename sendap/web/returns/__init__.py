"""The pages of the yearly return: made or dropped, explained, compared, signed, sent."""
