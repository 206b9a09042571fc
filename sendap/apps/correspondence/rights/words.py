"""The letter that says when the rights pass, and what each can do until then; pure.

Source: Children and Families Act 2014 s.80; SEND Code of Practice 2015, paragraphs 8.13 to 8.18.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from sendap.law.notices import Letter, Part

VERSION = 1
TITLE = "The decisions will pass to the young person"
OWN_TITLE = "The decisions will be yours"


def kind_of(months: int) -> str:
    """The kind of the letter that goes out so many months before."""
    return f"rights_in_{months}"


def letter(
    months: int, *, name: str, passes_on: date, is_own: bool, contacts: Mapping[str, str]
) -> Letter:
    """The letter to the young person, or to an adult around them.

    ``passes_on`` is the last day of the parents' rights; ``contacts`` are services by kind, of
    which those that are known are named.
    """
    first = passes_on + timedelta(days=1)
    day = f"{first.day} {first:%B %Y}"
    parts = _own(day, months) if is_own else _adult(day, months, name)
    title = OWN_TITLE if is_own else TITLE
    return Letter(kind_of(months), title, VERSION, (*parts, *_help(contacts)))


def _own(day: str, months: int) -> tuple[Part, ...]:
    return (
        Part("What will change", (
            f"From {day} the law gives you the right to make the decisions about your plan and "
            f"your support. That is in less than {months} months. From then on letters come to "
            "you, and you can ask for changes, say which school or college you want, and appeal.",
        )),
        Part("Who can help you", (
            "You don’t have to do it alone. You can let your parents, or somebody else, get your "
            "letters, see everything, or act for you. You decide how much, and you can change "
            "your mind at any time. Sign in and open “Who can see the record”.",
        )),
        Part("If a decision is hard", (
            "Everybody is taken to be able to decide. If somebody thinks that you can’t make one "
            "decision, it has to be looked at carefully, for that decision alone.",
        )),
    )  # fmt: skip


def _adult(day: str, months: int, name: str) -> tuple[Part, ...]:
    return (
        Part("What will change", (
            f"From {day} the law gives {name} the right to make the decisions about the plan and "
            f"the support. That is in less than {months} months. From then on letters go to "
            f"{name}, and you see the record only if {name} agrees.",
        )),
        Part("What you can do now", (
            f"Talk about it with {name}. {name} can let you get copies of letters, see everything, "
            "or act for them, and can do so in “Who can see the record” or on paper. If there is "
            f"no account for {name} yet, ask the council for one.",
        )),
        Part(f"If {name} can’t make a decision", (
            f"Everybody is taken to be able to decide. Where {name} lacks capacity for one "
            "decision, it is noted for that decision, and the law lets a parent take it instead. "
            "Ask the council in good time.",
        )),
    )  # fmt: skip


def _help(contacts: Mapping[str, str]) -> tuple[Part, ...]:
    lines = []
    if contacts.get("advice_service"):
        lines.append(f"Free advice that takes nobody’s side: {contacts['advice_service']}.")
    if contacts.get("council_contact"):
        lines.append(f"At the council: {contacts['council_contact']}.")
    return (Part("Whom to ask", tuple(lines)),) if lines else ()
