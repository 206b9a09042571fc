"""Early signs of disagreements, for the team's manager."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sendap.apps.redress.signs import queries
from sendap.apps.redress.signs.queries import COMMENTS, MESSAGES, MISSED, REFUSED, TALK, Sign

WORDS = {
    MISSED: ("A time limit of the council was missed", "{} time limits of the council were missed"),
    MESSAGES: ("A message waits too long for an answer", "{} messages wait for an answer"),
    COMMENTS: ("A comment on the plan isn’t answered", "{} comments on the plan aren’t answered"),
    REFUSED: ("A setting said no", "{} settings said no"),
    TALK: ("The family asked for a talk, and nobody answered yet", "{} talks asked for"),
}
"""A sign in words: one of its kind, and more."""

PAGES = {
    MISSED: "casework:case", MESSAGES: "messages:staff", COMMENTS: "plan:document",
    REFUSED: "consultations:case", TALK: "disagreements:case",
}  # fmt: skip
"""Where each kind of sign can be looked into."""


def signs(request: HttpRequest) -> HttpResponse:
    """Each case with signs, the facts, and where to look."""
    found = queries.signs(request.actor, on=timezone.localdate())  # type: ignore[attr-defined]
    context = {"page": found, "words": words, "pages": PAGES}
    return render(request, "disagreements/signs.html", context)


def words(sign: Sign) -> str:
    """What a sign says."""
    one, more = WORDS[sign.kind]
    return one if sign.count == 1 else more.format(sign.count)
