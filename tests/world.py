"""A small world of two authorities in which every sensitive field holds a canary.

``World.accounts`` by name: ``<role>`` acts for Northmere (a setting of it, or the child ``own``),
``foreign_<role>`` for Southvale; also ``excluded_caseworker`` (declared a conflict about ``own``),
``former_caseworker`` and ``former_parent`` (grant and relationship ended yesterday),
``other_parent`` (of ``other``) and ``colleague`` (the caseworker of ``other``).
The special ones: ``sitting_panel_member`` (``own`` is on the agenda), ``excluded_panel_member``
(``own`` and ``protected`` are, and there is an interest in ``own``), ``barred_parent`` (of ``own``,
by an order), ``staff_parent`` (a caseworker who is a parent of ``own``), ``away_parent`` (of
``protected``, who may not know where), ``left_senco`` (of the setting that ``grown`` left), and of
``grown`` ``grown_young_person``, ``agreed_parent`` (who has consent) and ``kept_out_parent``.

``World.subjects`` by name: ``own`` (of ``caseworker``, ``senco`` and the family roles), ``other``
(same authority, another officer, setting and family), ``protected`` (a protected address),
``grown`` (past compulsory school age, at another setting since this year),
``moved`` (was Northmere's, now Southvale's) and ``foreign`` (always Southvale's).
"""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from django.utils import timezone

from sendap.apps.access.roles import ROLES
from sendap.apps.correspondence.contacts.joining import code_of, digest_of
from sendap.apps.correspondence.models import Contact, NoticeCopy
from sendap.apps.people.models import Capacity, Invitation, Person
from sendap.apps.plans.models import AdviceReuse
from sendap.apps.timeline.models import Case, Retraction
from tests import builders as make
from tests.builders import NORTHMERE, SOUTHVALE
from tests.canaries import FIRST_DAY, GROWN_FIRST_DAY
from tests.planted import REGIONS, SCHOOLS, Subject, World, add_account, add_tie, send_letter
from tests.planted_appeals import add_appeals
from tests.planted_mediation import add_mediations
from tests.planted_placements import add_placements
from tests.planted_returns import add_returns
from tests.special_accounts import add_special_accounts

__all__ = ["ADVISERS", "SCHOOLS", "Subject", "World", "build_world"]

ADVISERS = {"medical": "health", "psychological": "psychologist", "social_care": "social_care"}


def build_world(*, today: date) -> World:
    """Plant the world in the database."""
    world = World(today)
    make.make_authority(NORTHMERE, "Northmere")
    make.make_authority(SOUTHVALE, "Southvale")
    for owner, number in SCHOOLS.items():
        make.make_setting(number, world.canaries.word("Setting.name", f"school:{owner}"))
    _staff(world)
    for name in ("own", "other", "protected", "moved", "grown"):
        world.subjects[name] = _subject(world, name, NORTHMERE)
    world.subjects["foreign"] = _subject(world, "foreign", SOUTHVALE)
    _move(world)
    _families(world)
    _special_cases(world)
    _advice(world)
    _panel(world)
    add_placements(world)
    add_appeals(world)
    add_mediations(world)
    add_special_accounts(world)
    add_returns(world)
    return world


def _staff(world: World) -> None:
    for role in ROLES.values():
        if role.scope == "person":
            continue
        add_account(world, role.name, _code(role.scope, NORTHMERE))
        add_account(world, f"foreign_{role.name}", _code(role.scope, SOUTHVALE), role=role.name)
    add_account(world, "colleague", NORTHMERE, role="caseworker")
    add_account(world, "excluded_caseworker", NORTHMERE, role="caseworker")


def _code(scope: str, authority: str) -> str:
    home = authority == NORTHMERE
    return {
        "nation": "",
        "region": REGIONS[authority],
        "authority": authority,
        "setting": SCHOOLS["own" if home else "foreign"],
    }[scope]


def _subject(world: World, name: str, authority: str) -> Subject:
    plant = world.canaries
    person = make.make_person(
        authority,
        surname=plant.word("Person.surname", name), forename=plant.word("Person.forename", name),
        born_on=plant.day("Person.born_on", name, first=_first_day(name)),
        upn=plant.upn(name), uln=plant.uln(name),
    )  # fmt: skip
    make.make_location(
        person, f"7 {plant.word('Location.address', name)} Lane", plant.postcode(name),
        is_protected=name == "protected",
        protected_because=plant.word("Location.protected_because", name),
    )  # fmt: skip
    make.make_relationship(
        person, None, name=plant.word("Relationship.name", name),
        evidence=plant.word("Relationship.evidence", name),
        limits=plant.word("Relationship.limits", name),
    )  # fmt: skip
    form = make.make_request_form(
        authority, on=world.today, person=person,
        answers={"needs": plant.word("RequestForm.answers", name)},
        set_aside_because=plant.word("RequestForm.set_aside_because", name),
        channel="setting", setting_number=SCHOOLS.get(name, SCHOOLS["other"]),
    )  # fmt: skip
    form.messages.create(
        to=plant.word("OutboxMessage.to", name), body=plant.word("OutboxMessage.body", name),
        made_at=form.started_at,
    )  # fmt: skip
    return Subject(person, _case(world, name, person, authority))


