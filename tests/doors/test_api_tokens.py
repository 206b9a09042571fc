"""Tokens for programs: made by whoever is signed in, shown once, ended at once."""

from __future__ import annotations

import re
from typing import Any

from sendap.apps.access.models import ApiToken
from tests.builders import signed_in


def make(client: Any, **form: str) -> Any:
    """Fill in the form."""
    return client.post("/account/tokens/new", {"name": "weekly report", "days": "30"} | form)


def secret_in(page: Any) -> str:
    """The secret that a page shows, or nothing."""
    found = re.search(r"<code>([\w-]{40,})</code>", page.content.decode())
    return found.group(1) if found else ""


def test_a_token_works_and_its_secret_is_shown_once(world: Any) -> None:
    client = signed_in(world.accounts["caseworker"])
    secret = secret_in(make(client))
    headers = {"authorization": f"Bearer {secret}"}
    assert signed_in(None).get("/api/v1/cases", headers=headers).status_code == 200
    assert secret not in client.get("/account/tokens").content.decode()


def test_only_a_digest_of_the_secret_is_kept(world: Any) -> None:
    secret = secret_in(make(signed_in(world.accounts["caseworker"])))
    kept = ApiToken.objects.get()
    assert secret not in {kept.digest, kept.name}


def test_a_token_that_is_ended_opens_nothing(world: Any) -> None:
    client = signed_in(world.accounts["caseworker"])
    headers = {"authorization": f"Bearer {secret_in(make(client))}"}
    client.post(f"/account/tokens/{ApiToken.objects.get().pk}/end")
    assert signed_in(None).get("/api/v1/cases", headers=headers).status_code == 401


def test_nobody_ends_anothers_token(world: Any) -> None:
    make(signed_in(world.accounts["caseworker"]))
    path = f"/account/tokens/{ApiToken.objects.get().pk}/end"
    assert signed_in(world.accounts["colleague"]).post(path).status_code == 404
    assert ApiToken.objects.count() == 1


def test_a_token_without_a_name_is_refused_and_what_was_typed_stays(world: Any) -> None:
    page = make(signed_in(world.accounts["caseworker"]), name=" ", days="45")
    assert page.status_code == 400
    assert "Enter a name" in page.content.decode()
    assert 'value="45"' in page.content.decode()


def test_a_life_of_over_a_year_is_refused(world: Any) -> None:
    client = signed_in(world.accounts["caseworker"])
    assert [make(client, days=days).status_code for days in ("0", "367", "x", "²")] == [400] * 4
    assert ApiToken.objects.count() == 0


def test_a_twenty_first_token_is_refused(world: Any) -> None:
    client = signed_in(world.accounts["caseworker"])
    answers = [make(client).status_code for _ in range(21)]
    assert answers == [200] * 20 + [400]


def test_a_token_loses_what_its_account_loses(world: Any) -> None:
    account = world.accounts["caseworker"]
    headers = {"authorization": f"Bearer {secret_in(make(signed_in(account)))}"}
    account.grants.all().delete()
    assert signed_in(None).get("/api/v1/cases", headers=headers).status_code == 404
