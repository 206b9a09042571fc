"""The check rules of the return, and the report of what they found."""
