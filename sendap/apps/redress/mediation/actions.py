"""The steps of mediation up to the certificate: each is an event of the case, and its audit."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.roles import FAMILY
from sendap.apps.correspondence.messages.queries import case_of_family
from sendap.apps.organisations.models import Authority
from sendap.apps.people.queries import decides
from sendap.apps.plans.actions.moves import happenings
from sendap.apps.plans.reach import roles_over
from sendap.apps.redress.mediation import certificates
from sendap.apps.redress.mediation.reach import advised_by, areas_of, one_of, within_reach
from sendap.apps.redress.mediation.rules import (
    BODIES,
    CANNOT,
    CERTIFIES,
    DECLINE,
    DECLINED,
    HELD,
    MEDIATE,
    SIDES,
    WISHES,
    WITHDRAWN,
    check_about,
    check_day,
    is_needed,
    written,
)
from sendap.apps.redress.models import Certificate, Mediation
from sendap.apps.timeline.actions.events import add_events, refresh
from sendap.apps.timeline.evidence import ENTERED, HappenedEvent
from sendap.apps.timeline.models import Case, Event
from sendap.apps.timeline.regimes import regime_of
from sendap.basics.errors import BadInput, NotAllowed, WrongState
from sendap.law.process import check_move, find_process

NOTICE = "appealable_decision_notified"
STEPS = {
    "mediation_requested": "ask_mediation",
    "mediation_held": "hold_mediation",
    "mediation_certificate_issued": "certify_mediation",
}
"""The move of a regime's process that each event belongs to, where the regime has it."""

Attends = tuple[str, str, bool]
"""Who comes: the side (``SIDES``), the name with the post, and whether they can decide."""


def contact(
    *, actor: Actor, case_id: uuid.UUID, about: Iterable[str], issues: str, today: date
) -> Mediation:
    """The family contacts the adviser about the last decision of which it had notice.

    A second contact about the same decision changes nothing. Errors: ``NotFound`` for a case that
    isn't the family's; ``NotAllowed`` for somebody who doesn't decide on an appeal; ``WrongState``
    when no decision can be appealed; ``BadInput`` when nothing is said to be disputed.
    """
    with audit.change(actor, "mediation.contact") as note:
        case = case_of_family(actor, case_id, on=today)
        note.saw(case.person_id)
        check_decides(actor, case, on=today)
        return _contact(case, about, issues, by=actor.name, on=today, today=today)


def take_call(
    *,
    actor: Actor,
    reference: str,
    surname: str,
    caller: str,
    about: Iterable[str],
    issues: str,
    on: date,
    today: date,
) -> Mediation:
    """The adviser takes a call: the reference of the letter and the surname must both be right.

    Errors: ``BadInput`` with one sentence whichever is wrong, or without the caller's name; else
    as ``contact``.
    """
    with audit.change(actor, "mediation.advise") as note:
        rows = Case.objects.select_related("person").filter(
            authority_code__in=areas_of(actor), reference=reference.strip(),
            person__surname__iexact=surname.strip(),
        )  # fmt: skip
        case = rows.exclude(person_id__in=actor.excluded).first()
        if case is None or not surname.strip():
            raise BadInput("No letter has this reference and this surname.", field="reference")
        note.saw(case.person_id)
        by = written(caller, "caller", "Say who called.")[:150]
        return _contact(case, about, issues, by=by, on=on, today=today)


def check_decides(actor: Actor, case: Case, *, on: date) -> None:
    """Errors: ``NotAllowed`` for somebody of the family who doesn't decide on an appeal."""
    if not decides(actor, case.person_id, "appeal", on=on):
        raise NotAllowed("Somebody else decides on this. Ask the council who that is.")


def last_notice(case: Case, *, until: date) -> date:
    """The day of the last notice of a decision that can be appealed.

    Errors: ``WrongState`` when there is none.
    """
    rows = Event.objects.filter(
        case=case, name=NOTICE, retraction__isnull=True, on__lte=until
    ).order_by("-on")
    found = rows.values_list("on", flat=True).first()
    if found is None:
        raise WrongState("There is no decision here that can be appealed.")
    return found


def _contact(
    case: Case, about: Iterable[str], issues: str, *, by: str, on: date, today: date
) -> Mediation:
    check_day(on, today=today, after=None)
    Case.objects.select_for_update().get(pk=case.pk)
    decided_on = last_notice(case, until=on)
    before = Mediation.objects.filter(case=case, decided_on=decided_on).first()
    if before is not None:
        return before
    disputed = check_about(about)
    found = Mediation.objects.create(
        case=case, regime=regime_of(case), decided_on=decided_on, contacted_on=on,
        contacted_by=by, about=disputed, issues=written(issues, "issues"),
    )  # fmt: skip
    record(found, "mediation_adviser_contacted", on, by=by, today=today)
    return found


