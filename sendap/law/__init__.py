"""The law as dated data, and the statutory clock that is worked out from it.

``deadlines`` turns a ``Case`` (what happened) into ``Deadline`` rows (what is due, when, by whom
and why). ``rules`` lists a regime's time limits for people to read. Regimes are folders of TOML.
"""