def _first_day(name: str) -> date:
    return GROWN_FIRST_DAY if name == "grown" else FIRST_DAY


def _case(world: World, name: str, person: Person, authority: str) -> Case:
    plant, today = world.canaries, world.today
    officer = {"own": "caseworker", "foreign": "foreign_caseworker"}.get(name, "colleague")
    school = SCHOOLS.get(name, SCHOOLS["other"])
    case = make.make_case(
        person, authority, reference=plant.word("Case.reference", name),
        officer=world.accounts[officer], setting_number=school, setting_kind="mainstream",
        setting_name=plant.word("Case.setting_name", name), stage="assessment",
        requested_on=today - timedelta(days=150), recorded_from=today - timedelta(days=400),
        recorded_to=today - timedelta(days=10),
    )  # fmt: skip
    make.make_event(case, "request_received", today - timedelta(days=150))
    make.make_event(case, "decision_to_assess_notified", today - timedelta(days=115))
    make.make_event(case, "plan_agreed", today - timedelta(days=40))
    taken_back = make.make_event(case, "draft_plan_served", today - timedelta(days=30),
                                 recorded_by=plant.word("Event.recorded_by", name))  # fmt: skip
    Retraction.objects.create(
        event=taken_back, reason=plant.word("Retraction.reason", name),
        recorded_at=taken_back.recorded_at, recorded_by="a test",
    )  # fmt: skip
    make.make_deadline(case, "C7", today - timedelta(days=10))
    make.make_deadline(case, "R1", today + timedelta(days=20))
    make.make_exception(case)
    make.make_plan(case, on=today - timedelta(days=9),
                   named=plant.word("PlanSetting.sen_setting_other", name),
                   placed=plant.word("Placement.sen_setting_other", name))  # fmt: skip
    _plan_document(world, name, case, at=taken_back.recorded_at)
    make.make_review(case, said=plant.word("ReviewView.text", name),
                     name=plant.word("ReviewView.name", name),
                     changes=plant.word("Review.changes", name))  # fmt: skip
    _files(world, name, case)
    make.make_message(case, plant.word("Message.text", name),
                      name=plant.word("Message.name", name))  # fmt: skip
    make.make_note(case, plant.word("Note.text", name), remind_on=today)
    make.make_handover(case, plant.word("Handover.text", name))
    make.make_waived_answer(case, plant.word("AnswerWaived.reason", name))
    make.make_provision(case, plant.word("DeliveryItem.text", name),
                        on=today - timedelta(days=30),
                        who=plant.word("DeliveryItem.who", name))  # fmt: skip
    return case


def _plan_document(world: World, name: str, case: Case, *, at: datetime) -> None:
    """A version that was sent, an open one, and what the family says of them."""
    plant = world.canaries
    version = make.make_plan_versions(
        case, on=world.today - timedelta(days=5), sent=plant.word("PlanVersion.content", name),
        open_now=plant.word("PlanSection.items", name),
    )  # fmt: skip
    make.make_plan_comment(version, plant.word("PlanComment.text", name),
                           answer=plant.word("PlanComment.answer", name))  # fmt: skip
    make.make_plan_suggestion(
        version, plant.word("PlanSuggestion.words", name),
        before=plant.word("PlanSuggestion.before", name),
        comment=plant.word("PlanSuggestion.comment", name),
        reason=plant.word("PlanSuggestion.reason", name),
    )  # fmt: skip
    make.make_plan_comment(version, "", answer=plant.word("PlanComment.answer", name),
                           answered_by="a test", answered_at=at)  # fmt: skip


def _files(world: World, name: str, case: Case) -> None:
    """A file of the council's that the family sees, and one that was refused."""
    plant = world.canaries
    make.make_file(case, plant.word("StoredFile.contents", name), with_family=True,
                   name=f"{plant.word('StoredFile.name', name)}.txt",
                   note=plant.word("StoredFile.note", name),
                   added_by=plant.word("StoredFile.added_by", name))  # fmt: skip
    make.make_file(case, "", state="refused", reason=plant.word("StoredFile.reason", name))


def _move(world: World) -> None:
    """``moved`` left Northmere 60 days ago; Southvale has a case and a new address since then."""
    subject, left = world.subjects["moved"], world.today - timedelta(days=60)
    subject.person.responsibilities.update(ends_on=left)
    make.make_responsibility(subject.person, SOUTHVALE, starts_on=left + timedelta(days=1))
    make.make_location(
        subject.person, f"8 {world.canaries.word('Location.address', 'moved:new')} Row",
        world.canaries.postcode("moved:new"), starts_on=left + timedelta(days=1),
    )  # fmt: skip
    make.make_case(subject.person, SOUTHVALE, officer=world.accounts["foreign_caseworker"],
                   reference=world.canaries.word("Case.reference", "moved:new"))  # fmt: skip


