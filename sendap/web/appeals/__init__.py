"""Pages of appeals and complaints, for the appeals officer and the team manager."""
