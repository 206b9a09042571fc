"""Short builders of rows, for tests of anything that reads or writes the record.

Each takes only what matters and fills in the rest; everyone is made up.
"""

from __future__ import annotations

import hashlib
import itertools
import secrets
import uuid
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from sendap.apps.access.models import Account, Exclusion, Grant
from sendap.apps.access.roles import ROLES
from sendap.apps.correspondence.files.storing import place_of
from sendap.apps.correspondence.models import (
    ContactDetails,
    Message,
    Notice,
    NoticeCopy,
    StoredFile,
)
from sendap.apps.organisations.models import Authority, Setting
from sendap.apps.people.models import Location, Person, Relationship, Responsibility
from sendap.apps.plans.advice.rules import KINDS
from sendap.apps.plans.models import (
    ActivePlan,
    AdviceRequest,
    AdviceStatement,
    Assessment,
    DeliveryItem,
    FamilyWords,
    Need,
    Panel,
    PanelItem,
    Placement,
    Plan,
    PlanComment,
    PlanSection,
    PlanSetting,
    PlanSuggestion,
    PlanVersion,
    RequestForm,
    Review,
    ReviewView,
)
from sendap.apps.plans.models import Request as AssessmentRequest
from sendap.apps.timeline.models import (
    AnswerWaived,
    Case,
    Event,
    ExceptionRecord,
    Handover,
    Note,
    OpenDeadline,
    SearchKey,
)
from sendap.apps.timeline.search import keys_for
from sendap.exchange.plan.schema import example_plan
from sendap.law.plan_shape import find_plan_shape

NORTHMERE, SOUTHVALE = "998", "997"
BACKEND = "django.contrib.auth.backends.ModelBackend"
LONG_AGO = date(2015, 9, 1)
_numbers = itertools.count(1)


def make_authority(code: str = NORTHMERE, name: str = "Northmere") -> Authority:
    """A fictional authority."""
    found, _ = Authority.objects.get_or_create(
        code=code,
        defaults={"name": name, "is_fictional": True, "region_name": "North West",
                  "region_code": "E12000002", "ons_code": f"E0999{code}9"},
    )  # fmt: skip
    make_contacts(code)
    return found


def make_contacts(authority: str) -> None:
    """Whom a family can turn to, as letters name them."""
    ContactDetails.objects.bulk_create(
        (
            ContactDetails(
                authority_code=authority, kind=kind, name=str(kind.label), phone="01632 960001"
            )
            for kind in ContactDetails.Kind
        ),
        ignore_conflicts=True,
    )


def make_setting(number: str, name: str = "A school", kind: str = "Mainstream") -> Setting:
    """A fictional setting."""
    found, _ = Setting.objects.get_or_create(
        number=number, defaults={"name": name, "kind": kind, "is_fictional": True}
    )
    return found


def make_account(username: str, *, name: str = "", **fields: Any) -> Account:
    """An account that can sign in, holding nothing."""
    account = Account(username=username, name=name or username.replace("-", " ").title(), **fields)
    account.password = "!"
    account.save(force_insert=True)
    return account


def make_grant(
    account: Account,
    role: str,
    code: str,
    *,
    starts_on: date = LONG_AGO,
    ends_on: date | None = None,
    scope: str = "",
) -> Grant:
    """A role over the scope that belongs to it, or over another."""
    scope = scope or ROLES[role].scope
    return Grant.objects.create(
        account=account, role=role, scope=scope, code=code, starts_on=starts_on, ends_on=ends_on
    )


def make_staff(role: str, code: str = NORTHMERE, *, username: str = "", name: str = "") -> Account:
    """An account with one role over one authority, setting or person."""
    account = make_account(username or f"{role}-{code}-{next(_numbers)}", name=name)
    make_grant(account, role, code)
    return account


def exclude(account: Account, person: Person, *, reason: str = "a neighbour") -> Exclusion:
    """A declared conflict of interest."""
    return Exclusion.objects.create(
        account=account, person_id=person.pk, reason=reason, declared_at=timezone.now()
    )


