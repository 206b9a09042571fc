"""Files through the pages: sent, shown, served, refused."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sendap.apps.correspondence.models import StoredFile
from sendap.apps.timeline.models import Case
from sendap.exchange.files import kinds
from tests import builders as make
from tests import file_corpus as made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def case() -> Case:
    return make.make_case(make.make_person())


@pytest.fixture
def officer(case: Case) -> Client:
    return make.signed_in(make.make_staff("caseworker"))


@pytest.fixture
def parent(case: Case) -> Client:
    account = make.make_staff("parent", str(case.person_id))
    make.make_relationship(case.person, account, name=account.name)
    return make.signed_in(account)


def send(
    browser: Client, case: Case, name: str, content: bytes, route: str = "files:staff", **more: str
) -> Any:
    data = {"file": SimpleUploadedFile(name, content), **more}
    return browser.post(reverse(route, args=[case.pk]), data, follow=True)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def fetch(browser: Client, route: str = "files:file", **query: str) -> Any:
    kept = StoredFile.objects.get()
    return browser.get(reverse(route, args=[kept.case_id, kept.pk]), query)


def test_a_file_is_sent_listed_and_saved(officer: Client, case: Case) -> None:
    page = send(officer, case, "report.pdf", made.pdf(), note="Report of June")
    assert "“report.pdf” is kept." in words(page)
    assert "Report of June" in words(page)
    assert fetch(officer).getvalue().startswith(b"%PDF-")


def test_the_page_says_that_nothing_was_scanned(officer: Client, case: Case) -> None:
    assert "Not scanned for viruses" in words(send(officer, case, "a.txt", b"Hello"))


def test_sent_twice_it_says_so(officer: Client, case: Case) -> None:
    send(officer, case, "a.txt", b"Hello")
    assert "here already, as “a.txt”" in words(send(officer, case, "b.txt", b"Hello"))


def test_a_refused_file_is_told_and_nothing_typed_is_lost(officer: Client, case: Case) -> None:
    page = send(officer, case, "report.pdf", made.PROGRAM, note="Report of June")
    assert page.status_code == 400
    assert "There is a problem" in words(page)
    assert "it is a program for Windows" in words(page)
    assert 'value="Report of June"' in words(page)


def test_no_file_at_all_is_told(officer: Client, case: Case) -> None:
    page = officer.post(reverse("files:staff", args=[case.pk]), {"note": "Report"})
    assert page.status_code == 400
    assert "Choose a file" in words(page)


NAMES = [
    'a"b.txt', "a;b.txt", "a\\b.txt", "ä ö.txt", "日本語.txt", "Ada’s.txt", "a%0d%0ab.txt",
    "a, b.txt", "a=b.txt", "a'b.txt", "<b>.txt", "a%2fb.txt", "😀.txt", "a&b.txt", "CON.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_answer_with_a_file_is_sealed(name: str, officer: Client, case: Case) -> None:
    send(officer, case, name, b"Hello")
    answer = fetch(officer)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
    assert "\n" not in answer["Content-Disposition"]


def test_a_picture_is_shown_small_with_its_words(parent: Client, case: Case) -> None:
    page = send(parent, case, "a.jpg", made.picture(gps=True), "files:own", about="views:child",
                note="A yellow wall")  # fmt: skip
    assert 'src="data:image/jpeg;base64,' in words(page)
    assert 'alt="A yellow wall"' in words(page)
    assert b"Canary" not in fetch(parent, "files:own-file").getvalue()


def test_views_without_words_are_asked_for_them(parent: Client, case: Case) -> None:
    page = send(parent, case, "a.jpg", made.picture(), "files:own", about="views:child")
    assert page.status_code == 400
    assert "for someone who can’t see or hear it" in words(page)


def test_a_recording_plays_in_the_page_and_by_parts(parent: Client, case: Case) -> None:
    page = send(parent, case, "a.m4a", made.mp4(), "files:own", about="views:child", note="Hello")
    assert "<audio" in words(page)
    kept = StoredFile.objects.get()
    address = reverse("files:own-file", args=[case.pk, kept.pk])
    part = parent.get(address, {"show": "yes"}, headers={"range": "bytes=4-7"})
    assert (part.status_code, part.getvalue()) == (206, b"ftyp")
    assert part["Content-Range"] == f"bytes 4-7/{kept.size}"
    assert part["Content-Disposition"].startswith("inline")


def test_a_document_is_never_shown_in_place(officer: Client, case: Case) -> None:
    send(officer, case, "a.pdf", made.pdf())
    assert fetch(officer, show="yes")["Content-Disposition"].startswith("attachment")


def test_what_is_shared_is_for_the_family(officer: Client, parent: Client, case: Case) -> None:
    send(officer, case, "a.txt", b"Hello")
    assert fetch(parent, "files:own-file").status_code == 404
    kept = StoredFile.objects.get()
    officer.post(reverse("files:share", args=[case.pk, kept.pk]), {"with_family": "yes"})
    assert fetch(parent, "files:own-file").getvalue() == b"Hello"


def test_a_protected_address_keeps_a_file_with_it_from_the_family(
    officer: Client, case: Case
) -> None:
    make.make_location(case.person, "7 Alder Lane", "ZZ99 1AA", is_protected=True)
    page = send(officer, case, "a.txt", b"At 7 Alder Lane", with_family="yes", looked_through="yes")
    assert page.status_code == 400
    assert "names a place that is protected" in words(page)


def test_a_file_is_taken_away_with_a_reason(officer: Client, case: Case) -> None:
    send(officer, case, "a.txt", b"Hello")
    kept = StoredFile.objects.get()
    address = reverse("files:take-away", args=[case.pk, kept.pk])
    assert officer.post(address, {"reason": ""}).status_code == 400
    officer.post(address, {"reason": "Another child"})
    assert fetch(officer).status_code == 404


def test_the_family_takes_its_own_away(parent: Client, case: Case) -> None:
    send(parent, case, "a.txt", b"Hello", "files:own")
    kept = StoredFile.objects.get()
    page = parent.post(reverse("files:take-own-away", args=[case.pk, kept.pk]), follow=True)
    assert "There are no files yet." in words(page)


class Endless(io.RawIOBase):
    """A body that goes on, and knows how much of it was read."""

    def __init__(self, head: bytes) -> None:
        self.head, self.taken = head, 0

    def read(self, size: int = -1) -> bytes:
        part = self.head[:size] if self.head else b"\0" * min(size, 65_536)
        self.head = self.head[len(part) :]
        self.taken += len(part)
        return part


def stream(browser: Client, case: Case, body: Endless, length: int) -> Any:
    return browser.generic(
        "POST", reverse("files:staff", args=[case.pk]), b"-",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": body, "CONTENT_LENGTH": str(length)},
    )  # fmt: skip


HEAD = (
    b'--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nA film\r\n'
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\n\r\n'
)


@pytest.mark.parametrize(("name", "length"), [(b"a.mp4", 2 << 30), (b"a.pdf", 2 << 30)])
def test_a_body_of_two_gigabytes_is_refused_before_it_is_read(
    name: bytes, length: int, officer: Client, case: Case, media: Path
) -> None:
    body = Endless(HEAD % name)
    page = stream(officer, case, body, length)
    assert page.status_code == 413
    assert "can be at most" in words(page)
    assert 'value="A film"' in words(page)
    assert body.taken < 1_000_000
    assert not media.exists()


def test_a_body_just_above_the_limit_is_read_to_its_end_so_that_the_page_is_seen(
    officer: Client, case: Case
) -> None:
    body, length = Endless(HEAD % b"a.pdf"), kinds.DOCUMENT_LIMIT + 3 * kinds.MIB
    assert stream(officer, case, body, length).status_code == 413
    assert body.taken >= length


def test_a_body_that_is_longer_than_it_says_is_cut_there(officer: Client, case: Case) -> None:
    body = Endless(HEAD % b"a.txt")
    page = stream(officer, case, body, 500)
    assert page.status_code == 400
    assert not StoredFile.objects.exists()
    assert body.taken <= 1_000


def test_too_many_files_at_once_are_refused_without_a_trace(officer: Client, case: Case) -> None:
    data = {f"f{number}": SimpleUploadedFile("a.txt", b"a") for number in range(30)}
    page = officer.post(reverse("files:staff", args=[case.pk]), data)
    assert page.status_code == 400
    assert "Traceback" not in words(page)


def test_the_manager_sees_files_that_wait_too_long(
    officer: Client, case: Case, settings: Any
) -> None:
    from datetime import timedelta

    settings.PRODUCTION = True
    officer.post(reverse("files:staff", args=[case.pk]),
                 {"file": SimpleUploadedFile("a.txt", b"Hello")}, secure=True)  # fmt: skip
    StoredFile.objects.update(added_at=StoredFile.objects.get().added_at - timedelta(minutes=15))
    manager = make.signed_in(make.make_staff("team_manager"))
    page = words(manager.get(reverse("casework:team"), secure=True))
    assert "1 file waits to be checked for viruses" in page


@pytest.fixture
def planned(case: Case, parent: Client) -> Case:
    """A case with a plan that was sent, and a picture and a recording of the child's views."""
    make.make_plan_versions(case, on=timezone.localdate())
    more = {"route": "files:own", "about": "views:child"}
    send(parent, case, "a.jpg", made.picture(), note="A yellow wall", **more)
    send(parent, case, "a.m4a", made.mp4(), note="Who I am", **more)
    return case


