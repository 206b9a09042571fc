"""What changes a plan: reports, the family’s words, amendments, a reassessment, its end."""

from __future__ import annotations

import time
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.plans.models import (
    AdviceRequest,
    AdviceStatement,
    PlanSection,
    PlanSuggestion,
    PlanVersion,
)
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.plan_steps import drafted, events, post, send, suggested, words, write

pytestmark = pytest.mark.django_db


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


def in_force(case: Case, *events: str) -> None:
    """The final plan was issued long ago, and then these happened, a day each."""
    today = timezone.localdate()
    for days, name in enumerate(("draft_plan_served", "final_plan_issued", *events)):
        make.make_event(case, name, today - timedelta(days=19 - days))


def test_a_plan_is_amended_after_a_review_from_the_notice_to_the_amended_plan(
    writer: Client, parent: Client, case: Case
) -> None:
    make.make_plan_versions(case, on=timezone.localdate() - timedelta(days=30))
    PlanVersion.objects.filter(number=2).delete()
    in_force(case)
    today = timezone.localdate()
    make.make_event(case, "review_meeting_held", today - timedelta(days=9))
    make.make_event(case, "review_decision_notified", today - timedelta(days=5),
                    facts={"outcome": "amend"})  # fmt: skip
    assert post(writer, case, "open", status="amended_draft").status_code == 302
    write(writer, case, 2, "B", 0, text="Needs longer breaks.")
    assert send(writer, case, 2).status_code == 302 and "amendment_notice_served" in events(case)
    assert "longer" in words(parent.get(f"/family/{case.pk}/plan"))
    assert post(writer, case, "open", status="amended_final").status_code == 302
    assert send(writer, case, 3).status_code == 302
    assert "final_amended_plan_issued" in events(case)
    assert "Amended plan, sent on" in words(parent.get(f"/family/{case.pk}/plan"))


def test_a_reassessment_ends_with_an_amended_plan_from_a_manager(
    writer: Client, case: Case
) -> None:
    manager = make.signed_in(make.make_staff("team_manager"))
    in_force(case, "reassessment_decided")
    assert post(writer, case, "open", status="amended_final").status_code == 400
    assert post(manager, case, "open", status="amended_final").status_code == 302
    write(manager, case, 1, "B", 0, text="Needs assessed anew.")
    assert send(manager, case, 1).status_code == 302
    assert "final_amended_plan_issued" in events(case)


def test_a_plan_that_ceases_says_so_until_that_is_taken_back(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    post(writer, case, "open", status="final")
    send(writer, case, 2)
    ceased = make.make_event(case, "plan_ceased", timezone.localdate())
    assert "Ceased, sent on" in words(parent.get(f"/family/{case.pk}/plan"))
    assert "version 2, ceased" in words(writer.get(f"/cases/{case.pk}/plan"))
    ceased.delete()
    assert "Final, sent on" in words(parent.get(f"/family/{case.pk}/plan"))


def test_staff_see_who_agrees_with_each_section_by_what_they_said_last(
    writer: Client, parent: Client, case: Case
) -> None:
    drafted(writer, case)
    send(writer, case, 1)
    for said in ("yes", "no"):
        form = {"token": str(uuid.uuid4()), "section": "F", "agrees": said}
        parent.post(f"/family/{case.pk}/plan/1/comments", form)
    assert "Section F Disagrees: A Parent." in words(writer.get(f"/cases/{case.pk}/plan"))


def test_a_draft_begins_from_twelve_pieces_of_advice_in_under_a_second(
    writer: Client, case: Case
) -> None:
    today = timezone.localdate()
    for number in range(12):
        asked = AdviceRequest.objects.create(
            case=case, reference=f"r{number}", kind="psychological", role="psychologist",
            asked_on=today - timedelta(days=50), asked_by="a test", answered_by=f"Adviser {number}",
            answered_on=today - timedelta(days=20),
        )  # fmt: skip
        for place, kind in enumerate(("need", "outcome", "provision"), start=1):
            AdviceStatement.objects.create(
                request=asked, number=place, kind=kind, text=f"A {kind} {number}.",
                evidence="Seen in class.",
            )  # fmt: skip
    post(writer, case, "open", status="draft")
    start = time.perf_counter()
    assert post(writer, case, "1/advice").status_code == 302
    assert time.perf_counter() - start < 1
    found = {row.letter: row.items for row in PlanVersion.objects.get().sections.all()}
    assert [len(found[letter]) for letter in ("B", "E", "F")] == [12] * 3
    assert len(found["K"]) == 24, "each report, and the evidence that it gave"
    assert found["B"][3]["sources"] == [{"text": "A need 3.", "evidence": "K8"}]
    page = words(writer.get(f"/cases/{case.pk}/plan"))
    assert "From K8 : “A need 3.”" in page and "Adviser 3" in page


def test_without_advice_the_writer_is_told_what_else_to_do(writer: Client, case: Case) -> None:
    post(writer, case, "open", status="draft")
    refused = post(writer, case, "1/advice")
    assert refused.status_code == 400 and "Enter what a report says" in words(refused)
