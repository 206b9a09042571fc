"""What staff and settings do with requests: enter one, take it into a case, set it aside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Account, Grant
from sendap.apps.access.visibility import visible
from sendap.apps.correspondence.contacts.adults import keep_contact
from sendap.apps.correspondence.files.drafts import move_to_case
from sendap.apps.organisations.models import Authority
from sendap.apps.people.models import Person, Relationship, Responsibility
from sendap.apps.plans.actions.moves import make_move
from sendap.apps.plans.models import RequestForm
from sendap.apps.plans.requests.places import council_of
from sendap.apps.plans.requests.writing import mark_sent
from sendap.apps.timeline.models import Case, SearchKey
from sendap.apps.timeline.search import keys_for
from sendap.basics.errors import BadInput, NotFound, WrongState

NEW = "new"
"""Stands for a child who isn't known yet, where a case would be named."""

OWN_CHANNELS = (RequestForm.Channel.SETTING, RequestForm.Channel.PROFESSIONAL)
"""Requests that their own writer enters here, and can come back to."""

SENT, ACCEPTED = RequestForm.State.SENT, RequestForm.State.ACCEPTED


@dataclass(frozen=True, slots=True)
class Adult:
    """Whether the adult who asked may see the record; ``evidence`` says how staff know."""

    may_see: bool = False
    evidence: str = ""


def enter(
    *, actor: Actor, token: uuid.UUID, channel: str, answers: Mapping[str, str],
    received_on: date, today: date,
) -> RequestForm:  # fmt: skip
    """Enter a request for somebody, or as a setting or professional; the same token enters once.

    Errors: ``NotAllowed``; ``BadInput`` for a day to come or a council that isn't the actor's.
    """
    with audit.change(actor, "requests.enter", channel=channel) as note:
        if (entered := RequestForm.objects.filter(pk=token).first()) is not None:
            if entered.taken_by != actor.name:
                raise BadInput("Open the page again and send it once more.")
            return entered
        if received_on > today:
            raise BadInput("The day must be today or in the past", field="received_on")
        codes, settings = actor.codes(Grant.Scope.AUTHORITY), actor.codes(Grant.Scope.SETTING)
        council = min(codes) if codes else council_of(answers)
        form = RequestForm(
            pk=token, channel=channel, answers=dict(answers), authority_code=council,
            setting_number=min(settings, default=""), started_at=timezone.now(),
            taken_by=actor.name, account_id=actor.account_id if channel in OWN_CHANNELS else None,
        )  # fmt: skip
        mark_sent(form, received_on=received_on)
        if form.person_id:
            note.saw(form.person_id)
    return form


def take(*, actor: Actor, form_id: uuid.UUID, into: str, adult: Adult, today: date) -> uuid.UUID:
    """Take a request into a new case or a known one (``into``); returns the case.

    The case moves on the day on which the request was received. Taken again, nothing changes.
    Errors: ``NotFound``; ``BadInput``; ``WrongState`` when the case can't take a request now.
    """
    with audit.change(actor, "requests.take") as note:
        form = _locked(actor, form_id)
        if form.state == ACCEPTED and form.case_id is not None:
            return form.case_id
        _check_waiting(form)
        if adult.may_see and not adult.evidence.strip():
            raise BadInput("Say how you know that they may see the record", field="evidence")
        received_on = form.received_on or today
        case = _new_case(form, received_on) if into == NEW else _known_case(actor, into)
        note.saw(case.person_id)
        _tie(form, case, adult, received_on)
        make_move(
            actor=actor, case_id=case.pk, move="receive_request", on=received_on, today=today,
            facts={"asked_by": form.answers.get("asker", form.channel)},
        )  # fmt: skip
        Case.objects.filter(pk=case.pk).update(requested_on=received_on)
        move_to_case(form.pk, case)
        form.state, form.case, form.person_id = ACCEPTED, case, case.person_id
        _decided(form, actor)
        return uuid.UUID(str(case.pk))


