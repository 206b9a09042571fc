"""The demonstration area Northmere: synthetic people only."""
