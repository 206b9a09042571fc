"""From the appeal that comes in to the order that is carried out, through the officer's pages."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date, timedelta
from typing import Any

import docx
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.actors import actor_for
from sendap.apps.plans.document.actions import send as send_plan
from sendap.apps.plans.models import PlanSection, PlanVersion
from sendap.apps.redress.models import Appeal, Bundle, Order, WorkingEdition
from sendap.apps.timeline.models import Case
from sendap.exchange.files.pdf_text import words_of as pdf_words
from tests import builders as make
from tests.engines.working_document.editing import edited, style, with_part, words_of, write
from tests.journeys.staging import stage_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(today: date) -> Case:
    """A plan was issued 40 days ago, and the family may appeal what it says."""
    make.make_authority()
    make.make_contacts("998")
    told = today - timedelta(days=40)
    case = make.make_case(make.make_person(born_on=date(2017, 3, 1)), stage="plan")
    for name in ("request_received", "decision_to_assess_notified", "draft_plan_served"):
        make.make_event(case, name, told - timedelta(days=60))
    for name in ("final_plan_issued", "appealable_decision_notified"):
        make.make_event(case, name, told)
    stage_plan(str(case.pk), told.isoformat())
    return case


@pytest.fixture
def desk() -> Client:
    return make.signed_in(make.make_staff("appeals"))


def send(desk: Client, route: str, case: Case, **data: Any) -> str:
    """What the page says after a form was sent; a refusal is its error."""
    if (appeal := Appeal.objects.filter(case=case).first()) is not None:
        data.setdefault("appeal", str(appeal.pk))
    answer = desk.post(reverse(route, args=[case.pk]), data, follow=True)
    text = answer.content.decode()
    found = re.search(r"notification-banner__heading\">([^<]*)|href=\"#[^\"]*\">([^<]*)</a></li>",
                      re.sub(r"\s*\n\s*", "", text))  # fmt: skip
    return (found[1] or found[2]) if found else text


@pytest.fixture
def appealed(case: Case, desk: Client, today: date) -> Case:
    on = (today - timedelta(days=10)).isoformat()
    said = send(desk, "appeals:case", case, do="register", token=str(uuid.uuid4()), kind="contents",
                reference="EH998/26/00017", registered_on=on, received_on=on)  # fmt: skip
    assert "taken in" in said
    return case


def page(desk: Client, route: str, case: Case) -> str:
    return desk.get(reverse(route, args=[case.pk])).content.decode()


def test_the_last_day_and_its_working_are_on_the_page(desk: Client, case: Case) -> None:
    text = page(desk, "appeals:case", case)
    assert "the last day to register an appeal" in text
    assert "2 months" in text


def test_an_appeal_that_came_in_is_on_the_list_with_the_day_of_the_response(
    desk: Client, appealed: Case
) -> None:
    text = desk.get(reverse("appeals:list")).content.decode()
    assert "EH998/26/00017" in text
    assert "Respond to the appeal" in text


def test_nothing_typed_is_lost_when_an_appeal_is_refused(desk: Client, case: Case) -> None:
    answer = desk.post(reverse("appeals:case", args=[case.pk]), {
        "do": "register", "reference": "EH998/26/00018", "kind": "contents",
        "registered_on": "2999-01-01", "received_on": "2999-01-01",
    })  # fmt: skip
    text = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="EH998/26/00018"' in text
    assert 'href="#registered_on"' in text
    assert not Appeal.objects.exists()


def test_a_case_is_found_by_its_reference(desk: Client, case: Case) -> None:
    text = desk.get(reverse("appeals:list"), {"reference": case.reference}).content.decode()
    assert reverse("appeals:case", args=[case.pk]) in text


def bind(desk: Client, case: Case, papers: list[str], **data: str) -> str:
    return send(desk, "appeals:bundle", case, do="bind", papers=papers, **data)


def papers_of(desk: Client, case: Case) -> list[str]:
    return re.findall(r'name="papers" value="([^"]*)"', page(desk, "appeals:bundle", case))


def bundle_words(desk: Client, case: Case) -> str:
    row = Bundle.objects.order_by("-number").first()
    assert row is not None
    answer = desk.get(reverse("appeals:bundle-pdf", args=[case.pk, row.pk]))
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        return " ".join(pdf_words(document).split())


def test_a_bundle_is_bound_of_every_paper_of_the_case(desk: Client, appealed: Case) -> None:
    make.make_message(appealed, "When does the therapist come?", name="Ada Parent")
    make.make_file(appealed, "The report says that Sol reads.", name="report.txt")
    names = papers_of(desk, appealed)
    assert {name.partition(":")[0] for name in names} >= {"plan", "message", "file"}
    assert bind(desk, appealed, names) == "Bundle 1 is bound."
    words = bundle_words(desk, appealed)
    assert "When does the therapist come?" in words
    assert "The report says that Sol reads." in words
    assert "Ada understands two words at a time" in words
    (row,) = Bundle.objects.all()
    assert row.entries[-1][2] == row.pages


def test_papers_stand_in_the_order_in_which_they_are_numbered(desk: Client, appealed: Case) -> None:
    make.make_file(appealed, "First.", name="first.txt")
    make.make_file(appealed, "Second.", name="second.txt")
    names = [name for name in papers_of(desk, appealed) if name.startswith("file:")]
    bind(desk, appealed, names, **{f"place-{names[0]}": "2", f"place-{names[1]}": "1"})
    (row,) = Bundle.objects.all()
    assert [entry[0] for entry in row.entries] == ["second.txt", "first.txt"]


def test_a_third_partys_name_is_gone_from_the_bundle(desk: Client, appealed: Case) -> None:
    make.make_file(appealed, "Sol sits beside Robin Neighbour.", name="report.txt")
    (name,) = [each for each in papers_of(desk, appealed) if each.startswith("file:")]
    bind(desk, appealed, [name], **{f"removed-{name}": "robin neighbour"})
    words = bundle_words(desk, appealed)
    assert "Robin" not in words
    assert "Sol sits beside [removed]." in words


def test_a_protected_place_is_taken_out_of_every_paper_unasked(
    desk: Client, appealed: Case
) -> None:
    make.make_location(appealed.person, "7 Hidden Lane", "ZZ99 3VZ", is_protected=True)
    make.make_message(appealed, "We live at 7 Hidden Lane now.")
    bind(desk, appealed, ["message:thread"])
    words = bundle_words(desk, appealed)
    assert "Hidden Lane" not in words
    assert "We live at [removed] now." in words


def test_another_cases_paper_is_not_taken_in(desk: Client, appealed: Case) -> None:
    other = make.make_case(make.make_person(), reference="998-000099")
    make.make_file(other, "Of somebody else.")
    file = other.files.get()
    answer = desk.post(reverse("appeals:bundle", args=[appealed.pk]), {
        "do": "bind", "papers": [f"file:{file.pk}"],
        "appeal": str(Appeal.objects.get().pk),
    })  # fmt: skip
    assert answer.status_code == 404
    assert not Bundle.objects.exists()


@pytest.fixture
def document(desk: Client, appealed: Case) -> bytes:
    assert send(desk, "appeals:words", appealed, do="make") == "Edition 1 is made."
    return latest_docx(desk, appealed)


def latest_docx(desk: Client, case: Case) -> bytes:
    number = WorkingEdition.objects.order_by("-number").values_list("number", flat=True)[0]
    answer = desk.get(reverse("appeals:words-docx", args=[case.pk, number]))
    assert answer.status_code == 200
    return answer.content


def take_back(desk: Client, case: Case, content: bytes, name: str = "back.docx") -> str:
    file = io.BytesIO(content)
    file.name = name
    return send(desk, "appeals:words", case, do="read", file=file)


def family_asks_for_five(word: Any) -> None:
    words = words_of(word, "F1 – How often")
    style(words.runs[0], "family")
    words.runs[0].font.strike = True
    write(words, "5 times a week", "family")


def test_an_edit_comes_back_into_the_next_edition(
    desk: Client, appealed: Case, document: bytes
) -> None:
    said = take_back(desk, appealed, edited(document, family_asks_for_five))
    assert said == "Edition 2: 1 rows were read as changed; 0 things to see to, listed below."
    assert "5 times a week" in page(desk, "appeals:words", appealed)
    again = docx.Document(io.BytesIO(latest_docx(desk, appealed)))
    assert words_of(again, "F1 – How often").text == "3 times a week5 times a week"


def test_what_isnt_sure_is_listed_and_the_row_stays(
    desk: Client, appealed: Case, document: bytes
) -> None:
    def edit(word: Any) -> None:
        words_of(word, "F1 – How often").runs[0].text = "sometimes"

    assert "1 thing to see to" in take_back(desk, appealed, edited(document, edit))
    text = page(desk, "appeals:words", appealed)
    assert "changed without a mark: “sometimes”" in text
    assert "3 times a week" in text


def test_an_old_edition_that_comes_back_late_is_refused(
    desk: Client, appealed: Case, document: bytes
) -> None:
    take_back(desk, appealed, edited(document, family_asks_for_five))
    assert "not the latest edition" in take_back(desk, appealed, document)
    assert WorkingEdition.objects.count() == 2


@pytest.mark.parametrize(
    ("part", "content"),
    [("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"),
     ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')],
    ids=["macro", "entities"],
)  # fmt: skip
def test_a_hostile_document_is_refused_and_nothing_kept(
    desk: Client, appealed: Case, document: bytes, part: str, content: bytes
) -> None:
    assert "Word document" in take_back(desk, appealed, with_part(document, part, content))
    assert WorkingEdition.objects.count() == 1


def test_another_kind_of_file_is_refused(desk: Client, appealed: Case, document: bytes) -> None:
    assert "Word file" in take_back(desk, appealed, document, "back.pdf")


def order(desk: Client, case: Case, today: date) -> str:
    return send(desk, "appeals:case", case, do="order", order="amend", token=str(uuid.uuid4()),
                made_on=today.isoformat(), text="Five times a week.", state="partly")  # fmt: skip


def test_the_ordered_words_go_into_the_plan_that_is_then_issued(
    desk: Client, appealed: Case, document: bytes, today: date
) -> None:
    take_back(desk, appealed, edited(document, family_asks_for_five))
    order(desk, appealed, today)
    assert "T-AMEND" in page(desk, "appeals:case", appealed)
    said = send(desk, "appeals:words", appealed, do="settle", **{"take-F1.frequency": "family"})
    assert said == "1 rows change by the order."
    row = Order.objects.get()
    assert "Version 2 of the plan is begun" in send(
        desk, "appeals:case", appealed, do="begin", order_id=str(row.pk)
    )
    section = PlanSection.objects.get(version__number=2, letter="F")
    assert section.items[0]["frequency"] == "5 times a week"
    before = PlanSection.objects.get(version__number=1, letter="F")
    assert {**section.items[0], "frequency": "3 times a week"} == before.items[0]
    issue(appealed)
    text = page(desk, "appeals:case", appealed)
    assert re.search(r"T-AMEND.*?Kept", text, re.DOTALL)


def issue(case: Case) -> None:
    """A caseworker issues the version that was begun."""
    today, account = timezone.localdate(), make.make_staff("caseworker")
    actor = actor_for(account, on=today)
    send_plan(actor=actor, case_id=case.pk, number=2, on=today, today=today)
    assert PlanVersion.objects.get(number=2).served_on == today


def test_the_plan_isnt_begun_twice(
    desk: Client, appealed: Case, document: bytes, today: date
) -> None:
    order(desk, appealed, today)
    row = Order.objects.get()
    for _ in range(2):
        send(desk, "appeals:case", appealed, do="begin", order_id=str(row.pk))
    assert PlanVersion.objects.filter(case=appealed).count() == 2


def test_costs_are_kept_in_pence_and_lessons_as_written(desk: Client, appealed: Case) -> None:
    send(desk, "appeals:case", appealed, do="note", costs="£1,250.50", lessons="Ask sooner.")
    row = Appeal.objects.get()
    assert (row.costs_pence, row.lessons) == (125_050, "Ask sooner.")


@pytest.mark.parametrize("costs", ["-1", "1.005", "lots", "1e9", "NaN"])
def test_costs_that_are_no_amount_are_refused(desk: Client, appealed: Case, costs: str) -> None:
    assert "amount in pounds" in send(desk, "appeals:case", appealed, do="note", costs=costs)


def test_small_numbers_of_the_area_are_not_shown(desk: Client, appealed: Case) -> None:
    text = desk.get(reverse("appeals:list")).content.decode()
    assert "registered fewer than 5" in re.sub(r"<[^>]*>", "", text)


def test_a_complaint_runs_to_the_ombudsmans_remedy(desk: Client, case: Case, today: date) -> None:
    on = (today - timedelta(days=30)).isoformat()
    send(desk, "appeals:complaints", case, do="complain", token=str(uuid.uuid4()),
         about="The plan was late.", received_on=on)  # fmt: skip
    complaint = str(case.complaints.get().pk)
    for what in ("acknowledged", "answered", "to_ombudsman", "decided"):
        said = send(desk, "appeals:complaints", case, do="happen", complaint=complaint, what=what,
                    on=on, outcome="Fault." if what == "decided" else "")  # fmt: skip
        assert said == "It is recorded."
    send(desk, "appeals:complaints", case, do="remedy", complaint=complaint, remedy="Apologise.",
         amount="500", due_on=on)  # fmt: skip
    text = page(desk, "appeals:complaints", case)
    assert "£500.00" in text
    assert "Tell the ombudsman what was done" in text
    remedy = case.complaints.get().remedies.get()
    send(desk, "appeals:complaints", case, do="remedied", remedy_id=str(remedy.pk),
         on=today.isoformat())  # fmt: skip
    assert case.complaints.get().remedies.get().done_on == today
