"""An EHC plan as data: its open schema, reading, quality check, comparison and first draft."""
