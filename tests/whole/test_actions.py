"""Every action says who acts and leaves an audit row; every query says who looks."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.conf import settings

APPS: Path = settings.BASE_DIR / "sendap" / "apps"
ABOUT_PEOPLE = {
    model.__name__
    for model in apps.get_models()
    if getattr(getattr(model, "tenancy", None), "person", "")
}
"""The tables with rows about a person."""

WITHOUT_ACTOR = {
    "access.record_sign_in": "makes the actor from the account that has just proved who it is",
    "organisations.ensure_authorities": "puts the public list of authorities in place",
    "timeline.refresh": "renews copies of what events say, inside the deed that changed them",
    "timeline.refresh_all": "renews copies of what events say; a nightly job",
    "timeline.add_events": "a part of the deeds that record events, which are audited",
    "timeline.work_out": "works out dates; writes nothing",
    "timeline.live_events": "reads for the renewal of copies; writes nothing",
    "timeline.known_exceptions": "reads for the renewal of copies; writes nothing",
    "timeline.event_row": "makes a row; writes nothing",
    "plans.events_of_move": "works out events; writes nothing",
    "plans.check_day": "reads for the check of a move; writes nothing",
    "plans.happenings": "reads for the check of a move; writes nothing",
    "correspondence.files.checked": "a part of keeping a file, which audits what it refuses",
    "correspondence.files.once": "works out a mark; writes nothing",
    "correspondence.notices.copy_row": "makes a row; writes nothing",
    "correspondence.rights.tell_of_rights": "a nightly job, which audits each letter",
    "correspondence.sending.body": "words; writes nothing",
    "correspondence.sending.checked_email": "checks a text; writes nothing",
    "correspondence.sending.send_email": "a job; the e-mail names nobody",
    "correspondence.sending.tell": "a part of the deeds that bring news, which are audited",
    "correspondence.sending.tell_of_news": "a job; the e-mail names nobody",
    "placements.lists.found_for": "works out a list; writes nothing",
    "placements.naming.mode_of": "says by which rules; writes nothing",
    "placements.naming.tested": "makes a part of a row; writes nothing",
    "plans.advice.answerable": "reads for the check of a deed; writes nothing",
    "plans.advice.as_kept": "reads a row; writes nothing",
    "plans.advice.details_of": "makes a part of a row; writes nothing",
    "plans.advice.edition_of": "works out a mark; writes nothing",
    "plans.delivery.monday_of": "works out a day; writes nothing",
    "plans.delivery.planned_for": "works out a number; writes nothing",
    "plans.delivery.sessions_in": "works out a number; writes nothing",
    "plans.document.facts_of_sending": "works out what a step needs; writes nothing",
    "plans.document.statuses_open": "reads for a page; writes nothing",
    "plans.panel.open_to_members": "a part of putting a case on an agenda, which is audited",
    "plans.reviews.cases_to_move": "reads for a deed on many cases; writes nothing",
    "plans.reviews.check_all_visible": "reads for a deed on many cases; writes nothing",
    "plans.reviews.due_days": "reads for a deed on many cases; writes nothing",
    "plans.reviews.proposals": "reads for a deed on many cases; writes nothing",
    "redress.appeals.appeal_of": "reads for a deed; writes nothing",
    "redress.appeals.locked_case": "locks a case within a deed; writes nothing",
    "redress.appeals.open_appeal": "reads for a deed; writes nothing",
    "redress.mediation.advising": "the frame of the adviser's deeds, which audits them",
    "redress.mediation.check_decides": "a check within a deed; writes nothing",
    "redress.mediation.last_notice": "reads for a deed; writes nothing",
    "redress.mediation.record": "a part of the deeds of mediation, which are audited",
}
"""Functions among the actions that take no actor by name, and why each needn't."""

AUDITED_BELOW = {
    "correspondence.files.keep": "by its last step, which records the file",
    "placements.consultation.add_evidence": "by ``files.actions.keep``",
    "plans.panel.step_back": "by ``access.actions.declare_conflict``",
}
"""Actions whose audit row another action writes, and which."""

READS_FOR_OTHERS = {
    "sufficiency.signals": "safe counts of the viewer's areas: a commissioner sees no case",
    "people.family_of": "works out whose record is open to the viewer, from grants and ties",
    "people.letters_of": "works out whose letters are the viewer's to read, from grants and ties",
    "people.decides": "of a person whom a grant opens to the viewer; says yes or no",
    "timeline.narrowed": "cuts down further what ``visible`` has cut already",
    "people.with_protected_place": "of persons whose record is open to the viewer; says yes or no",
    "returns.known_people": "what an import compares with, inside its own audited deed",
    "returns.held_elsewhere": "what an import compares with, inside its own audited deed",
    "returns.next_reference": "what an import counts on from, inside its own audited deed",
    "timeline.names_of": "of rows that its caller has cut down with ``visible``",
    "timeline.missed": "a condition on rows that its caller has cut down with ``visible``",
    "correspondence.sending.contact_for": "of a tie that its caller has cut down with ``visible``",
    "correspondence.sending.outbox": "for whoever runs the system: no name, address or case",
    "correspondence.sending.own_news": "of the viewer's own account",
    "placements.consultation.lines_of": "of rows that its caller has cut down",
    "plans.delivery.ledger_of": "of a case that its caller has opened with ``case_of``",
    "plans.requests.demonstration_message": "in demonstration mode only, of a session's request",
    "plans.requests.own_request": "of the session that wrote or proved the request",
    "plans.voice.asked_of_family": "of a case that its caller has opened",
    "plans.voice.family_statements": "of a case that its caller has opened",
    "plans.voice.own_words": "of the viewer's own account, on a case that its caller has opened",
    "plans.voice.receiving": "of a request that its caller has opened",
    "plans.voice.sent_words": "of a case that its caller has opened",
}
"""Queries of tables about people that don't cut rows down themselves, and why each needn't."""

