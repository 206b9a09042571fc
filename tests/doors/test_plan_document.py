"""A plan from its first draft to the final, by its writers and the family, without JavaScript."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.plans.models import PlanComment, PlanSection, PlanSuggestion, PlanVersion
from sendap.apps.timeline.models import Case, Event
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    today = timezone.localdate()
    made = make.make_case(make.make_person(born_on=today.replace(year=today.year - 9, day=1)))
    for name, days in (
        ("request_received", 90), ("decision_to_assess_notified", 60), ("plan_agreed", 20),
    ):  # fmt: skip
        make.make_event(made, name, today - timedelta(days=days))
    return made


@pytest.fixture
def writer(case: Case) -> Client:
    return make.signed_in(make.make_staff("caseworker", name="Wyn Writer"))


@pytest.fixture
def parent(case: Case) -> Client:
    account = make.make_account("a-parent")
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account)
    return make.signed_in(account)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def post(browser: Client, case: Case, place: str, **data: Any) -> Any:
    named = {name.replace("__", "."): value for name, value in data.items()}
    return browser.post(f"/cases/{case.pk}/plan/{place}", named)


def write(browser: Client, case: Case, number: int, letter: str, edition: int, **said: Any) -> Any:
    item = f"{letter}1"
    named = {f"{item}__{name}": value for name, value in said.items()}
    return post(browser, case, f"{number}/{letter}", edition=edition, item=item, **named)


def send(browser: Client, case: Case, number: int) -> Any:
    return post(browser, case, f"{number}/send", on=timezone.localdate().isoformat())


def pdf_text(content: bytes) -> str:
    """The letters of a PDF, by each font's own table of characters."""
    with pikepdf.open(io.BytesIO(content)) as found:
        return "".join(_letters(page) for page in found.pages)


def _letters(page: Any) -> str:
    tables = {name: _table(font) for name, font in page.Resources.Font.items()}
    said, table = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            table = tables[str(operands[0])]
        for each in operands[0] if str(operator) == "TJ" else operands:
            if str(operator) in {"TJ", "Tj"} and isinstance(each, pikepdf.String):
                raw = bytes(each)
                said += [table.get(raw[at : at + 2].hex(), "") for at in range(0, len(raw), 2)]
    return "".join(said)


