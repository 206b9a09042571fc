"""Files with a request that is made without an account."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sendap.apps.access.models import Account
from sendap.apps.correspondence.models import StoredFile
from sendap.apps.plans.models import RequestForm
from sendap.apps.timeline.models import Case
from tests import builders as make
from tests.builders import NORTHMERE
from tests.doors.test_requests import code_of, come_back, write
from tests.file_corpus import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Account:
    make.make_authority()
    make.make_staff("caseworker", NORTHMERE)
    return make.make_staff("team_manager")


@pytest.fixture(autouse=True)
def demonstration(settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]


def report(name: str = "report.pdf", content: bytes | None = None) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, pdf() if content is None else content)}


def test_files_come_with_a_request_only_once_the_contact_is_verified(manager: Account) -> None:
    browser = Client()
    write(browser)
    address = reverse("requests:files")
    assert "First show us" in browser.get(address).content.decode()
    browser.post(address, report())
    assert not StoredFile.objects.exists()
    come_back(browser, code_of(browser))
    assert "“report.pdf” is kept." in browser.post(address, report(), follow=True).content.decode()


def test_what_isnt_taken_is_told_to_the_one_who_asks(manager: Account) -> None:
    browser = Client()
    write(browser)
    come_back(browser, code_of(browser))
    page = browser.post(reverse("requests:files"), report(content=b"MZ" + b"\0" * 99))
    assert page.status_code == 400
    assert "it is a program for Windows" in page.content.decode()


def test_another_session_sees_no_file_of_a_request(manager: Account) -> None:
    browser = Client()
    write(browser)
    come_back(browser, code_of(browser))
    browser.post(reverse("requests:files"), report())
    assert b"report.pdf" in browser.get(reverse("requests:files")).content
    assert b"report.pdf" not in Client().get(reverse("requests:files"), follow=True).content


def test_a_file_of_a_request_can_be_taken_away_again(manager: Account) -> None:
    browser = Client()
    write(browser)
    come_back(browser, code_of(browser))
    browser.post(reverse("requests:files"), report())
    browser.post(reverse("requests:files"), {"take": str(StoredFile.objects.get().pk)})
    assert b"report.pdf" not in browser.get(reverse("requests:files")).content


def test_files_of_a_request_go_with_it_into_the_case(manager: Account) -> None:
    browser, staff = Client(), make.signed_in(manager)
    write(browser)
    come_back(browser, code_of(browser))
    browser.post(reverse("requests:files"), report())
    browser.post(reverse("requests:send"))
    form = RequestForm.objects.get()
    address = reverse("requests:request", args=[form.pk])
    assert b"report.pdf" in staff.get(address).content
    staff.post(address, {"into": "new"})
    case = Case.objects.get()
    assert b"with the request" in staff.get(reverse("files:staff", args=[case.pk])).content
    kept = StoredFile.objects.get()
    answer = staff.get(reverse("files:file", args=[case.pk, kept.pk]))
    assert answer.getvalue().startswith(b"%PDF-")