DOORS = {
    "visible", "family_of", "case_of", "case_of_family", "reader_of",
    # Rows that a grant opens though their case stays shut: a consultation, a mediation, advice.
    "answerable", "asked_of", "of_own_cases", "advised_by", "within_reach",
}  # fmt: skip
"""What cuts rows about people down to those that the viewer may see."""


def _modules(kind: str) -> Iterator[tuple[str, ModuleType, ast.Module]]:
    """Each module of a kind by its app, and its piece of the app where it belongs to one."""
    for path in sorted([*APPS.glob(f"**/{kind}.py"), *APPS.glob(f"**/{kind}/*.py")]):
        relative = path.relative_to(settings.BASE_DIR).with_suffix("")
        name = ".".join(relative.parts).removesuffix(".__init__")
        place = ".".join(relative.parts[2 : relative.parts.index(kind)])
        yield place, import_module(name), ast.parse(path.read_text(encoding="utf-8"))


def _public_functions(kind: str) -> dict[str, tuple[ast.FunctionDef, ast.Module]]:
    return {
        f"{app}.{node.name}": (node, tree)
        for app, _, tree in _modules(kind)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


ACTIONS = _public_functions("actions")
QUERIES = _public_functions("queries")


def _calls(node: ast.AST) -> set[str]:
    return {
        ast.unparse(call.func).rsplit(".", 1)[-1]
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }


def _reached(node: ast.FunctionDef, tree: ast.Module) -> set[str]:
    """Everything that a function calls, through the other functions of its module too."""
    own = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    found, waiting = set(), [node]
    while waiting:
        fresh = _calls(waiting.pop()) - found
        found |= fresh
        waiting.extend(own[name] for name in fresh if name in own)
    return found


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - set(WITHOUT_ACTOR) - set(AUDITED_BELOW)))
def test_every_action_takes_its_actor_by_name_and_is_audited(name: str) -> None:
    node, tree = ACTIONS[name]
    assert "actor" in [each.arg for each in node.args.kwonlyargs]
    assert node.args.args == []
    assert _reached(node, tree) & {"change", "write"}


def _touches_people(name: str) -> bool:
    node, tree = QUERIES[name]
    own = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    parts = [node, *(own[called] for called in _reached(node, tree) if called in own)]
    return any(
        isinstance(each, ast.Attribute)
        and each.attr == "objects"
        and ast.unparse(each.value) in ABOUT_PEOPLE
        for part in parts
        for each in ast.walk(part)
    )


TOUCHING = sorted(name for name in QUERIES if _touches_people(name))


@pytest.mark.parametrize("name", [name for name in TOUCHING if name not in READS_FOR_OTHERS])
def test_every_query_about_people_takes_its_viewer_first_and_cuts_rows_down(name: str) -> None:
    node, tree = QUERIES[name]
    assert [each.arg for each in node.args.args][:1] == ["viewer"]
    assert _reached(node, tree) & DOORS


def test_the_queries_about_people_are_found() -> None:
    assert {"timeline.caseload", "timeline.family_cases", "plans.case_page"} <= set(TOUCHING)


def test_every_exception_is_still_there_and_has_its_reason() -> None:
    assert set(WITHOUT_ACTOR) | set(AUDITED_BELOW) <= set(ACTIONS)
    assert set(READS_FOR_OTHERS) <= set(TOUCHING)
    assert all((WITHOUT_ACTOR | AUDITED_BELOW | READS_FOR_OTHERS).values())


def test_every_deed_that_is_named_is_declared() -> None:
    from sendap.apps.access.deeds import DEEDS

    named = {
        call.args[1].value
        for _, _, tree in _modules("actions")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("change")
        if len(call.args) > 1 and isinstance(call.args[1], ast.Constant)
    }
    assert named <= set(DEEDS)


def test_nothing_outside_the_audit_writes_audit_rows() -> None:
    from sendap.apps.access import audit

    makers = [
        str(path.relative_to(settings.BASE_DIR))
        for path in (settings.BASE_DIR / "sendap").rglob("*.py")
        if "AuditEntry(" in path.read_text(encoding="utf-8")
    ]
    where = Path(inspect.getfile(audit)).relative_to(settings.BASE_DIR)
    assert sorted(makers) == [str(where), str(where.with_name("models.py"))]
