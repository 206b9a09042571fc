"""Who keeps and reads files in tests, in few words."""

from __future__ import annotations

import io
from typing import Any

from django.utils import timezone

from sendap.apps.access.actors import Actor, actor_for
from sendap.apps.access.models import Account
from sendap.apps.correspondence.files import queries
from sendap.apps.correspondence.files.actions import Kept, keep_file
from sendap.apps.timeline.models import Case
from tests import builders as make

NOW = timezone.now()
TODAY = timezone.localdate(NOW)


def acting(account: Account) -> Actor:
    return actor_for(account, on=TODAY)


def relative(case: Case) -> Actor:
    account = make.make_staff("parent", str(case.person_id))
    make.make_relationship(case.person, account, name=account.name)
    return acting(account)


def keep(actor: Actor, case: Case, content: bytes | str = "Reads well.", **more: Any) -> Kept:
    body = content.encode() if isinstance(content, str) else content
    name = more.pop("name", "notes.txt")
    return keep_file(actor=actor, case_id=case.pk, name=name, content=io.BytesIO(body), now=NOW,
                     **more)  # fmt: skip


def names(viewer: Actor, case: Case, **more: Any) -> list[str]:
    return [line.name for line in queries.files_of(viewer, case.pk, on=TODAY, **more)]


def read(viewer: Actor, case: Case, kept: Kept) -> bytes:
    return queries.contents(viewer, case.pk, kept.id, on=TODAY).path.read_bytes()


def protect(case: Case) -> None:
    make.make_location(case.person, "7 Alder Lane", "ZZ99 1AA", is_protected=True)
