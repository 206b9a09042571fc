"""Pages of the directory of settings: for anyone, and for a setting's own staff."""
