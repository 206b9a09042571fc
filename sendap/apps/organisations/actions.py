"""Filling the tables of authorities and settings from reference data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor, command_actor
from sendap.apps.organisations.models import Authority, Setting, SettingLink
from sendap.apps.organisations.version import directory_changed
from sendap.exchange import gias
from sendap.reference.authorities import NORTHMERE, authorities


def ensure_authorities() -> None:
    """Add the authorities of England, and the fictional one, that the table lacks."""
    rows = [
        Authority(
            code=each.code,
            name=each.name,
            ons_code=each.ons_code,
            region_code=each.region_code,
            region_name=each.region,
            is_fictional=each.code == NORTHMERE.code,
        )
        for each in (*authorities(), NORTHMERE)
    ]
    if Authority.objects.count() < len({row.code for row in rows}):
        Authority.objects.bulk_create(rows, ignore_conflicts=True)


def store_settings(
    *, actor: Actor, settings: Iterable[tuple[str, str, str]], fictional: bool
) -> int:
    """Add or rename settings given as (number, name, kind); returns how many there were."""
    rows = [
        Setting(number=number, name=name, kind=kind, is_fictional=fictional)
        for number, name, kind in settings
    ]
    with transaction.atomic():
        Setting.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["number"],
            update_fields=["name", "kind", "is_fictional"],
        )  # fmt: skip
        directory_changed()
        audit.write(actor, "organisations.store_settings", "changed", audit.Note(count=len(rows)))
    return len(rows)


STORED_AS = {"kind": "category", "type_name": "kind", "authority": "authority_code"}
"""Fields of an establishment that the table has under another name."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """What one file of the register gave: its rows, how many were loaded, and what was odd."""

    file: str
    what: str
    rows: int
    loaded: int
    problems: tuple[gias.Problem, ...]


def load_register(
    *, files: Sequence[Path], on: date, actor: Actor | None = None
) -> tuple[LoadedFile, ...]:
    """Load files of the register, establishments or links, in this order: all of them or none.

    What a file has no column for stays as it was, and a setting that no file names is left alone.
    Links replace those of before. ``on`` is the day of loading; ``actor`` is the command itself
    when None. Errors: ``UnreadableInput`` naming the file; ``NotAllowed``.
    """
    actor = actor or command_actor("register load", authority="nation")
    with audit.change(actor, "organisations.load_register") as note:
        loaded = tuple(_load(path, on=on) for path in files)
        directory_changed()
        note.count = sum(each.loaded for each in loaded)
    return loaded


def _load(path: Path, *, on: date) -> LoadedFile:
    if gias.is_links(path):
        links = gias.read_links(path)
        _store_links(links.links)
        return LoadedFile(path.name, "links", links.rows, len(links.links), links.problems)
    register = gias.read_register(path)
    _store_register(register, file=path.name[:100], on=on)
    count = len(register.establishments)
    return LoadedFile(path.name, "settings", register.rows, count, register.problems)


def _store_register(register: gias.Register, *, file: str, on: date) -> None:
    told = sorted(register.told)
    names = [STORED_AS.get(name, name) for name in told]
    rows = [
        Setting(
            **dict(zip(names, (_stored(each, name) for name in told), strict=True)),
            is_fictional=False, register_file=file, register_on=on,
        )
        for each in register.establishments
    ]  # fmt: skip
    changed = [name for name in names if name != "number"]
    Setting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["number"], batch_size=2_000,
        update_fields=[*changed, "is_fictional", "register_file", "register_on"],
    )  # fmt: skip


def _stored(establishment: gias.Establishment, name: str) -> object:
    value = getattr(establishment, name)
    return ",".join(value) if isinstance(value, tuple) else value


def _store_links(links: Iterable[gias.Link]) -> None:
    SettingLink.objects.all().delete()
    rows = [
        SettingLink(number=each.number, other=each.other, relation=each.relation, since=each.since)
        for each in links
    ]
    SettingLink.objects.bulk_create(rows, batch_size=2_000)