def make_person(authority: str = NORTHMERE, **fields: Any) -> Person:
    """A child for whom an authority is responsible."""
    number = next(_numbers)
    known = {"surname": f"Surname{number}", "forename": f"Forename{number}",
             "born_on": date(2012, 3, 4), "sex": "F", "ethnicity": "WBRI"} | fields  # fmt: skip
    person = Person.objects.create(**known)
    make_responsibility(person, authority)
    return person


def make_responsibility(
    person: Person, authority: str, *, starts_on: date = LONG_AGO, ends_on: date | None = None
) -> Responsibility:
    """The time for which an authority is responsible for a person."""
    return Responsibility.objects.create(
        person=person, authority=make_authority(authority, f"Authority {authority}"),
        starts_on=starts_on, ends_on=ends_on, basis="lives in the area",
    )  # fmt: skip


def make_case(person: Person, authority: str = NORTHMERE, **fields: Any) -> Case:
    """A person's case with an authority, found by name and number."""
    number = next(_numbers)
    known = {"reference": f"{authority}-{number:06d}", "stage": "assessment", "need": "ASD",
             "sort_name": f"{person.surname}, {person.forename}".casefold()[:120],
             "born_on": person.born_on} | fields  # fmt: skip
    case = Case.objects.create(person=person, authority_code=authority, **known)
    keys = keys_for(person.surname, person.forename, person.upn, person.uln, case.reference)
    SearchKey.objects.bulk_create(
        SearchKey(case=case, authority_code=authority, key=key) for key in sorted(keys)
    )
    return case


def make_event(case: Case, name: str, on: date, **fields: Any) -> Event:
    """Something that happened."""
    known = {"source": "entered", "recorded_by": "a test", "recorded_at": timezone.now()} | fields
    return Event.objects.create(case=case, name=name, on=on, **known)


def make_deadline(
    case: Case, rule: str, due: date | None, *, excepted: bool = False
) -> OpenDeadline:
    """A time limit that is open on a case, and the case's next date when it is the earliest."""
    if due and (case.next_due_on is None or due < case.next_due_on):
        case.next_due_on, case.next_rule = due, rule
        case.save(update_fields=["next_due_on", "next_rule"])
    return OpenDeadline.objects.create(case=case, rule=rule, due=due, excepted=excepted)


def make_plan(case: Case, *, year: int = 2026, on: date, **fields: Any) -> AssessmentRequest:
    """A request with its assessment, plan, setting named, active plan, placement and need."""
    request = AssessmentRequest.objects.create(
        case=case, year=year, number=1, received_on=on - timedelta(days=140), outcome="Y"
    )
    Assessment.objects.create(request=request, outcome="Y", outcome_on=on, exception=False)
    Plan.objects.create(request=request, starts_on=on, personal_budget=False)
    PlanSetting.objects.create(request=request, number=1, urn=case.setting_number, rank="1",
                               sen_setting_other=fields.get("named", ""))  # fmt: skip
    ActivePlan.objects.create(request=request, review_met_on=None)
    Placement.objects.create(request=request, number=1, urn=case.setting_number, rank="1",
                             entered_on=on, sen_setting_other=fields.get("placed", ""))  # fmt: skip
    Need.objects.create(request=request, number=1, kind=case.need, rank="1")
    return request


def make_plan_versions(case: Case, *, on: date, sent: str = "", open_now: str = "") -> PlanVersion:
    """A draft that was sent, saying ``sent``, and an open one after it that says ``open_now``."""
    plan = example_plan(find_plan_shape())
    plan["person"] |= {"forename": case.person.forename, "surname": case.person.surname}
    plan |= {"status": "draft", "number": 1, "prepared_on": on.isoformat()}
    plan["sections"]["I"] = []
    plan["sections"]["B"][0]["text"] = sent or "Needs quiet."
    first = PlanVersion.objects.create(
        case=case, number=1, status="draft", prepared_on=on, prepared_by="a test",
        served_on=on, content=plan,
    )  # fmt: skip
    second = PlanVersion.objects.create(
        case=case, number=2, status="draft", prepared_on=on, prepared_by="a test"
    )
    items = {**plan["sections"], "B": [{"id": "B1", "text": open_now or "Needs quiet."}]}
    PlanSection.objects.bulk_create(
        PlanSection(version=second, letter=letter, items=rows) for letter, rows in items.items()
    )
    return first