def set_aside(*, actor: Actor, form_id: uuid.UUID, reason: str) -> None:
    """Set a request aside that isn't one, or that repeats one, and say why.

    Errors: ``NotFound``; ``BadInput`` without a reason; ``WrongState`` once it was decided.
    """
    with audit.change(actor, "requests.set_aside") as note:
        form = _locked(actor, form_id)
        if form.person_id:
            note.saw(form.person_id)
        if form.state == RequestForm.State.SET_ASIDE:
            return
        _check_waiting(form)
        if not reason.strip():
            raise BadInput("Say why it is set aside", field="reason")
        form.state, form.set_aside_because = RequestForm.State.SET_ASIDE, reason.strip()[:500]
        _decided(form, actor)


def _locked(actor: Actor, form_id: uuid.UUID) -> RequestForm:
    rows = RequestForm.objects.exclude(state=RequestForm.State.DRAFT).filter(pk=form_id)
    if not visible(actor, rows).exists():
        raise NotFound("There is no such request.")
    return RequestForm.objects.select_for_update().get(pk=form_id)


def _check_waiting(form: RequestForm) -> None:
    if form.state != SENT:
        raise WrongState("This request was decided already.")


def _decided(form: RequestForm, actor: Actor) -> None:
    form.decided_by, form.decided_at = actor.name, timezone.now()
    form.save()


def _known_case(actor: Actor, into: str) -> Case:
    try:
        case = visible(actor, Case.objects.filter(pk=uuid.UUID(into))).first()
    except ValueError:
        raise BadInput("Choose who the child is", field="into") from None
    if case is None:
        raise BadInput("Choose who the child is", field="into")
    return case


def _new_case(form: RequestForm, received_on: date) -> Case:
    answers, code = form.answers, form.authority_code
    authority = Authority.objects.select_for_update().get(pk=code)
    person = Person.objects.create(
        surname=answers["surname"], forename=answers["forename"],
        born_on=date.fromisoformat(answers["born_on"]),
        upn=answers.get("upn", "").upper().replace(" ", ""),
    )  # fmt: skip
    Responsibility.objects.create(
        person=person, authority=authority, starts_on=received_on,
        basis="a request says that they live in the area",
    )  # fmt: skip
    case = Case.objects.create(
        person=person, authority_code=code, reference=_next_reference(code), stage="request",
        sort_name=f"{person.surname}, {person.forename}".casefold()[:120], born_on=person.born_on,
        setting_number=form.setting_number, setting_name=answers.get("setting", ""),
    )  # fmt: skip
    keys = keys_for(person.surname, person.forename, person.upn, "", case.reference)
    SearchKey.objects.bulk_create(
        SearchKey(case=case, authority_code=code, key=key) for key in sorted(keys)
    )
    return case


def _next_reference(code: str) -> str:
    """The reference after the last; the authority's row is locked meanwhile."""
    rows = Case.objects.filter(authority_code=code, reference__regex=rf"^{code}-[0-9]{{6}}$")
    last = rows.aggregate(last=Max("reference"))["last"]
    return f"{code}-{int(last.rsplit('-', 1)[1]) + 1 if last else 1:06d}"


def _tie(form: RequestForm, case: Case, adult: Adult, received_on: date) -> None:
    """Keep the adult who asked, and an account that waits for them if they may see the record."""
    name = form.answers.get("asker_name", "")
    if form.channel not in (RequestForm.Channel.WEB, *_FOR_FAMILY) or not name:
        return
    account = None
    role = form.answers.get("asker", "")
    if adult.may_see and role in ("parent", "young_person") and form.code_digest:
        account = Account(username=f"family-{form.reference}".lower(), name=name, is_active=False)
        account.set_unusable_password()
        account.save()
        Grant.objects.create(
            account=account, role=role, scope=Grant.Scope.PERSON, code=str(case.person_id),
            basis=f"request {form.reference}", starts_on=received_on,
        )  # fmt: skip
        form.account_id = account.pk
    tie = Relationship.objects.create(
        person_id=case.person_id, account=account, name=name[:200],
        basis={"parent": "parent or carer, as they say", "young_person": "the young person"}.get(
            role, "helps the family, as they say"
        ),
        evidence=(adult.evidence.strip() or f"As said in request {form.reference}")[:200],
        sees_record=adult.may_see, starts_on=received_on,
    )  # fmt: skip
    email, phone = form.answers.get("email", ""), form.answers.get("phone", "")
    if email or phone:
        keep_contact(tie, email=email[:150], phone=phone[:30])


_FOR_FAMILY = (RequestForm.Channel.PAPER, RequestForm.Channel.PHONE, RequestForm.Channel.EMAIL)
