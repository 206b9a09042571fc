"""Letters through the pages: seen first, sent with the step, read by those they are to."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any

import docx
import pikepdf
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.access.models import AuditEntry
from sendap.apps.correspondence.models import ContactDetails, Notice, NoticeCopy
from sendap.apps.plans.models import Decision
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.doors.test_plan_document import pdf_text

pytestmark = pytest.mark.django_db

REASONS = "Support in class meets them.\n\n#include [*] $x$ <b> stays as typed."


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def case(db: None, today: date) -> Case:
    person = make.make_person(forename="Robin", born_on=today.replace(year=today.year - 9, day=1))
    make.make_location(person, "7 Hidden Lane", "ZZ99 1AA", is_protected=True)
    made = make.make_case(person)
    make.make_event(made, "request_received", today - timedelta(days=20))
    return made


@pytest.fixture
def parent(case: Case) -> Client:
    return family(case, "pat", "Pat Example")


@pytest.fixture
def manager(case: Case) -> Client:
    return make.signed_in(make.make_staff("team_manager"))


def family(case: Case, username: str, name: str) -> Client:
    account = make.make_account(username, name=name)
    make.make_grant(account, "parent", str(case.person_id))
    make.make_relationship(case.person, account, name=name)
    return make.signed_in(account)


def refuse(browser: Client, case: Case, **changed: str) -> Any:
    form = {
        "may_have_needs": "yes", "may_need_plan": "no", "reasons": REASONS,
        "evidence": "School report of 1 June", "on": timezone.localdate().isoformat(), **changed,
    }  # fmt: skip
    return browser.post(reverse("moves:move", args=[case.pk, "refuse_to_assess"]), form)


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_the_letter_is_seen_before_it_is_sent_and_nothing_is_kept(
    manager: Client, parent: Client, case: Case
) -> None:
    seen = refuse(manager, case, show="letter")
    assert seen.status_code == 200 and "Pat Example, online" in words(seen)
    assert "First-tier Tribunal" in words(seen) and "Robin’s education" in words(seen)
    assert 'name="reasons" value="Support in class' in seen.content.decode()
    assert not Decision.objects.exists() and not Notice.objects.exists()


def test_what_is_sent_is_what_was_seen(manager: Client, parent: Client, case: Case) -> None:
    seen = words(refuse(manager, case, show="letter"))
    refuse(manager, case)
    for part in NoticeCopy.objects.get(body="").letter["parts"]:
        for said in (part["heading"], *part["paragraphs"]):
            assert " ".join(said.replace("<b>", "&lt;b&gt;").split()) in seen


def test_going_back_to_change_something_loses_nothing(manager: Client, case: Case) -> None:
    form = refuse(manager, case, show="form")
    assert form.status_code == 200 and "Support in class meets them." in words(form)
    assert "There is a problem" not in words(form)


def test_a_preview_says_when_nobody_is_on_record(manager: Client, case: Case) -> None:
    assert "Nobody is on record to write to" in words(refuse(manager, case, show="letter"))


@pytest.mark.parametrize("show", ["letter", ""])
def test_a_letter_that_lacks_a_service_is_explained_and_nothing_is_lost(
    manager: Client, case: Case, show: str
) -> None:
    ContactDetails.objects.filter(kind="mediation_adviser").delete()
    page = refuse(manager, case, show=show)
    assert page.status_code == 400 and "the council’s mediation adviser isn’t known" in words(page)
    assert "Support in class meets them." in words(page) and not Decision.objects.exists()


def test_a_parent_reads_their_own_letter_and_not_the_other_parents(
    manager: Client, parent: Client, case: Case
) -> None:
    other = family(case, "sam", "Sam Example")
    refuse(manager, case)
    own = NoticeCopy.objects.get(name="Pat Example")
    page = words(parent.get(reverse("letters:own", args=[case.pk])))
    assert "We will not assess" in page
    read = parent.get(reverse("letters:own-letter", args=[own.pk]))
    assert read.status_code == 200 and "Support in class meets them." in words(read)
    for route in ("letters:own-letter", "letters:own-pdf"):
        assert other.get(reverse(route, args=[own.pk])).status_code == 404
    assert AuditEntry.objects.filter(action="letters.read_own", outcome="read").exists()


def test_a_parent_whose_tie_has_ended_reads_nothing_more(
    manager: Client, parent: Client, case: Case, today: date
) -> None:
    refuse(manager, case)
    own = NoticeCopy.objects.get(body="")
    case.person.relationships.update(ends_on=today - timedelta(days=1))
    assert parent.get(reverse("letters:own-letter", args=[own.pk])).status_code == 404
    assert parent.get(reverse("letters:own", args=[case.pk])).status_code == 404


def test_staff_see_each_copy_how_it_went_and_when_it_counts(
    manager: Client, parent: Client, case: Case
) -> None:
    make.make_relationship(case.person, None, name="Post Example")
    refuse(manager, case)
    page = words(manager.get(reverse("letters:letters", args=[case.pk])))
    assert "Pat Example" in page and "Post Example" in page and "an assumption" in page


def test_the_day_it_came_takes_the_place_of_the_assumption(
    manager: Client, case: Case, today: date
) -> None:
    make.make_relationship(case.person, None, name="Post Example")
    refuse(manager, case)
    copy = NoticeCopy.objects.get(body="")
    address = reverse("letters:received", args=[copy.pk])
    for wrong in ("", "30 June", (today - timedelta(days=1)).isoformat(), "2999-01-01"):
        page = manager.post(address, {"received_on": wrong})
        assert page.status_code == 400 and f'value="{wrong}"' in page.content.decode()
    assert manager.post(address, {"received_on": today.isoformat()}).status_code == 302
    page = words(manager.get(reverse("letters:letter", args=[copy.pk])))
    assert "the day it came" in page and "assumption" not in page


def test_a_notice_that_reached_nobody_is_on_the_page(manager: Client, case: Case) -> None:
    refuse(manager, case)
    page = words(manager.get(reverse("letters:letters", args=[case.pk])))
    assert "We will not assess" in page and "reached nobody" in page


def test_the_pdf_is_tagged_bears_the_case_on_each_page_and_says_what_the_page_says(
    manager: Client, parent: Client, case: Case
) -> None:
    refuse(manager, case, reasons=REASONS + " More of it." * 400)
    sent = manager.get(reverse("letters:pdf", args=[NoticeCopy.objects.get(body="").pk])).content
    with pikepdf.open(io.BytesIO(sent)) as found:
        assert found.Root.MarkInfo.Marked and str(found.Root.Lang).startswith("en")
        assert "StructTreeRoot" in str(list(found.Root.keys()))
        with found.open_metadata() as about:
            assert about["dc:title"] == "We will not assess" and about["pdfuaid:part"] == "1"
        pages = len(found.pages)
    said = "".join(pdf_text(sent).split())
    assert pages > 1 and said.count(f"{case.reference}·page") == pages
    assert f"page1of{pages}" in said and "#include[*]$x$<b>staysastyped." in said


def test_the_word_file_has_headings_and_the_words(
    manager: Client, parent: Client, case: Case
) -> None:
    refuse(manager, case)
    sent = manager.get(reverse("letters:word", args=[NoticeCopy.objects.get(body="").pk])).content
    document = docx.Document(io.BytesIO(sent))
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == "We will not assess"
    styles = {line.style.name for line in document.paragraphs}
    assert {"Heading 1", "Heading 2"} <= styles
    assert any("#include [*] $x$ <b>" in line.text for line in document.paragraphs)


def test_no_file_and_no_page_gives_a_protected_address(
    manager: Client, parent: Client, case: Case
) -> None:
    refuse(manager, case)
    copy = NoticeCopy.objects.get(body="").pk
    assert "Hidden" not in str(NoticeCopy.objects.get(body="").letter)
    for route in ("letters:letter", "letters:pdf", "letters:word"):
        content = manager.get(reverse(route, args=[copy])).content
        text = pdf_text(content) if route.endswith("pdf") else _opened(content)
        said = "".join(text.casefold().split())
        assert "hiddenlane" not in said and "zz99" not in said


def _opened(content: bytes) -> str:
    if content[:2] != b"PK":
        return content.decode()
    return " ".join(line.text for line in docx.Document(io.BytesIO(content)).paragraphs)
