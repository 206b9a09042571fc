"""Early signs of a disagreement, as facts for the team's manager."""
