"""Tables of the app, each piece in a module of its own."""
