"""Pages of what families say that staff use too: papers of a review, experience."""