def _families(world: World) -> None:
    ties = {
        "parent": ("parent", "own"), "young_person": ("young_person", "own"),
        "advocate": ("advocate", "own"), "other_parent": ("parent", "other"),
        "foreign_parent": ("parent", "foreign"),
    }  # fmt: skip
    for name, (role, subject) in ties.items():
        add_tie(world, name, role, world.subjects[subject].person, ends_on=None)
    yesterday = world.today - timedelta(days=1)
    add_tie(world, "former_parent", "parent", world.subjects["own"].person, ends_on=yesterday)
    readers = {name: subject for name, (_, subject) in ties.items()} | {"former_parent": "own"}
    for name, subject in readers.items():
        send_letter(world, name, subject)
    for name in world.subjects:
        send_letter(world, "", name)
        _told(world, name)


def _told(world: World, subject: str) -> None:
    """The copies beyond the family, with the plan; and how an adult is reached and invited."""
    case, plant = world.subjects[subject].case, world.canaries
    for body in NoticeCopy.Body.values:
        copy = make.make_notice_copy(
            case, plant.word("NoticeCopy.letter", f"told:{body}:{subject}"), body=body,
            name=plant.word("NoticeCopy.name", f"told:{body}:{subject}"),
            on=world.today - timedelta(days=5), channel="online",
            setting_number=case.setting_number if body == "setting" else None,
        )  # fmt: skip
    version = case.plan_versions.filter(served_on__isnull=False).first()
    copy.notice.document = str(version.pk) if version else ""
    copy.notice.save(update_fields=["document"])
    tie = case.person.relationships.get(account=None)
    make.make_location(
        case.person, f"9 {plant.word('Location.address', f'adult:{subject}')} Row",
        plant.postcode(f"adult:{subject}"), relationship=tie, kind="adult",
    )  # fmt: skip
    Contact.objects.create(
        relationship=tie, email=plant.word("Contact.email", subject),
        phone=plant.word("Contact.phone", subject),
        stopped_because=plant.word("Contact.stopped_because", subject),
    )  # fmt: skip
    key = uuid.uuid4()
    Invitation.objects.create(
        id=key, relationship=tie, digest=digest_of(code_of(key)), made_at=timezone.now(),
        made_by="a test", ends_on=world.today + timedelta(days=20),
    )  # fmt: skip


def _advice(world: World) -> None:
    """Each adviser has taken one request; others of each service and school wait to be taken."""
    asked_on = world.today - timedelta(days=20)
    for home, child in (("", "own"), ("foreign_", "foreign")):
        for kind, role in ADVISERS.items():
            account = f"{home}{role}"
            draft = world.canaries.word("AdviceRequest.draft", f"advice:{account}:{child}")
            make.make_advice_request(
                world.subjects[child].case, kind, f"{kind}-taken", on=asked_on,
                account=world.accounts[account], draft=[["need", draft, ""]],
            )  # fmt: skip
    for name, subject in world.subjects.items():
        for kind in ADVISERS:
            make.make_advice_request(subject.case, kind, kind, on=asked_on)
        question = world.canaries.word("AdviceRequest.question", name)
        make.make_advice_request(
            subject.case, "education", "education", on=asked_on, question=question
        )
        make.make_advice_request(subject.case, "family", "family", on=asked_on)
        make.make_family_words(
            subject.case, world.canaries.word("FamilyWords.answers", name), on=asked_on
        )
        report = world.canaries.word("AdviceReuse.report", name)
        AdviceReuse.objects.create(
            case=subject.case, kind="other", report=report, noted_by="a test"
        )
        Capacity.objects.create(
            person=subject.person, decision="plan", starts_on=asked_on, assessed_by="a test",
            evidence=world.canaries.word("Capacity.evidence", name),
        )  # fmt: skip
    for name, subject in world.subjects.items():
        given = subject.case.advice_requests.get(reference="education")
        said, seen = (
            world.canaries.word(f"AdviceStatement.{field}", name) for field in ("text", "evidence")
        )
        make.make_advice_statement(given, said, evidence=seen)


def _panel(world: World) -> None:
    """Every case is on an agenda, opened to nobody."""
    for subject in world.subjects.values():
        make.make_panel_item(subject.case, on=world.today + timedelta(days=7))


def _special_cases(world: World) -> None:
    reason = world.canaries.word("Exclusion.reason", "excluded_caseworker")
    make.exclude(world.accounts["excluded_caseworker"], world.subjects["own"].person, reason=reason)
    key = world.canaries.word("Account.calendar_key", "former_caseworker")
    former = make.make_account("former-caseworker", calendar_key=key)
    yesterday = world.today - timedelta(days=1)
    make.make_grant(former, "caseworker", NORTHMERE, ends_on=yesterday)
    world.accounts["former_caseworker"] = former
