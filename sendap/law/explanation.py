"""The sentence that explains a deadline."""

from __future__ import annotations

import re

from sendap.law.rules import Version

_NUMBER_OF_INSTRUMENT = re.compile(r" \(SI [0-9]{4}/[0-9]+\)")


def explain(working: str, version: Version, exception: str | None) -> str:
    """The working, the law in short, the exception that excuses a miss, and honest labels.

    For example: 20 weeks of 6 January 2025 is 26 May 2025; SEND Regulations 2014, reg 13(2).
    """
    law = _NUMBER_OF_INSTRUMENT.sub("", version.citation)
    text = f"{working[:1].upper()}{working[1:]}; {law}."
    if exception is not None:
        text += f" Missed with a lawful exception: {exception.replace('_', ' ')}."
    if version.proposed:
        text += " Proposed, not law."
    if not version.confirmed:
        text += " The source is secondary and not confirmed."
    return text