@pytest.mark.parametrize(
    ("route", "player"), [("plan:easy", "/family/"), ("plan:read", "/family/")]
)
def test_the_familys_plan_shows_the_views(
    route: str, player: str, parent: Client, planned: Case
) -> None:
    page = words(parent.get(reverse(route, args=[planned.pk])))
    assert 'alt="A yellow wall"' in page
    assert f'<audio class="app-file__player" controls preload="none" src="{player}' in page


def test_the_writers_plan_shows_the_views(officer: Client, planned: Case) -> None:
    page = words(officer.get(reverse("plan:document", args=[planned.pk])))
    assert 'alt="A yellow wall"' in page
    assert "Who I am" in page


def test_the_printed_plan_holds_the_picture_and_its_words(parent: Client, planned: Case) -> None:
    answer = parent.get(reverse("plan:print", args=[planned.pk]))
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        pictures = [image for page in document.pages for image in page.get_images()]
        assert len(pictures) == 1
        said = [str(thing["/Alt"]) for thing in document.objects
                if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]  # fmt: skip
    assert said == ["A yellow wall"]


def test_another_adult_sees_no_views_where_an_address_is_protected(planned: Case) -> None:
    make.make_location(planned.person, "7 Alder Lane", "ZZ99 1AA", is_protected=True)
    account = make.make_staff("parent", str(planned.person_id))
    make.make_relationship(planned.person, account, name=account.name)
    page = words(make.signed_in(account).get(reverse("plan:easy", args=[planned.pk])))
    assert "A yellow wall" not in page


