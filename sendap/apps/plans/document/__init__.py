"""The plan as a document: writing, sending, reading and commenting on its versions."""
