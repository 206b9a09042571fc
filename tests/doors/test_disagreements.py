"""Disagreements through the pages: talks, the adviser's steps, the certificate, the agreement."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pikepdf import Pdf

from sendap.apps.redress.mediation.certificates import published_key
from sendap.apps.redress.models import AgreedItem, Certificate, Mediation, Talk
from sendap.apps.timeline.models import Case, Event, OpenDeadline
from sendap.cli.main import main
from tests import builders as make

pytestmark = pytest.mark.django_db
REFUSED = (
    "request_received", "decision_not_to_assess_notified", "appealable_decision_notified",
)  # fmt: skip
ALL_SIDES = {
    "side-1": "council", "name-1": "Ms Able, head of service", "decides-1": "yes",
    "side-2": "family", "name-2": "A parent",
}  # fmt: skip


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def day(today: date) -> str:
    return today.isoformat()


@pytest.fixture
def refused(case: Case, today: date) -> Case:
    """A case whose family had notice of a refusal ten days ago."""
    for name in REFUSED:
        make.make_event(case, name, today - timedelta(days=10))
    return case


@pytest.fixture
def parent(refused: Case) -> Client:
    return make.signed_in(make.make_staff("parent", str(refused.person_id)))


@pytest.fixture
def adviser() -> Client:
    return make.signed_in(make.make_staff("mediator"))


def own(case: Case) -> str:
    return reverse("disagreements:own", args=[case.pk])


def post(client: Client, address: str, **data: Any) -> None:
    """Post a step that is to be taken."""
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.content.decode()


def contacted(parent: Client, case: Case, *about: str) -> Mediation:
    post(parent, own(case), do="contact", about=about or ["education"], issues="More help.")
    return Mediation.objects.get(case=case)


def workspace(row: Mediation) -> str:
    return reverse("disagreements:mediation", args=[row.pk])


def asked(parent: Client, adviser: Client, case: Case, day: str, *about: str) -> Mediation:
    """A mediation that the family asked for, after it was given information."""
    row = contacted(parent, case, *about)
    post(adviser, workspace(row), do="inform", on=day, words="")
    post(parent, own(case), do="wish", wish="mediate")
    return row


def held(parent: Client, adviser: Client, case: Case, day: str) -> Mediation:
    row = asked(parent, adviser, case, day)
    fixed = {"do": "arrange", "session_on": day, "place": "The library", **ALL_SIDES}
    post(adviser, workspace(row), **fixed)
    post(adviser, workspace(row), do="hold", on=day, attended=["Ms Able, head of service"])
    return row


def happened(case: Case) -> list[str]:
    """What was recorded of mediation, in order."""
    rows = Event.objects.filter(case=case, name__contains="mediation") | Event.objects.filter(
        case=case, name__startswith="commissioner"
    )
    return list(rows.order_by("pk").values_list("name", flat=True))


def test_from_a_refusal_to_an_agreement_and_its_days(
    refused: Case, parent: Client, adviser: Client, day: str, today: date
) -> None:
    row = held(parent, adviser, refused, day)
    post(adviser, workspace(row), do="certify", on=day)
    post(adviser, workspace(row), do="agree", on=day, **{
        "text-1": "Assess", "kind-1": "assess", "body-1": "council",
        "text-2": "Ring the school", "kind-2": "not_appealable", "body-2": "council",
        "by-2": (today + timedelta(days=3)).isoformat(),
    })  # fmt: skip
    assert happened(refused) == [
        "mediation_adviser_contacted", "mediation_requested", "mediation_held",
        "mediation_certificate_issued", "mediation_agreement_signed", "mediation_agreement_signed",
    ]  # fmt: skip
    due = OpenDeadline.objects.filter(case=refused, rule="D9").values_list("due", flat=True)
    weeks = [today + timedelta(weeks=count) for count in (2, 10, 14)]
    assert sorted(due) == [today + timedelta(days=3), *weeks]
    said = parent.get(own(refused)).content.decode()
    assert "Ring the school" in said and Certificate.objects.get().number in said


def test_an_agreement_is_done_with_its_last_item(
    refused: Case, parent: Client, adviser: Client, writer: Client, day: str
) -> None:
    row = held(parent, adviser, refused, day)
    items = {"text-1": "One", "kind-1": "not_appealable", "body-1": "council",
             "text-2": "Two", "kind-2": "not_appealable", "body-2": "health"}  # fmt: skip
    post(adviser, workspace(row), do="agree", on=day, **items)
    first, second = AgreedItem.objects.order_by("pk")
    page = reverse("disagreements:case", args=[refused.pk])
    post(writer, page, do="item", item=first.pk, on=day)
    assert "mediation_agreement_done" not in happened(refused)
    post(writer, page, do="item", item=second.pk, on=day)
    post(writer, page, do="item", item=second.pk, on=day)
    assert happened(refused).count("mediation_agreement_done") == 1
    assert not OpenDeadline.objects.filter(case=refused, rule="D9").exists()


def test_a_family_may_say_no_and_gets_its_certificate(
    refused: Case, parent: Client, adviser: Client, day: str
) -> None:
    row = contacted(parent, refused)
    post(adviser, workspace(row), do="inform", on=day, words="It is free.")
    post(parent, own(refused), do="wish", wish="decline")
    assert OpenDeadline.objects.filter(case=refused, rule="D1").exists()
    post(adviser, workspace(row), do="certify", on=day)
    assert not OpenDeadline.objects.filter(case=refused, rule="D1").exists()
    assert "does not want it" in json.loads(Certificate.objects.get().signed)["content"]["because"]


def test_a_certificate_is_checked_offline_and_a_changed_one_refused(
    refused: Case, parent: Client, adviser: Client, day: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    row = held(parent, adviser, refused, day)
    post(adviser, workspace(row), do="certify", on=day)
    file = tmp_path / "certificate.json"
    file.write_bytes(parent.get(own(refused), {"as": "json"}).content)
    assert main(["certificate", "verify", str(file), "--key", published_key()]) == 0
    assert Certificate.objects.get().number in capsys.readouterr().out
    file.write_text(file.read_text("utf-8").replace("-00001", "-00002"), "utf-8")
    assert main(["certificate", "verify", str(file)]) == 2
    assert "changed" in capsys.readouterr().err
    (tmp_path / "c.pdf").write_bytes(parent.get(own(refused), {"as": "pdf"}).content)
    with Pdf.open(tmp_path / "c.pdf") as pdf:
        assert len(pdf.pages) >= 1 and "/StructTreeRoot" in pdf.Root


def test_certificates_are_numbered_one_after_the_other(
    refused: Case, parent: Client, adviser: Client, day: str, today: date
) -> None:
    first = held(parent, adviser, refused, day)
    post(adviser, workspace(first), do="certify", on=day)
    post(adviser, workspace(first), do="certify", on=day)
    other = make.make_case(make.make_person())
    make.make_event(other, "appealable_decision_notified", today - timedelta(days=3))
    second = make.signed_in(make.make_staff("parent", str(other.person_id)))
    row = held(second, adviser, other, day)
    post(adviser, workspace(row), do="certify", on=day)
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [f"998-MC-{today.year}-{count:05d}" for count in (1, 2)]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"decides-1": ""}, "can decide"),
        ({"place": ""}, "Say where it is"),
        ({"session_on": ""}, "day, month and year"),
        ({"session_on": "2020-01-01"}, "before the family asked"),
    ],
)
def test_a_session_needs_a_day_a_place_and_somebody_who_can_decide(
    wrong: dict[str, str], says: str, refused: Case, parent: Client, adviser: Client, day: str
) -> None:
    row = asked(parent, adviser, refused, day)
    good = {"do": "arrange", "session_on": day, "place": "The library", **ALL_SIDES}
    answer = adviser.post(workspace(row), {**good, **wrong})
    assert answer.status_code == 400 and says in answer.content.decode()
    assert "Ms Able" in answer.content.decode()
    assert Mediation.objects.get().session_on is None


def test_steps_out_of_order_are_refused(
    refused: Case, parent: Client, adviser: Client, day: str
) -> None:
    row = contacted(parent, refused)
    for step in ("wish", "hold", "cannot", "withdraw", "certify", "agree", "nonsense"):
        answer = adviser.post(workspace(row), {"do": step, "on": day, "wish": "mediate",
                                               "because": "x"})  # fmt: skip
        assert answer.status_code == 400, step
    assert happened(refused) == ["mediation_adviser_contacted"]


def test_about_health_alone_the_commissioner_arranges_it(
    refused: Case, parent: Client, adviser: Client, writer: Client, day: str
) -> None:
    row = asked(parent, adviser, refused, day, "health")
    page = reverse("disagreements:case", args=[refused.pk])
    post(writer, page, do="tell", mediation=row.pk, body="health", on=day)
    assert happened(refused)[-1] == "commissioner_notified_of_issues"
    assert OpenDeadline.objects.filter(case=refused, rule="D2").count() == 1


def test_other_issues_of_health_are_told_of_in_three_working_days(
    refused: Case, parent: Client, adviser: Client, day: str
) -> None:
    row = asked(parent, adviser, refused, day, "education", "health", "social_care")
    post(adviser, workspace(row), do="tell", body="social_care", on=day)
    assert Mediation.objects.get().told == {"social_care": day}
    assert "commissioner_notified_of_issues" not in happened(refused)
    assert adviser.post(workspace(row), {"do": "tell", "body": "x", "on": day}).status_code == 400


def test_a_call_needs_the_reference_and_the_surname(
    refused: Case, adviser: Client, day: str
) -> None:
    said = {"reference": refused.reference, "surname": refused.person.surname, "caller": "A. Man",
            "about": ["setting"], "on": day}  # fmt: skip
    page = reverse("disagreements:list")
    for wrong in ({"surname": "Other"}, {"reference": "998-999999"}, {"surname": ""}):
        answer = adviser.post(page, {**said, **wrong})
        assert answer.status_code == 400 and "No letter has" in answer.content.decode()
    post(adviser, page, **said)
    row = Mediation.objects.get()
    assert (row.contacted_by, row.about) == ("A. Man", ["setting"])
    assert "no certificate is needed" in adviser.get(workspace(row)).content.decode()


def test_another_area_s_adviser_finds_nothing(refused: Case, parent: Client, day: str) -> None:
    row = contacted(parent, refused)
    other = make.signed_in(make.make_staff("mediator", make.SOUTHVALE))
    assert other.get(workspace(row)).status_code == 404
    assert other.get(reverse("disagreements:certificate", args=[row.pk])).status_code == 404
    assert refused.person.surname not in other.get(reverse("disagreements:list")).content.decode()


def test_the_adviser_sees_nothing_else_of_the_case(
    refused: Case, parent: Client, adviser: Client
) -> None:
    contacted(parent, refused)
    assert adviser.get(reverse("casework:case", args=[refused.pk])).status_code == 404


def test_under_the_green_paper_mediation_can_t_be_declined(
    refused: Case, parent: Client, adviser: Client, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REGIME", "green_paper_2022")
    assert "mediation comes before every appeal" in parent.get(own(refused)).content.decode()
    row = contacted(parent, refused)
    post(adviser, workspace(row), do="inform", on=day, words="")
    answer = parent.post(own(refused), {"do": "wish", "wish": "decline"})
    assert answer.status_code == 400 and "can’t be declined" in answer.content.decode()
    post(parent, own(refused), do="wish", wish="mediate")
    fixed = {"do": "arrange", "session_on": day, "place": "The library", **ALL_SIDES}
    post(adviser, workspace(row), **fixed)
    post(adviser, workspace(row), do="hold", on=day, attended=["A parent"])
    post(adviser, workspace(row), do="certify", on=day)
    assert happened(refused)[-1] == "mediation_certificate_issued"


def test_under_the_green_paper_a_family_may_decline_where_only_the_setting_is_disputed(
    refused: Case, parent: Client, adviser: Client, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "REGIME", "green_paper_2022")
    row = contacted(parent, refused, "setting")
    post(adviser, workspace(row), do="inform", on=day, words="")
    post(parent, own(refused), do="wish", wish="decline")
    assert happened(refused)[-1] == "mediation_declined"


def test_a_talk_is_asked_for_answered_and_closed(
    refused: Case, parent: Client, writer: Client, day: str
) -> None:
    token = "5f0e9a2e-0000-4000-8000-000000000001"
    page = reverse("disagreements:case", args=[refused.pk])
    for _ in range(2):
        post(parent, own(refused), do="talk", talk="The refusal", way="call", token=token)
    assert Talk.objects.count() == 1
    again = parent.post(own(refused), {"do": "talk", "talk": "More", "way": "call"})
    assert again.status_code == 400
    post(writer, page, do="answer", people="Ms Able, who can decide", meets_on=day)
    assert "Ms Able, who can decide" in parent.get(own(refused)).content.decode()
    unsaid = writer.post(page, {"do": "close", "outcome": "agreed", "closed_on": day})
    assert unsaid.status_code == 400
    post(writer, page, do="close", outcome="agreed", agreed="We assess.", closed_on=day)
    assert "We assess." in parent.get(own(refused)).content.decode()


def test_a_talk_without_words_keeps_what_was_chosen(refused: Case, parent: Client) -> None:
    answer = parent.post(own(refused), {"do": "talk", "talk": "", "way": "meeting"})
    said = answer.content.decode()
    assert answer.status_code == 400 and "There is a problem" in said
    assert 'value="meeting" id="way-meeting" checked' in said


def test_without_a_decision_there_is_nothing_to_mediate(case: Case) -> None:
    parent = make.signed_in(make.make_staff("parent", str(case.person_id)))
    assert "no decision here yet" in parent.get(own(case)).content.decode()
    answer = parent.post(own(case), {"do": "contact", "about": ["education"]})
    assert answer.status_code == 400 and not Mediation.objects.exists()
