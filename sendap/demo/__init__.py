"""The demonstration area Northmere: synthetic people only.

``building.build`` makes it once; ``emptying.empty`` removes everything so that it can be made anew.
"""
