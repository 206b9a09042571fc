"""A plan from its first draft to the final, by its writers and the family, without JavaScript."""

from __future__ import annotations

import io
import re
import uuid

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from sendap.apps.plans.models import PlanComment, PlanVersion
from sendap.apps.timeline.models import Case, Event
from sendap.exchange.plan.comparison import shown
from sendap.exchange.plan.document import Item
from sendap.law.plan_shape import find_plan_shape
from tests import builders as make
from tests.doors.plan_steps import drafted, events, pdf_text, post, send, words, write

pytestmark = pytest.mark.django_db


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


def test_the_pdf_has_every_field_of_the_page_in_its_order(
    writer: Client, parent: Client, case: Case
) -> None:
    make.make_plan_versions(case, on=timezone.localdate())
    content = PlanVersion.objects.get(number=1).content
    said = "".join(pdf_text(parent.get(f"/family/{case.pk}/plan.pdf").content).split())
    page = re.sub(r"\s", "", words(parent.get(f"/family/{case.pk}/plan")))
    for letter, section in find_plan_shape().sections.items():
        for item in content["sections"][letter]:
            for name, field in section.kind.fields.items():
                value = item.get(name)
                if not value or field.internal:
                    continue
                text = shown(field, Item(item["id"], item))
                for where in (said, page):
                    assert re.sub(r"\s", "", text) in where, f"{item['id']}.{name}: {text}"
                    assert re.sub(r"\s", "", field.title) in where