def inform(*, actor: Actor, mediation_id: uuid.UUID, words: str, on: date, today: date) -> None:
    """The adviser notes that the family was given information on mediation, and what was said.

    Errors: ``NotFound``; ``BadInput`` for the day.
    """
    with advising(actor, mediation_id) as found:
        check_day(on, today=today, after=found.contacted_on)
        found.information_on, found.information = on, written(words, "words")
        found.save(update_fields=["information_on", "information"])


def wish(*, actor: Actor, mediation_id: uuid.UUID, wish: str, on: date, today: date) -> None:
    """The family says whether it wants mediation, itself or by way of the adviser.

    Saying the same twice changes nothing. Errors: ``NotFound``; ``NotAllowed``; ``BadInput`` for
    anything but a wish; ``WrongState`` before the information was given, once another wish was
    recorded, or when the regime doesn't let a family decline.
    """
    with _reached(actor, mediation_id, "mediation.wish", today) as found:
        if actor.roles & FAMILY:
            check_decides(actor, found.case, on=today)
        if wish not in WISHES:
            raise BadInput("Say whether mediation is wanted.", field="wish")
        if found.wish == wish:
            return
        _check_wish(found, wish)
        check_day(on, today=today, after=found.information_on)
        found.wish, found.wished_on = wish, on
        if wish == DECLINE:
            found.ended_on, found.ended_because = on, DECLINED
        found.save()
        name = "mediation_requested" if wish == MEDIATE else "mediation_declined"
        record(found, name, on, by=actor.name, today=today, actor=actor)


def _check_wish(found: Mediation, wish: str) -> None:
    terms = find_process(found.regime).mediation
    if found.information_on is None:
        raise WrongState("First the adviser gives the family information on mediation.")
    if found.wish or found.ended_on:
        raise WrongState("The family’s wish is recorded already.")
    if not is_needed(terms, found.about):
        return
    if wish == DECLINE and terms.required:
        raise WrongState(
            "Under this regime mediation comes before an appeal: it can’t be declined."
        )


def tell(*, actor: Actor, mediation_id: uuid.UUID, body: str, on: date, today: date) -> None:
    """Record that a body was told of the issues that are its own.

    About health alone, the health commissioner arranges mediation from that day (rule D2). Errors:
    ``NotFound``; ``BadInput`` for another body or day; ``WrongState`` without a wish to mediate.
    """
    with _reached(actor, mediation_id, "mediation.tell", today) as found:
        if body not in BODIES or body not in found.about:
            raise BadInput("Nothing here is this body’s.", field="body")
        if found.wish != MEDIATE:
            raise WrongState("The family hasn’t asked for mediation.")
        if body in found.told:
            return
        check_day(on, today=today, after=found.wished_on)
        found.told = {**found.told, body: on.isoformat()}
        found.save(update_fields=["told"])
        if found.about == ["health"]:
            record(found, "commissioner_notified_of_issues", on, by=actor.name, today=today)


def arrange(
    *, actor: Actor, mediation_id: uuid.UUID, on: date, place: str, attends: Sequence[Attends]
) -> None:
    """Fix the session: its day, its place, and who comes for each side and can decide.

    Errors: ``NotFound``; ``WrongState`` unless mediation is under way; ``BadInput`` without
    somebody of the council (for issues of health, of health) who can decide.
    """
    with advising(actor, mediation_id) as found:
        _check_under_way(found)
        if found.wished_on and on < found.wished_on:
            raise BadInput("The day is before the family asked for it.", field="session_on")
        comes = [(side, written(name, "attends"), decides) for side, name, decides in attends
                 if name.strip() and side in SIDES]  # fmt: skip
        _check_can_decide(found, comes)
        found.session_on, found.session_place = (
            on,
            written(place, "place", "Say where it is.")[:200],
        )
        found.attends = [list(each) for each in comes]
        found.save(update_fields=["session_on", "session_place", "attends"])


def _check_can_decide(found: Mediation, comes: Sequence[Attends]) -> None:
    needed = ["health"] if found.about == ["health"] else ["council"]
    if "health" in found.about and "health" not in needed:
        needed.append("health")
    able = {side for side, _, decides in comes if decides}
    for side in needed:
        if side not in able:
            raise BadInput(f"{SIDES[side]}: name somebody who can decide.", field="attends")


