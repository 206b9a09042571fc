"""What may be said in public about small numbers of people.

A figure by itself is decided here (``counts``): hidden under a threshold, or rounded. A table with
totals needs more, since a hidden cell can be worked out from what is shown around it. Then use
``releasing.release``: it hides the small cells and as many others as are needed (``hiding``), works
out for each hidden cell what a reader could learn (``auditing``), and says what was hidden and why.
``asking`` answers the dashboard from a release, so that no two answers tell more than it does.
"""

from sendap.insight.disclosure.counts import (
    BASE,
    HIDDEN,
    THRESHOLD,
    Disclosed,
    disclosed_count,
    disclosed_rate,
    rounded,
)

__all__ = [
    "BASE",
    "HIDDEN",
    "THRESHOLD",
    "Disclosed",
    "disclosed_count",
    "disclosed_rate",
    "rounded",
]