def _table(font: Any) -> dict[str, str]:
    pairs = re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>", font.ToUnicode.read_bytes().decode())
    return {code.lower(): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def drafted(writer: Client, case: Case) -> None:
    post(writer, case, "open", status="draft")
    write(writer, case, 1, "B", 0, text="Needs short sentences.")
    write(writer, case, 1, "F", 0, text="Access to help.", needs="B1", cost_centre="BAND-SEVEN")


def events(case: Case) -> set[str]:
    return set(Event.objects.filter(case=case).values_list("name", flat=True))


def test_a_draft_is_written_checked_and_sent(writer: Client, case: Case) -> None:
    drafted(writer, case)
    page = words(writer.get(f"/cases/{case.pk}/plan"))
    assert "Needs short sentences." in page and "“access to”" in page
    assert send(writer, case, 1).status_code == 302
    version = PlanVersion.objects.get()
    assert version.served_on == timezone.localdate() and version.findings["error"] > 0
    assert version.content["sections"]["B"][0]["text"] == "Needs short sentences."
    assert "draft_plan_served" in events(case)


def test_the_family_reads_what_was_sent_and_nothing_internal(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    assert parent.get(f"/family/{case.pk}/plan").status_code == 409
    send(writer, case, 1)
    page = words(parent.get(f"/family/{case.pk}/plan"))
    assert "Needs short sentences." in page and "You can say what you think until" in page
    assert "BAND-SEVEN" not in page and "This is blank in a draft" in page


def test_a_comment_is_kept_once_and_its_answer_comes_back(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    form = {"token": str(uuid.uuid4()), "section": "B", "item": "B1", "text": "He also needs time."}
    for _ in range(2):
        assert parent.post(f"/family/{case.pk}/plan/1/comments", form).status_code == 302
    said = PlanComment.objects.get()
    assert "He also needs time." in words(writer.get(f"/cases/{case.pk}/plan"))
    assert post(writer, case, f"comments/{said.pk}", answer="We added it.").status_code == 302
    assert "We added it." in words(parent.get(f"/family/{case.pk}/plan"))


def test_a_comment_that_says_nothing_is_explained_and_a_long_one_isnt_lost(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    form = {"token": str(uuid.uuid4()), "section": "B", "item": "B1", "text": "long " * 1_000}
    refused = parent.post(f"/family/{case.pk}/plan/1/comments", form)
    assert refused.status_code == 400 and ("long " * 1_000).strip() in refused.content.decode()
    form |= {"text": " "}
    assert parent.post(f"/family/{case.pk}/plan/1/comments", form).status_code == 400


def test_the_final_plan_follows_the_draft_and_shows_what_changed(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    post(writer, case, "open", status="final")
    write(writer, case, 2, "B", 0, text="Needs very short sentences.")
    write(writer, case, 2, "I", 0, setting_type="A mainstream school")
    assert "very" in words(writer.get(f"/cases/{case.pk}/plan/1/to/2"))
    assert send(writer, case, 2).status_code == 302
    assert "final_plan_issued" in events(case)
    page = words(parent.get(f"/family/{case.pk}/plan"))
    assert "A mainstream school" in page and "What changed since the last version" in page


def test_of_two_writers_the_second_sees_both_versions_and_loses_nothing(
    writer: Client, case: Case
) -> None:
    post(writer, case, "open", status="draft")
    write(writer, case, 1, "B", 0, text="From the first.")
    late = write(writer, case, 1, "B", 0, text="From the second.")
    page = words(late)
    assert late.status_code == 409 and "From the first." in page and "From the second." in page
    assert write(writer, case, 1, "B", 1, text="From both.").status_code == 302


def test_a_double_click_sends_once_and_begins_one_version(writer: Client, case: Case) -> None:
    for _ in range(2):
        drafted(writer, case)
    assert PlanVersion.objects.count() == 1
    assert [send(writer, case, 1).status_code for _ in range(2)] == [302, 400]
    assert Event.objects.filter(case=case, name="draft_plan_served").count() == 1


def test_what_was_sent_cant_be_changed(writer: Client, case: Case) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    assert write(writer, case, 1, "B", 1, text="Quietly changed.").status_code == 409
    assert "Quietly" not in str(PlanVersion.objects.get().content)


def test_the_pdf_is_tagged_and_has_the_fields_of_the_page_and_nothing_internal(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    write(writer, case, 1, "A", 0, text="#include [*] $x$ <b> is what I like.")
    send(writer, case, 1)
    sent = parent.get(f"/family/{case.pk}/plan.pdf").content
    with pikepdf.open(io.BytesIO(sent)) as found:
        assert found.Root.MarkInfo.Marked and str(found.Root.Lang).startswith("en")
    said = " ".join("".join(pdf_text(sent)).split())
    for words_of_page in ("Needs short sentences.", "Access to help.", "#include [*] $x$ <b> is"):
        assert words_of_page.replace(" ", "") in said.replace(" ", "")
    assert "BAND" not in said


def test_one_parent_doesnt_see_what_another_wrote(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    make.make_plan_comment(PlanVersion.objects.get(), "The other parent’s words.")
    assert "other parent’s words" not in words(parent.get(f"/family/{case.pk}/plan"))


def test_a_protected_place_is_left_out_of_every_field(
    writer: Client, parent: Client, case: Case
) -> None:
    make.make_location(case.person, "7 Hidden Lane", "ZZ99 1AA", is_protected=True)
    post(writer, case, "open", status="draft")
    write(writer, case, 1, "A", 0, text="I like the shop near 7 HIDDEN lane, zz991aa.")
    write(writer, case, 1, "K", 0, text="Report of Hidden School", author="Hidden School")
    send(writer, case, 1)
    page = words(parent.get(f"/family/{case.pk}/plan")).casefold()
    assert "hidden" not in page and "zz99" not in page and "[not shown]" in page


REPORT = {
    "report": "Psychological advice", "author": "A psychologist", "dated_on": "2026-01-02",
    "service": "education", "need": "Reads slowly.\nTires in the afternoon.",
}  # fmt: skip


def test_a_report_becomes_items_that_keep_their_source_when_they_are_edited(
    writer: Client, case: Case
) -> None:
    post(writer, case, "open", status="draft")
    for _ in range(2):
        assert post(writer, case, "1/statements", **REPORT).status_code == 302
    write(writer, case, 1, "B", 1, text="Reads very slowly.")
    item = PlanVersion.objects.get().sections.get(letter="B").items[0]
    assert item["text"] == "Reads very slowly."
    assert item["sources"] == [{"text": "Reads slowly.", "evidence": "K1"}]
    page = words(writer.get(f"/cases/{case.pk}/plan"))
    assert "From K1 : “Reads slowly.”" in page and "Psychological advice" in page


def test_a_report_without_its_author_is_explained_and_nothing_typed_is_lost(
    writer: Client, case: Case
) -> None:
    post(writer, case, "open", status="draft")
    refused = post(writer, case, "1/statements", **REPORT | {"author": ""})
    assert refused.status_code == 400 and "Enter who wrote the report." in words(refused)
    assert "Tires in the afternoon." in words(refused)


def test_the_plan_in_short_lines_says_who_and_how_often_and_nothing_internal(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    write(writer, case, 1, "F", 1, text="A lesson. With pictures.", who="a teacher",
          frequency="3 times a week", cost_centre="BAND-SEVEN")  # fmt: skip
    send(writer, case, 1)
    page = words(parent.get(f"/family/{case.pk}/plan/easy"))
    assert "With pictures. Who helps: a teacher How often: 3 times a week" in page
    assert "BAND-SEVEN" not in page


def suggested(parent: Client, case: Case, **said: str) -> Any:
    form = {"token": str(uuid.uuid4()), "item": "B1", "words": "Needs one step at a time."} | said
    return parent.post(f"/family/{case.pk}/plan/1/suggestions", form)


def test_words_that_a_parent_suggests_are_accepted_with_both_names_on_them(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    assert suggested(parent, case).status_code == 302
    found = PlanSuggestion.objects.get()
    place = f"suggestions/{found.pk}"
    assert post(writer, case, place, decision="accept", edition=0).status_code == 400
    post(writer, case, "open", status="final")
    assert post(writer, case, place, decision="accept", edition=0).status_code == 302
    item = PlanSection.objects.get(version__number=2, letter="B").items[0]
    assert item["text"] == "Needs one step at a time." and item["suggested_by"] == found.made_by
    assert item["accepted_by"] == "Wyn Writer"
    assert "The council accepted it." in words(parent.get(f"/family/{case.pk}/plan"))


def test_words_that_arent_accepted_come_back_with_a_reason(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    suggested(parent, case)
    place = f"suggestions/{PlanSuggestion.objects.get().pk}"
    assert post(writer, case, place, decision="decline").status_code == 400
    assert post(writer, case, place, decision="decline", reason="E1 says it.").status_code == 302
    assert post(writer, case, place, decision="accept", edition=0).status_code == 409
    assert "didn’t accept it: E1 says it." in words(parent.get(f"/family/{case.pk}/plan"))


def test_a_suggestion_into_a_section_that_has_changed_overwrites_nothing(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    suggested(parent, case)
    post(writer, case, "open", status="final")
    write(writer, case, 2, "B", 0, text="Written meanwhile.")
    place = f"suggestions/{PlanSuggestion.objects.get().pk}"
    late = post(writer, case, place, decision="accept", edition=0)
    assert late.status_code == 409 and "Written meanwhile." in words(late)
    assert PlanSuggestion.objects.get().accepted is None


def test_a_suggestion_of_the_same_words_is_explained_and_the_remark_isnt_lost(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    refused = suggested(parent, case, words="Needs short  sentences.", remark="As we said in May.")
    assert refused.status_code == 400 and "As we said in May." in words(refused)
    assert not PlanSuggestion.objects.exists()
