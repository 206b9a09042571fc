"""What files may be about, how much may be kept, and who is shown which; pure."""

from __future__ import annotations

import re

from sendap.exchange.files.kinds import MIB

MOST_OF_A_CASE = 1_024 * MIB
"""Bytes of all files of a case; some fifty scanned reports and twenty recordings."""

MOST_OF_AN_ACCOUNT = 200
"""Files of one account on one case."""

MOST_OF_A_DRAFT, MOST_OF_DRAFT_FILES = 100 * MIB, 10
"""Bytes, and how many, of all files with a request that is being written."""

LONGEST_NOTE = 300

ABOUT = re.compile(r"(request|views:(child|family)|(advice|review):[0-9a-f-]{1,40})?")

SUBJECTS = {
    "": "",
    "request": "with the request",
    "views:child": "the child’s or young person’s own views",
    "views:family": "the family’s views",
    "advice": "with advice",
    "review": "for the review",
    "consultation": "with a reply to a consultation",
}


def is_subject(about: str) -> bool:
    """Whether files can be about this."""
    return ABOUT.fullmatch(about) is not None


def subject(about: str) -> str:
    """What a file is about, in words; empty for the case as a whole."""
    return SUBJECTS.get(about) or SUBJECTS.get(about.partition(":")[0], "")


def is_views(about: str) -> bool:
    """Whether a file is somebody's views, shown in the plan."""
    return about.startswith("views:")


def weight(size: int) -> str:
    """A number of bytes as "3.4 MB" or "12 KB"."""
    return f"{size / MIB:.1f} MB" if size >= MIB else f"{max(size // 1024, 1)} KB"
