"""Tables of the app, each kind in a module of its own."""
