"""Writing an authority's return from the live record, in the format of a year.

Two sources meet here: what the latest return said (kept as it was sent) and what was recorded
since. With nothing recorded since, what is written is what was read.
"""

from sendap.apps.returns.exporting.making import Export, export_return, make_export

__all__ = ["Export", "export_return", "make_export"]
