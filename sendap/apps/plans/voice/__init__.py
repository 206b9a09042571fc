"""What families say in their own words, for an assessment or a review, and how it was for them."""