def make_plan_comment(version: PlanVersion, text: str, **fields: Any) -> PlanComment:
    """What somebody else of the family said of a need."""
    return PlanComment.objects.create(
        version=version, token=uuid.uuid4(), section="B", item="B1", text=text,
        made_by="a relative", made_at=timezone.now(), **fields,
    )  # fmt: skip


def make_notice_copy(
    case: Case, text: str, *, on: date, account: Account | None = None, name: str = "An adult",
    **fields: Any,
) -> NoticeCopy:  # fmt: skip
    """A letter that was sent about a case, as one recipient got it."""
    notice, _ = Notice.objects.get_or_create(
        case=case, kind="agreement_to_assess", on=on,
        defaults={"title": "We will assess", "version": 1, "sent_at": timezone.now(),
                  "sent_by": "a test"},
    )  # fmt: skip
    letter = {"kind": notice.kind, "title": notice.title, "version": 1,
              "parts": [{"heading": "Why", "paragraphs": [text]}]}  # fmt: skip
    known = {"channel": "online" if account else "post"} | fields
    return NoticeCopy.objects.create(
        notice=notice, account=account, name=name, letter=letter, served_on=on, **known
    )


def make_message(
    case: Case, text: str, *, side: str = "family", name: str = "An adult", **fields: Any
) -> Message:
    """A message in the thread of a case."""
    known = {"token": uuid.uuid4(), "sent_at": timezone.now()} | fields
    return Message.objects.create(case=case, text=text, side=side, name=name, **known)


def make_file(case: Case, contents: str, **fields: Any) -> StoredFile:
    """A text kept on a case, with its contents on the disk."""
    known = {"name": "notes.txt", "kind": "txt", "size": len(contents), "state": "clean",
             "added_by": "a test", "side": "authority", "added_at": timezone.now(),
             "digest": hashlib.sha256(contents.encode()).hexdigest(),
             "once": secrets.token_hex(16), "storage": secrets.token_hex(16)} | fields  # fmt: skip
    kept = StoredFile.objects.create(case=case, **known)
    place = place_of(kept.storage)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(contents, encoding="utf-8")
    return kept


def make_note(case: Case, text: str, **fields: Any) -> Note:
    """A note that staff keep on a case."""
    known = {"token": uuid.uuid4(), "made_by": "a test", "made_at": timezone.now()} | fields
    return Note.objects.create(case=case, text=text, **known)


def make_handover(case: Case, text: str, **fields: Any) -> Handover:
    """A case given to the officer who has it, who hasn't said yet that they have read it."""
    known = {"officer": case.officer, "made_by": "a test", "made_at": timezone.now()} | fields
    return Handover.objects.create(case=case, text=text, **known)


def make_waived_answer(case: Case, reason: str) -> AnswerWaived:
    """That what the family wrote up to a month ago needs no answer."""
    then = timezone.now() - timedelta(days=30)
    return AnswerWaived.objects.create(case=case, reason=reason, made_by="a test", made_at=then)


def make_plan_suggestion(version: PlanVersion, words: str, **fields: Any) -> PlanSuggestion:
    """Other words for a need, from somebody else of the family."""
    return PlanSuggestion.objects.create(
        version=version, token=uuid.uuid4(), section="B", item="B1", words=words,
        made_by="a relative", made_at=timezone.now(), **fields,
    )  # fmt: skip


