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
}
"""Functions among the actions that take no actor, and why each needn't."""

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
}
"""Queries of tables about people that don't cut rows down themselves, and why each needn't."""


def _modules(kind: str) -> Iterator[tuple[str, ModuleType, ast.Module]]:
    for path in sorted([*APPS.glob(f"*/{kind}.py"), *APPS.glob(f"*/{kind}/*.py")]):
        relative = path.relative_to(settings.BASE_DIR).with_suffix("")
        name = ".".join(relative.parts).removesuffix(".__init__")
        yield relative.parts[2], import_module(name), ast.parse(path.read_text(encoding="utf-8"))


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


@pytest.mark.parametrize("name", sorted(set(ACTIONS) - set(WITHOUT_ACTOR)))
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
    assert _reached(node, tree) & {"visible", "family_of", "case_of"}


def test_the_queries_about_people_are_found() -> None:
    assert {"timeline.caseload", "timeline.family_cases", "plans.case_page"} <= set(TOUCHING)


def test_every_exception_is_still_there_and_has_its_reason() -> None:
    assert set(WITHOUT_ACTOR) <= set(ACTIONS)
    assert set(READS_FOR_OTHERS) <= set(TOUCHING)
    assert all((WITHOUT_ACTOR | READS_FOR_OTHERS).values())


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
