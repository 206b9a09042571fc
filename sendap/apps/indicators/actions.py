"""Writes: load the published files; keep an authority's live figures after disclosure control."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils import timezone

from sendap.apps.access.actors import Actor, command_actor
from sendap.apps.access.audit import change
from sendap.apps.indicators import queries, storing
from sendap.apps.indicators.answers import Loaded
from sendap.apps.indicators.assembly import assemble, fingerprint_of
from sendap.apps.indicators.live import LiveCount, live_rows
from sendap.basics.errors import CannotDo


def load_published(*, folder: Path, actor: Actor | None = None) -> Loaded:
    """Load the folder of published data: all of it or none; the same files again change nothing.

    ``actor`` is the command itself when None. Errors: ``CannotDo`` when the folder isn't one, a
    file is missing or its columns have changed; ``NotAllowed`` for an actor who isn't an operator.
    """
    if not folder.is_dir():
        raise CannotDo(f"{folder}: no such folder; give the folder of published data.")
    actor = actor or command_actor("published load", authority="nation")
    mark = fingerprint_of(folder)
    published = None if queries.loaded_fingerprint(actor) == mark else assemble(folder)
    with change(actor, "indicators.load_published", fingerprint=mark) as note:
        if published is not None:
            storing.replace_everything(published, at=timezone.now())
        note.count = published.figures.height if published else 0
    return queries.loaded(actor, changed=published is not None)


def store_live_figures(
    *, actor: Actor, authority_code: str, counts: Sequence[LiveCount], as_of: date
) -> int:
    """Replace an authority's live figures by these, after disclosure control; returns how many.

    Small counts are hidden and the rest rounded here, so that nothing else is ever stored.
    Errors: ``NotAllowed`` for an actor who isn't an operator; ``BadInput`` for a bad count.
    """
    rows = live_rows(authority_code, counts, as_of=as_of)
    with change(actor, "indicators.store_live", authority=authority_code) as note:
        storing.replace_live(authority_code, rows)
        note.count = len(rows)
    return len(rows)