def test_an_adviser_adds_the_report_to_the_advice(case: Case, officer: Client) -> None:
    account = make.make_staff("psychologist")
    asked = make.make_advice_request(
        case, "psychological", "psychology", on=timezone.localdate(), account=account
    )
    adviser, about = make.signed_in(account), f"advice:{asked.pk}"
    form = words(adviser.get(reverse("advice:answer", args=[asked.pk])))
    assert f'href="/cases/{case.pk}/files?about={about}"' in form
    page = words(send(adviser, case, "report.pdf", made.pdf(), about=about))
    assert "Files with advice" in page
    assert "“report.pdf” is kept." in page
    assert "Share it with the family" not in page
    assert "report.pdf" in words(officer.get(reverse("files:staff", args=[case.pk])))


def test_a_school_adds_a_paper_for_the_review_and_shares_nothing_by_itself(
    officer: Client, parent: Client
) -> None:
    case = make.make_case(make.make_person(), setting_number="100001")
    senco = make.signed_in(make.make_staff("senco", "100001"))
    send(senco, case, "report.pdf", made.pdf(), about="review:1", with_family="yes")
    kept = StoredFile.objects.get()
    assert (kept.about, kept.with_family) == ("review:1", False)
    assert "report.pdf" in words(officer.get(reverse("files:staff", args=[case.pk])))


def test_a_subject_that_isnt_one_is_refused(officer: Client, case: Case) -> None:
    page = send(officer, case, "a.txt", b"Hello", about="advice:<script>")
    assert page.status_code == 400
    assert "<script>" not in words(page).replace("<script nonce", "").replace("<script type", "")
