"""Requests for an assessment by a setting or a professional: made once, and followed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sendap.api.errors import PROBLEMS, Problem
from sendap.api.parameters import Day, Line, Page, Text, own_token, viewer_of
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import SETTING_STAFF
from sendap.apps.plans.requests import own, taking
from sendap.apps.plans.requests.places import councils
from sendap.apps.plans.requests.questions import ABOUT, PARTS, UPN, authority_question, read_answers
from sendap.basics.errors import WrongState

router = Router(tags=["Requests"])

QUESTIONS = (*ABOUT, UPN)


class RequestQuestion(Schema):
    """A question of a request; ``shape`` is words, text, day or choice (of ``choices`` by code)."""

    name: str
    title: str
    shape: str
    required: bool
    hint: str
    choices: dict[str, str]


class AskedAnswers(Schema):
    """What a setting or a professional says of the child; ``authority`` is a council's code.

    ``authority`` is needed where several councils take requests here, and only by settings.
    """

    forename: Line = Field(examples=["Ada"])
    surname: Line = Field(examples=["Quill"])
    born_on: Day = Field(examples=["2017-03-27"])
    needs: Text = Field(examples=["Talks little, and finds a busy room hard."])
    tried: Text = ""
    setting: Line = ""
    upn: Line = ""
    authority: Annotated[str, Field(pattern=r"^([0-9]{3})?$")] = ""


class Asking(Schema):
    """A request to make; ``key`` is drawn by the program, once for each request it means to make.

    The same key with the same answers again gives the request that was made the first time.
    """

    key: uuid.UUID = Field(examples=["7b0f5c1e-6d0c-4f0e-9a53-5f3f0d4c8a11"])
    answers: AskedAnswers


class MadeRequestAnswer(Schema):
    """A request as its maker sees it; ``state`` is sent, accepted or set_aside.

    ``due_on`` is the last day for the council to say whether it will assess. ``case_id`` is null
    until the request is taken into a case that this account may open.
    """

    id: uuid.UUID
    reference: str
    state: str
    received_on: date
    due_on: date | None
    council: str
    made_by: str
    answers: dict[str, str]
    case_id: uuid.UUID | None


class MadeRequestList(Schema):
    """A part of the requests, the newest first; ``count`` is how long the whole list is."""

    count: int
    items: list[MadeRequestAnswer]


class RequestFilters(Page):
    """Which of one's own requests."""

    state: Literal["sent", "accepted", "set_aside"] | None = None
    changed_since: Day | None = Field(None, description="Sent or decided on this day or later.")


@router.get(
    "/requests/questions", response={200: list[RequestQuestion], **PROBLEMS}, summary="Questions"
)
def request_questions(request: HttpRequest) -> object:
    """What a request says about the child, and the council where it must be said."""
    council = [authority_question(councils())] if _must_say_council(viewer_of(request)) else []
    return [*council, *QUESTIONS]


@router.post(
    "/requests/new",
    response={200: MadeRequestAnswer, **PROBLEMS, 409: Problem},
    summary="Ask for an assessment",
)
def ask_for_assessment(request: HttpRequest, asking: Asking) -> own.MadeRequest:
    """Ask the council to assess a child; its six weeks start today. The same key asks once.

    The answer is the same whether or not the council knows the child already. 409: the key was used
    with other answers.
    """
    actor, today = viewer_of(request), timezone.localdate()
    answers = _answers(actor, asking.answers, today)
    form = taking.enter(
        actor=actor, token=own_token(actor, asking.key), channel=_channel(actor), answers=answers,
        received_on=today, today=today,
    )  # fmt: skip
    if form.answers != answers:
        raise WrongState("This key was used for another request: draw a new one.")
    return own.as_made(actor, form)


@router.get("/requests", response={200: MadeRequestList, **PROBLEMS}, summary="Own requests")
def own_requests(request: HttpRequest, filters: Query[RequestFilters]) -> MadeRequestList:
    """The requests that this setting, or this professional, has made."""
    found = own.made_requests(
        viewer_of(request), state=filters.state or "", changed_since=filters.changed_since,
        offset=filters.offset, limit=filters.limit,
    )  # fmt: skip
    items = [MadeRequestAnswer.from_orm(row) for row in found.rows]
    return MadeRequestList(count=found.count, items=items)


@router.get(
    "/requests/{uuid:request_id}",
    response={200: MadeRequestAnswer, **PROBLEMS},
    summary="One own request",
)
def own_request(request: HttpRequest, request_id: uuid.UUID) -> own.MadeRequest:
    """One of them: what was said, and where it stands."""
    return own.made_request(viewer_of(request), request_id)


def _answers(actor: Actor, given: AskedAnswers, today: date) -> dict[str, str]:
    said = given.dict(exclude={"born_on"})
    said |= {f"born_on-{part}": str(getattr(given.born_on, part)) for part in PARTS}
    council = (authority_question(councils()),) if _must_say_council(actor) else ()
    answers, errors = read_answers((*council, *QUESTIONS), said, today=today)
    if errors:
        raise errors[0]
    return answers


def _must_say_council(actor: Actor) -> bool:
    return _channel(actor) == "setting" and len(councils()) > 1


def _channel(actor: Actor) -> str:
    return "setting" if actor.roles & SETTING_STAFF else "professional"
