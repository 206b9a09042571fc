"""One cell of the matrix: a call, what came back, what it changed and what was recorded of it."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone
from structlog.stdlib import ProcessorFormatter

from sendap.apps.access.models import ApiToken, AuditEntry
from tests.apps.access.calling import Call
from tests.apps.access.database import AUDIT_TABLES, statements, tables_digest
from tests.apps.access.oracle import SIGNED_OUT
from tests.builders import signed_in
from tests.canaries import Canary
from tests.world import World

_PASSING = re.compile(
    rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|csrfmiddlewaretoken[^>]*'
)
_TABLE = re.compile(r'(?:INTO|UPDATE|FROM)\s+"?(\w+)"?', re.IGNORECASE)
BOOKKEEPING = {"django_session", "axes_accessattempt", "axes_accesslog", *AUDIT_TABLES}


@dataclass(slots=True)
class Answer:
    """What came back from a call, and what it did behind the scenes."""

    path: str
    status: int
    location: str
    body: bytes
    headers: dict[str, str]
    canaries: set[Canary]
    rows: list[AuditEntry] = field(default_factory=list)
    written: set[str] = field(default_factory=set)

    @property
    def plain_body(self) -> bytes:
        """The body without what is drawn afresh for every answer."""
        return _PASSING.sub(b"", self.body)

    @property
    def kind(self) -> str:
        """The kind of answer, in the oracle's words."""
        if self.status == 405:
            return "method"
        if self.status == 404:
            return "missing"
        if self.status == 401 or (self.status == 302 and self.location.startswith("/sign-in")):
            return "sign in"
        return "done" if self.status < 400 else f"status {self.status}"

    def rows_naming(self, person: str) -> int:
        """How many times the audit rows of this answer name a person."""
        return Counter(name for row in self.rows for name in set(row.people))[person]


class Callers:
    """A browser (or a program with a token) for every account, each signed in once.

    ``calls`` keeps the call of each address, subject and account, the same by every method;
    ``before`` is the digest of the world that every test begins with.
    """

    def __init__(self, world: World) -> None:
        self.world, self.tokens = world, _tokens(world)
        self.calls: dict[tuple[str, str, str], Call] = {}
        self._client = Client(raise_request_exception=False)
        self._sessions = {
            name: signed_in(account).cookies[settings.SESSION_COOKIE_NAME].value
            for name, account in world.accounts.items()
        }
        self.before = tables_digest()

    def call(self, account: str, method: str, call: Call, *, token: bool = False) -> Answer:
        """Make a call as an account, with its session or with its token."""
        client = self._client
        client.cookies.clear()
        if not token and account != SIGNED_OUT:
            client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[account]
        headers = {"authorization": f"Bearer {self.tokens[account]}"} if token else {}
        last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        with statements() as seen, logged() as log:
            response = _send(client, method, call, headers)
            body = response.getvalue()
        leaked = self.world.canaries.find("\n".join(log))
        assert not leaked, f"the log holds {leaked}"
        rows = list(AuditEntry.objects.filter(pk__gt=last).order_by("pk"))
        told = "".join(f"{row.action} {row.detail} {row.roles} {row.came_from}" for row in rows)
        leaked = {found for found in self.world.canaries.find(told) if "Person" in found.field}
        assert not leaked, f"the audit holds {leaked}"
        return Answer(
            call.path, response.status_code, response.get("Location", ""), body,
            dict(response.items()),
            self._canaries(response, _PASSING.sub(b"", body)), rows, _tables(seen),
        )  # fmt: skip

    def _canaries(self, response: Any, body: bytes) -> set[Canary]:
        sent = "\n".join(f"{name}: {value}" for name, value in response.items())
        return self.world.canaries.find(body) | self.world.canaries.find(
            f"{sent}\n{response.cookies.output()}"
        )


def _tokens(world: World) -> dict[str, str]:
    now, secrets = timezone.now(), {SIGNED_OUT: "no-such-token"}
    for name, account in world.accounts.items():
        secrets[name] = world.canaries.word("ApiToken.secret", name)
        ApiToken.objects.create(
            account=account, name="a program", made_at=now, ends_on=world.today + timedelta(days=9),
            digest=hashlib.sha256(secrets[name].encode()).hexdigest(),
        )  # fmt: skip
    return secrets


def _send(client: Client, method: str, call: Call, headers: dict[str, str]) -> Any:
    send = getattr(client, method.lower())
    if method == "TRACE":
        return send(call.path, headers=headers)
    if method in {"GET", "HEAD"}:
        return send(call.path, call.query, headers=headers)
    if method == "POST" and not call.json:
        return send(call.path, call.data, headers=headers)
    return send(
        call.path,
        json.dumps(call.data, default=str),
        content_type="application/json",
        headers=headers,
    )


def _tables(seen: list[str]) -> set[str]:
    return {match[1] for sql in seen if (match := _TABLE.search(sql))}


@contextmanager
def logged() -> Iterator[list[str]]:
    """Everything that is written to any log meanwhile, as it is written."""
    lines: list[str] = []

    root = logging.getLogger()
    written = [
        handler.formatter
        for handler in root.handlers
        if isinstance(handler.formatter, ProcessorFormatter)
    ]
    assert written, "the logs aren't set up as the service sets them up"

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.extend(formatter.format(copy(record)) for formatter in written)

    handler = Keep()
    root.addHandler(handler)
    try:
        yield lines
    finally:
        root.removeHandler(handler)
