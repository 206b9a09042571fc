"""The world, planted once for all the cells of the matrix.

Tests that use it are marked ``django_db``, so that whatever each changes is undone after it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.apps.access.cells import Callers
from tests.apps.access.oracle import SIGNED_OUT
from tests.world import World, build_world


@pytest.fixture(scope="module")
def callers(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callers]:
    """The world with a browser and a token for every account."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world(today=timezone.localdate())
        yield Callers(world, _tokens(world))
        transaction.set_rollback(True)


def _tokens(world: World) -> dict[str, str]:
    from sendap.apps.access.models import ApiToken

    now, secrets = timezone.now(), {SIGNED_OUT: "no-such-token"}
    for name, account in world.accounts.items():
        secrets[name] = world.canaries.word("ApiToken.secret", name)
        ApiToken.objects.create(
            account=account, name="a program", made_at=now, ends_on=world.today + timedelta(days=9),
            digest=hashlib.sha256(secrets[name].encode()).hexdigest(),
        )  # fmt: skip
    return secrets