def make_request_form(
    authority: str = NORTHMERE, *, on: date, answers: dict[str, str] | None = None, **fields: Any
) -> RequestForm:
    """A request that was sent and waits for staff."""
    number = next(_numbers)
    known = {
        "asker": "parent", "asker_name": "A Parent", "email": "parent@example.org", "phone": "",
        "forename": f"Forename{number}", "surname": f"Surname{number}", "born_on": "2017-03-27",
        "setting": "", "needs": "Talks little.", "tried": "",
    } | (answers or {})  # fmt: skip
    return RequestForm.objects.create(
        authority_code=authority, answers=known,
        **{"channel": "web", "state": "sent", "reference": f"R-{number:08d}", "received_on": on,
           "started_at": timezone.now(), "sent_at": timezone.now(), **fields},
    )  # fmt: skip


def make_advice_request(
    case: Case, kind: str, reference: str, *, on: date, account: Account | None = None, **more: Any
) -> AdviceRequest:
    """Advice asked of an adviser; with an account it was taken, and the person is open to it."""
    role = KINDS[kind].role
    if account is not None:
        make_grant(account, role, str(case.person_id), scope="person")
    return AdviceRequest.objects.create(
        case=case, kind=kind, reference=reference, role=role, account=account, asked_on=on,
        asked_by="a test", **more,
    )  # fmt: skip


def make_advice_statement(asked: AdviceRequest, text: str, *, evidence: str) -> AdviceStatement:
    """A need that an adviser names, with what it rests on."""
    return AdviceStatement.objects.create(
        request=asked, number=99, kind="need", text=text, evidence=evidence
    )


def make_family_words(case: Case, text: str, *, on: date, **fields: Any) -> FamilyWords:
    """What some other adult of the family has sent for the assessment."""
    known = {"about": "advice", "reference": "family", "account_id": 0, "made_by": "a relative",
             "answers": {"well": text}, "sent_answers": {"well": text}, "sent_on": on,
             "changed_at": timezone.now()} | fields  # fmt: skip
    return FamilyWords.objects.create(case=case, **known)


def make_panel_item(case: Case, *, on: date) -> PanelItem:
    """A case on the agenda of a day, as it stands: no member is granted anything."""
    panel, _ = Panel.objects.get_or_create(authority_code=case.authority_code, on=on)
    return PanelItem.objects.create(
        panel=panel, case=case, question="assess", position=panel.items.count() + 1,
        added_by="a test",
    )  # fmt: skip


def make_review(case: Case, *, said: str, name: str = "", changes: str = "") -> ReviewView:
    """A review with its report and what one of those invited says."""
    review = Review.objects.create(case=case, number=1, changes=changes, recommends="amend",
                                   reported_by="a test", reported_at=timezone.now())  # fmt: skip
    return ReviewView.objects.create(
        review=review, token=uuid.uuid4(), said_by="child", name=name, text=said,
        made_by="a test", made_at=timezone.now(),
    )  # fmt: skip


def make_provision(case: Case, text: str, *, on: date, **fields: Any) -> DeliveryItem:
    """Provision to be delivered twice a week since a day."""
    known = {"section": "F", "sessions": 2, "starts_on": on, "made_by": "a test"} | fields
    return DeliveryItem.objects.create(case=case, text=text, **known)


def make_exception(case: Case, rule: str = "C7") -> ExceptionRecord:
    """A lawful exception that the return claims, without saying which."""
    return ExceptionRecord.objects.create(case=case, rule=rule, source="sen2:2026")


def make_location(person: Person, address: str, postcode: str, **fields: Any) -> Location:
    """A home address."""
    return Location.objects.create(person=person, address=address, postcode=postcode, **fields)


def make_relationship(person: Person, account: Account | None, **fields: Any) -> Relationship:
    """An adult's tie to a person."""
    known = {"name": "An adult", "basis": "birth parent", "starts_on": LONG_AGO} | fields
    return Relationship.objects.create(person=person, account=account, **known)


def signed_in(account: Account | None) -> Client:
    """A browser signed in as this account; signed out for None."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account, backend=BACKEND)
    return client
