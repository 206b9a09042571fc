"""Writing a request without an account: each answer kept, come back with a code, send once."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.correspondence.sending import post
from sendap.apps.jobs.queue import enqueue
from sendap.apps.plans.models import Knock, OutboxMessage, RequestForm
from sendap.apps.plans.requests.known import exact_person
from sendap.apps.plans.requests.places import council_of
from sendap.basics.errors import BadInput, NotFound, Unavailable, WrongState

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that can't be taken for one another."""

SEND = "plans.send_message"
"""The job that sends a message to the contact of a request."""

CODE_LENGTH = 16
ONE_USE_LENGTH = 6
ONE_USE_LASTS = timedelta(minutes=10)
MOST_GUESSES = 5
MOST_MESSAGES_AN_HOUR = 5
MOST = {"start": (30, timedelta(hours=1)), "return": (20, timedelta(minutes=15))}
"""How many tries of each kind one place may make in a time."""


def start(*, actor: Actor) -> tuple[uuid.UUID, str]:
    """Begin a request; returns its id and the code to come back with, which is kept by no one.

    Errors: ``Unavailable`` when too many have begun from the same place.
    """
    code = _letters(CODE_LENGTH)
    with audit.change(actor, "requests.write"):
        _count_knock("start", actor)
        form = RequestForm.objects.create(
            channel=RequestForm.Channel.WEB, code_digest=digest_of(code),
            started_at=timezone.now(),
        )  # fmt: skip
    return form.pk, "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def save(*, actor: Actor, form_id: uuid.UUID, answers: Mapping[str, str]) -> None:
    """Keep some answers. Errors: ``NotFound``; ``WrongState`` once the request was sent."""
    with audit.change(actor, "requests.write"):
        form = _locked(form_id)
        if form.state != RequestForm.State.DRAFT:
            raise WrongState("This request was sent already. Ask the council to change it.")
        if any(form.answers.get(name) != answers.get(name, form.answers.get(name))
               for name in ("email", "phone")):  # fmt: skip
            form.verified_at = None
        form.answers = {**form.answers, **answers}
        form.save(update_fields=["answers", "verified_at"])


def send(*, actor: Actor, form_id: uuid.UUID, today: date) -> None:
    """Send a request; sent again, it stays one request.

    Errors: ``NotFound``; ``BadInput`` naming the council when it isn't known.
    """
    with audit.change(actor, "requests.send") as note:
        form = _locked(form_id)
        if form.state != RequestForm.State.DRAFT:
            return
        form.authority_code = council_of(form.answers)
        mark_sent(form, received_on=today)
        if form.person_id:
            note.saw(form.person_id)
        text = f"We have your request {form.reference}. Keep your code to come back to it."
        _write_message(form, text)


def mark_sent(form: RequestForm, *, received_on: date) -> None:
    """Give a request its reference and the child whom it names; saves it."""
    form.state, form.sent_at = RequestForm.State.SENT, timezone.now()
    form.received_on = received_on
    form.reference = f"R-{_letters(8)}"
    form.person_id = exact_person(form.authority_code, form.answers)
    form.save()


def ask_one_use_code(*, actor: Actor, code: str) -> str:
    """Send a one-use code to the contact of the request with this code; returns its digest.

    Nothing tells a caller whether there is such a request. Errors: ``Unavailable`` after too many
    tries from the same place.
    """
    digest = digest_of(code)
    with audit.change(actor, "requests.return"):
        _count_knock("return", actor)
        form = RequestForm.objects.select_for_update().filter(code_digest=digest).first()
        if form is not None and _may_be_written_to(form):
            one_use = "".join(secrets.choice("0123456789") for _ in range(ONE_USE_LENGTH))
            form.one_use_digest, form.guesses = digest_of(one_use), 0
            form.one_use_until = timezone.now() + ONE_USE_LASTS
            form.save(update_fields=["one_use_digest", "one_use_until", "guesses"])
            _write_message(form, f"Your code is {one_use}. It works once, for 10 minutes.")
    return digest


def check_one_use_code(*, actor: Actor, digest: str, one_use: str) -> uuid.UUID:
    """The request that a one-use code opens; the code is spent.

    Errors: ``BadInput``, the same for a wrong code, an old one and a request that isn't there.
    """
    with transaction.atomic():
        form = RequestForm.objects.select_for_update().filter(code_digest=digest).first()
        opens = form is not None and _opens(form, digest_of(one_use))
        # A wrong try is kept although it is refused: it counts towards the limit.
        if form is not None:
            form.guesses += 1
            if opens:
                form.one_use_digest, form.verified_at = "", timezone.now()
            form.save(update_fields=["guesses", "one_use_digest", "verified_at"])
        audit.write(actor, "requests.return", "changed" if opens else "refused")
    if form is None or not opens:
        raise BadInput("That code isn’t right, or is too old. Ask for a new one", field="one_use")
    return form.pk


def digest_of(code: str) -> str:
    """SHA-256 of a code, as kept; spaces, hyphens and letter case don't matter."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _opens(form: RequestForm, digest: str) -> bool:
    until = form.one_use_until
    return (
        form.guesses < MOST_GUESSES and until is not None and timezone.now() <= until
        and bool(form.one_use_digest) and hmac.compare_digest(form.one_use_digest, digest)
    )  # fmt: skip


def _may_be_written_to(form: RequestForm) -> bool:
    since = timezone.now() - timedelta(hours=1)
    lately = form.messages.filter(made_at__gte=since).count()
    return bool(_contact(form)) and lately < MOST_MESSAGES_AN_HOUR


def _contact(form: RequestForm) -> str:
    return form.answers.get("email") or form.answers.get("phone") or ""


def _write_message(form: RequestForm, body: str) -> None:
    if to := _contact(form):
        kept = OutboxMessage.objects.create(form=form, to=to, body=body, made_at=timezone.now())
        if post.is_open() and "@" in to:
            enqueue(SEND, {"message_id": kept.pk})


def _locked(form_id: uuid.UUID) -> RequestForm:
    form = RequestForm.objects.select_for_update().filter(pk=form_id).first()
    if form is None:
        raise NotFound("There is no such request.")
    return form


def _count_knock(kind: str, actor: Actor) -> None:
    most, within = MOST[kind]
    key, now = settings.SECRET_KEY.encode(), timezone.now()
    place = hmac.new(key, actor.came_from.encode(), hashlib.sha256).hexdigest()
    Knock.objects.filter(at__lt=now - timedelta(days=1)).delete()
    if Knock.objects.filter(kind=kind, place=place, at__gte=now - within).count() >= most:
        raise Unavailable("There were too many tries from your network. Wait an hour.")
    Knock.objects.create(kind=kind, place=place, at=now)


def _letters(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))
