"""Every page: titles, headers, nothing inline, nothing from elsewhere, nothing kept by a cache."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from lxml import html

from sendap.apps.access.policy import ADDRESSES
from tests.apps.access import oracle
from tests.apps.access.calling import SUBJECTS, reached
from tests.apps.access.calls import call_for
from tests.apps.access.cells import Answer, Callers

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "sendap" / "web" / "jinja2"
READABLE = [name for name, row in oracle.ADDRESSES.items() if "GET" in row.methods.split()]
INLINE = "//script[not(@src) and not(@nonce) and not(@type='application/json')]"
LOADED = {"script": "src", "img": "src", "link": "href", "iframe": "src", "form": "action"}


def _answers(route: str, callers: Callers) -> list[tuple[str, Answer]]:
    """What each kind of account that may read an address gets, for one thing it may see."""
    expected, answers = oracle.ADDRESSES[route], []
    for account in (
        oracle.SIGNED_OUT, "caseworker", "team_manager", "senco", "parent", "analyst", "health",
        "administrator", "mediator",
    ):  # fmt: skip
        for subject in SUBJECTS[expected.about]:
            there = reached(callers.world, expected, account, subject)
            kind = oracle.status(expected, account, "GET", subject=subject, reached=there)
            if kind == "done":
                call = call_for(route, callers.world, subject, account)
                answers.append((account, callers.call(account, "GET", call)))
                break
    return answers


@pytest.mark.parametrize("route", READABLE)
def test_every_answer_is_sent_with_the_headers_that_protect_it(
    route: str, callers: Callers
) -> None:
    answers = _answers(route, callers)
    assert answers
    for account, answer in answers:
        headers = answer.headers
        csp = headers["Content-Security-Policy"]
        assert "default-src 'none'" in csp
        assert "unsafe" not in csp
        assert "*" not in csp
        assert "http" not in csp
        assert "frame-ancestors 'none'" in csp
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        if ADDRESSES[route].personal or account != oracle.SIGNED_OUT:
            assert "no-store" in headers["Cache-Control"], account


@pytest.mark.parametrize("route", READABLE)
def test_a_page_has_a_title_and_nothing_inline_or_from_elsewhere(
    route: str, callers: Callers
) -> None:
    for account, answer in _answers(route, callers):
        if not answer.headers.get("Content-Type", "").startswith("text/html") or not answer.body:
            continue
        page = html.fromstring(answer.body)
        assert page.findtext(".//title", "").strip().endswith("– sendap")
        assert page.get("lang") == "en"
        assert len(page.findall(".//h1")) == 1, account
        assert page.xpath("//*[@style] | //style") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert (
            page.xpath("//script[not(@src) and not(@nonce) and not(@type='application/json')]")
            == []
        )
        for tag, attribute in LOADED.items():
            for value in page.xpath(f"//{tag}/@{attribute}"):
                assert value.startswith(("/", "#", "?", "data:")), f"{tag}: {value}"
                assert not value.startswith("//")


def test_every_form_that_changes_something_carries_its_safety_mark(callers: Callers) -> None:
    for route in READABLE:
        for _, answer in _answers(route, callers):
            if answer.headers.get("Content-Type", "").startswith("text/html") and answer.body:
                for form in html.fromstring(answer.body).xpath("//form[@method='post']"):
                    assert form.xpath(".//input[@name='csrfmiddlewaretoken']"), route


def _frames() -> set[str]:
    """The templates that others extend."""
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    return {name for text in texts for name in re.findall(r'{% extends "([^"]+)"', text)}


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_page_s_template_has_a_title(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "{% extends " in text and str(path.relative_to(TEMPLATES)) not in _frames():
        assert re.search(r"{% block title %}.*\S.*{% endblock %}", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|javascript:|\|\s*safe\b", text)


@pytest.mark.parametrize("field", ["surname", "forename"])
def test_what_people_type_is_shown_and_never_run(field: str, callers: Callers) -> None:
    person = callers.world.subjects["own"].person
    attack = "<img src=x onerror=alert(1)>\"'{{7*7}}"
    setattr(person, field, attack)
    person.save(update_fields=[field])
    for route in ("casework:cases", "casework:case", "family:home", "casework:team"):
        for _, answer in _answers(route, callers):
            assert b"<img src=x" not in answer.body


def test_a_spreadsheet_cell_never_starts_a_formula(callers: Callers) -> None:
    case = callers.world.subjects["own"].case
    for start in ("=", "+", "-", "@", "\t", "\r", "\uff1d", " ="):
        case.person.surname = f"{start}HYPERLINK(1)"
        case.person.save(update_fields=["surname"])
        for route in ("casework:cases-csv", "casework:team-csv"):
            for _, answer in _answers(route, callers):
                text = answer.body.decode("utf-8-sig")
                assert not re.search(r'(^|[,"])\s*[=+\-@\t\r\uff1d]+HYPERLINK', text, re.MULTILINE)