def hold(
    *, actor: Actor, mediation_id: uuid.UUID, on: date, attended: Sequence[str], today: date
) -> None:
    """Record that the session was held, and who came. Errors: as ``arrange``."""
    with advising(actor, mediation_id) as found:
        _check_under_way(found)
        if found.session_on is None:
            raise WrongState("First fix the session.")
        check_day(on, today=today, after=found.wished_on)
        found.attended = [name for _, name, _ in found.attends if name in attended]
        if not found.attended:
            raise BadInput("Say who came.", field="attended")
        _end(found, HELD, on)
        record(found, "mediation_held", on, by=actor.name, today=today, actor=actor)


def cannot(*, actor: Actor, mediation_id: uuid.UUID, because: str, on: date, today: date) -> None:
    """Record that mediation can't be arranged in time, and why. Errors: as ``arrange``."""
    with advising(actor, mediation_id) as found:
        _check_under_way(found)
        check_day(on, today=today, after=found.wished_on)
        found.cannot_because = written(because, "because", "Say why it can’t be arranged.")
        _end(found, CANNOT, on)
        record(found, "mediation_cannot_be_arranged", on, by=actor.name, today=today)


def withdraw(*, actor: Actor, mediation_id: uuid.UUID, on: date, today: date) -> None:
    """Record that the family withdraws from mediation. Errors: as ``wish``."""
    with _reached(actor, mediation_id, "mediation.wish", today) as found:
        if actor.roles & FAMILY:
            check_decides(actor, found.case, on=today)
        _check_under_way(found)
        check_day(on, today=today, after=found.wished_on)
        _end(found, WITHDRAWN, on)
        record(found, "mediation_withdrawn", on, by=actor.name, today=today)


def certify(*, actor: Actor, mediation_id: uuid.UUID, on: date, today: date) -> Certificate:
    """Issue the certificate: numbered, signed and sent to the family's page.

    A second time gives the one that was issued. Errors: ``NotFound``; ``BadInput`` for the day;
    ``WrongState`` before mediation ended or was declined.
    """
    with advising(actor, mediation_id) as found:
        if found.ended_on is None or found.ended_because not in CERTIFIES:
            raise WrongState("A certificate follows mediation that was held, couldn’t be arranged "
                             "or was declined.")  # fmt: skip
        before = Certificate.objects.filter(mediation=found).first()
        if before is not None:
            return before
        check_day(on, today=today, after=found.ended_on)
        Authority.objects.select_for_update().filter(pk=found.case.authority_code).first()
        issued = certificates.issue(found, on=on, by=actor.name)
        record(found, "mediation_certificate_issued", on, by=actor.name, today=today, actor=actor)
        return issued


def _check_under_way(found: Mediation) -> None:
    if found.wish != MEDIATE or found.ended_on is not None:
        raise WrongState("No mediation is under way here.")


def _end(found: Mediation, because: str, on: date) -> None:
    found.ended_on, found.ended_because = on, because
    found.save()


@contextmanager
def advising(actor: Actor, mediation_id: uuid.UUID) -> Iterator[Mediation]:
    """A change by the adviser to one of their mediations, audited. Errors: ``NotFound``."""
    with audit.change(actor, "mediation.advise") as note:
        found = one_of(advised_by(actor).select_for_update(of=("self",)), mediation_id)
        note.saw(found.case.person_id)
        yield found


@contextmanager
def _reached(actor: Actor, mediation_id: uuid.UUID, deed: str, on: date) -> Iterator[Mediation]:
    with audit.change(actor, deed) as note:
        rows = within_reach(actor, on=on).select_for_update(of=("self",))
        found = one_of(rows, mediation_id)
        note.saw(found.case.person_id)
        yield found


def record(
    found: Mediation,
    name: str,
    on: date,
    *,
    by: str,
    today: date,
    actor: Actor | None = None,
) -> None:
    """Record a step of mediation as an event of the case, and renew its dates.

    Where the regime's process has the step as a move, it must be lawful now for ``actor``.
    """
    process = find_process(found.regime)
    move = STEPS.get(name, "")
    if actor is not None and move in process.moves and is_needed(process.mediation, found.about):
        roles = roles_over(actor, found.case, on=today)
        check_move(process, move, events=happenings(found.case_id), roles=roles, facts={})
    add_events(found.case, [HappenedEvent(name, on, "", {}, ENTERED)], by=by)
    refresh([found.case_id], today=today)
