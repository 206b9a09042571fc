"""The working document of an appeal: made from the structured plan, sent as Word, read back."""
