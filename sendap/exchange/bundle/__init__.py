"""The bundle of an appeal: papers in one PDF with its own page numbers, an index and bookmarks."""
