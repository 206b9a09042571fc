"""The pages of files, for those who work on a case and for the family."""
