"""Django commands of the web door."""
