"""The letter that brings an adult the code for an account, as a PDF."""

from __future__ import annotations

from sendap.apps.correspondence.contacts.joining import InvitationLetter
from sendap.apps.correspondence.notices.printing import printed, said_day
from sendap.law.notices import Letter, Part

TITLE = "Your code for an account"


def invitation_pdf(found: InvitationLetter) -> bytes:
    """The letter as the bytes of a PDF; it says nothing about the child."""
    return printed(
        _letter(found), to=found.to, address=found.address, on=found.made_on,
        reference=found.reference,
    )  # fmt: skip


def _letter(found: InvitationLetter) -> Letter:
    parts = (
        Part("What it is for", (
            f"{found.council} invites you to its service for special educational needs. There you "
            "can see where things stand, read every letter, and write to us.",
        )),
        Part("How to begin", (
            f"Go to {found.where} and enter this code: {found.code}",
            "You will be asked for the child’s date of birth, and then for a password.",
            f"The code works once, until {said_day(found.ends_on)}. Don’t give it to anyone.",
        )),
        Part("If it isn’t for you, or you would rather have post", (
            "If you got this by mistake, tell the council and destroy it. Without an account you "
            "get all letters by post.",
        )),
    )  # fmt: skip
    return Letter("invitation", TITLE, 1, parts)
