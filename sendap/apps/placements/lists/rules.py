"""How settings are weighed: the ordinary rules, or an authority's own from a day on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from sendap.apps.access import audit
from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.organisations.models import Authority
from sendap.apps.placements.models import ListRules
from sendap.basics.errors import BadInput, NotFound
from sendap.insight.matching import Rules, read_rules, rules_on
from sendap.insight.matching.rules import Weights, ordinary_rules

MOST = 100
LONGEST_LIST = 100
LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Published:
    """Rules of one regime, and from which day; ``authority`` is empty for the ordinary ones."""

    authority: str
    name: str
    rules: Rules


def row_of(rules: Rules) -> dict[str, Any]:
    """Rules as a row, ready for JSON, that ``rules_of`` reads again."""
    return {**asdict(rules), "starts_on": rules.starts_on.isoformat()}


def rules_of(row: Mapping[str, Any]) -> Rules:
    """Rules from a row that was kept."""
    return read_rules({**row, "starts_on": date.fromisoformat(row["starts_on"])})


def rules_for(authority: str, *, regime: str, on: date) -> Rules:
    """The rules of an authority under a regime on a day: its own that began last, else ordinary."""
    rows = ListRules.objects.filter(authority_code=authority, regime=regime)
    return rules_on(on, regime=regime, own=[rules_of(row.rules) for row in rows])


def published(*, regime: str) -> tuple[Published, ...]:
    """Every rule of a regime that was ever set: the ordinary ones, then each authority's own."""
    return tuple(_published(regime))


def _published(regime: str) -> Iterator[Published]:
    for rules in ordinary_rules():
        if rules.regime == regime:
            yield Published("", "", rules)
    names = dict(Authority.objects.values_list("code", "name"))
    rows = ListRules.objects.filter(regime=regime).order_by("authority_code", "-starts_on")
    for row in rows:
        name = names.get(row.authority_code, row.authority_code)
        yield Published(row.authority_code, name, rules_of(row.rules))


def authority_of(viewer: Actor) -> str:
    """The authority whose rules this manager sets. Errors: ``NotFound`` without one."""
    for held in viewer.grants:
        if held.scope == Grant.Scope.AUTHORITY and held.role == "team_manager":
            return held.code
    raise NotFound("You manage no team.")


@dataclass(frozen=True, slots=True)
class NewRules:
    """What a manager sets: the weights by name, the length of a list, from when and why."""

    weights: Mapping[str, int]
    list_length: int
    starts_on: date
    because: str


def keep_rules(*, actor: Actor, new: NewRules, regime: str, today: date) -> None:
    """Set the authority's own rules from a day on; they are published at once.

    Those that have begun stay as they were. Errors: ``BadInput``; ``NotAllowed``.
    """
    with audit.change(actor, "lists.keep_rules") as note:
        authority = authority_of(actor)
        _check(new, today)
        before = rules_for(authority, regime=regime, on=new.starts_on)
        rules = replace(
            before, weights=Weights(**new.weights), list_length=new.list_length,
            starts_on=new.starts_on, source=new.because.strip(),
        )  # fmt: skip
        note.detail.update(starts_on=new.starts_on.isoformat())
        ListRules.objects.update_or_create(
            authority_code=authority, regime=regime, starts_on=new.starts_on,
            defaults={"rules": row_of(rules), "made_by": actor.name, "made_at": timezone.now()},
        )  # fmt: skip


def _check(new: NewRules, today: date) -> None:
    if new.starts_on <= today:
        raise BadInput("Give a day after today: lists made before stay as they are.",
                       field="starts_on")  # fmt: skip
    for name, weight in new.weights.items():
        if not 0 <= weight <= MOST:
            raise BadInput(f"Give points from 0 to {MOST}.", field=name)
    if not any(new.weights.values()):
        raise BadInput("Give points to at least one criterion.", field="main_need")
    if not 1 <= new.list_length <= LONGEST_LIST:
        raise BadInput(f"Give a length from 1 to {LONGEST_LIST}.", field="list_length")
    if not 0 < len(new.because.strip()) <= LONGEST_REASON:
        raise BadInput(f"Say why, in at most {LONGEST_REASON} characters.", field="because")
