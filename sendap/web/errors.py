"""The pages for what can't be done: one sentence of what happened, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sendap.apps.access.actors import public_actor
from sendap.basics.errors import BadInput, NotAllowed, NotFound, Refusal, Unavailable, WrongState

_MISSING = (
    "Check the address, or go back to the page you came from.",
    "If you followed a link to a case, it may be with someone else now: ask your team manager.",
)


def message(request: HttpRequest, status: int, heading: str, *paragraphs: str) -> HttpResponse:
    """A page with a heading and a few sentences."""
    if not hasattr(request, "actor"):
        request.actor = public_actor()  # type: ignore[attr-defined]
    context = {"heading": heading, "paragraphs": paragraphs}
    return render(request, "message.html", context, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """There is no such page, or it isn't this person's: the same answer for both."""
    return message(request, 404, "We can't find that page", *_MISSING)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The browser sent something that can't be read."""
    return message(request, 400, "We couldn't read that", "Go back and try again.")


def only_a_form(request: HttpRequest) -> HttpResponse:
    """The address takes a form that is sent, and can't be opened or loaded again."""
    text = "This address only takes a form. Go back to the page with the form and send it again."
    return message(request, 405, "There is no page to open here", text)


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    text = "Nothing you entered was saved. Try again; if it happens again, tell your administrator."
    return message(request, 500, "Something went wrong on our side", text)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's safety mark is missing or old."""
    text = "The page was open too long, or cookies are off. Go back, reload the page and try again."
    return message(request, 403, "We couldn't take that form", text)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page for a lawful refusal."""
    if isinstance(refusal, NotFound | NotAllowed):
        return not_found(request)
    if isinstance(refusal, Unavailable):
        response = message(request, 503, "This isn't available just now", str(refusal))
        response["Retry-After"] = "60"
        return response
    status = 400 if isinstance(refusal, BadInput) else 409
    heading = (
        "That can't be done now" if isinstance(refusal, WrongState) else "Check what you entered"
    )
    return message(request, status, heading, str(refusal))
