"""The world itself: every sensitive field of it holds a canary."""

from __future__ import annotations

import pytest

from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_role_has_an_account(world: World) -> None:
    from sendap.apps.access.roles import ROLES

    assert set(ROLES) <= set(world.accounts)


def test_each_child_has_a_case(world: World) -> None:
    assert {"own", "other", "protected", "moved", "foreign"} == set(world.subjects)
