"""Reads a regime's folder of TOML files.

A regime may inherit another: it has the other's rules, and its own files add to them. A file for
a rule that is inherited adds versions and examples to it; what a version leaves out is as before.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sendap.basics.errors import CannotDo
from sendap.law.limits import ITEMS, DatedLimit, Limit, Orders, make_limit
from sendap.law.rules import ClosureLimb, EventKind, Excuse, First, Limb, Regime, Rule, Version

_ORDER = "tribunal_order"
_KEYS = frozenset(
    {
        "title", "who", "starts", "met_by", "ended_by", "ended_after_last_day_by", "excused_by",
        "version", "example", "starts_when", "who_by_trigger", "gives_way", "starts_first",
        "counted_from_latest", "replaced_by", "same_id", "met_by_next", "met_by_passing",
        "needs_plan_in_force",
    }
)  # fmt: skip
_VERSION_KEYS = frozenset({"from", "to", "limit", "source", "note", "proposed", "withdrawn"})


def _shipped() -> Path:
    return Path(str(files("sendap.law.regimes")))


def regime_names() -> tuple[str, ...]:
    """The names of the regimes, the one in force first."""
    names = {path.parent.name for path in _shipped().glob("*/regime.toml")}
    return ("cfa2014", *sorted(names - {"cfa2014"}))


@lru_cache(maxsize=16)
def find_regime(name: str) -> Regime:
    """The regime of this name.

    Errors: ``CannotDo`` when there is none.
    """
    if name not in regime_names():
        raise CannotDo(f'regime "{name}" isn\'t known; use one of {", ".join(regime_names())}')
    return read_regime(name)


def read_regime(name: str, *, folder: Path | None = None) -> Regime:
    """Read the regime from its folder, among ``folder``'s (those that are shipped when None).

    Errors: ``ValueError`` naming the file when the data can't be understood.
    """
    files_read = _read_files(name, folder or _shipped())
    events = {event: _event_kind(event, facts) for event, facts in files_read.events.items()}
    limbs = {limb: _limb(limb, facts) for limb, facts in files_read.limbs.items()}
    rules: dict[str, Rule] = {}
    reader = _RuleReader(events, limbs, files_read.limbs, _orders_among(rules))
    for rule_id, facts in sorted(files_read.clocks.items()):
        rules[rule_id] = reader.read(rule_id, facts)
    return Regime(
        name=name,
        title=files_read.about["title"],
        proposed=files_read.about["proposed"],
        summary=files_read.about["summary"],
        source=files_read.about.get("source", ""),
        events=events,
        limbs=limbs,
        rules=rules,
        started_by=_started_by(rules.values()),
        excused_by_closure=frozenset(limb.closure.kind for limb in limbs.values() if limb.closure),
    )


@dataclass(slots=True)
class _Files:
    about: dict[str, Any]
    events: dict[str, Any]
    limbs: dict[str, Any]
    clocks: dict[str, dict[str, Any]]


def _read_files(name: str, folder: Path) -> _Files:
    about = _toml(folder / name / "regime.toml")
    inherited = about.get("inherits")
    read = _read_files(inherited, folder) if inherited else _Files({}, {}, {}, {})
    clocks = dict(read.clocks)
    for path in sorted((folder / name / "clocks").glob("*.toml")):
        facts = _toml(path)
        _check_keys(path, facts)
        clocks[path.stem] = _joined(clocks[path.stem], facts) if path.stem in clocks else facts
    events = read.events | _toml(folder / name / "events.toml")
    limbs = read.limbs | _toml(folder / name / "exceptions.toml")
    return _Files(about, events, limbs, clocks)


def _toml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error


def _check_keys(path: Path, facts: Mapping[str, Any]) -> None:
    unknown = set(facts) - _KEYS
    for version in facts["version"]:
        unknown |= set(version) - _VERSION_KEYS
    if unknown:
        raise ValueError(f"{path.name} has unknown keys: {', '.join(sorted(unknown))}")


def _joined(before: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    changed = set(facts) - {"version", "example"}
    if changed:
        raise ValueError(f"an inherited rule can't change {', '.join(sorted(changed))}")
    versions = list(before["version"])
    for version in facts["version"]:
        versions.append({"limit": versions[-1]["limit"], **version})
    return before | {
        "version": versions,
        "example": [*before["example"], *facts.get("example", [])],
    }


def _event_kind(name: str, facts: Mapping[str, Any]) -> EventKind:
    values = {item: tuple(facts[item]) for item in ("outcome", "kind", "phase") if item in facts}
    return EventKind(
        name,
        facts["title"],
        tuple(facts.get("needs", ())),
        tuple(facts.get("needs_one_of", ())),
        values,
    )


def _limb(name: str, facts: Mapping[str, Any]) -> Limb:
    return Limb(
        name=name,
        title=facts["title"],
        source=facts["source"],
        least_days=facts.get("least_days", 1),
        from_on=facts.get("from"),
        to_on=facts.get("to"),
        closure=ClosureLimb(**facts["closure"]) if "closure" in facts else None,
    )


def _started_by(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    started: dict[str, tuple[Rule, ...]] = {}
    for rule in rules:
        for event in rule.starts:
            started[event] = (*started.get(event, ()), rule)
    return started


def _orders_among(rules: Mapping[str, Rule]) -> Orders:
    def orders(kind: str, day: date) -> tuple[DatedLimit, ...]:
        return tuple(
            limit
            for rule in rules.values()
            for item, kinds in rule.starts_when.get(_ORDER, ())
            if item == "kind" and kind in kinds
            for limit in _dated(rule.version_on(day).limit)
        )

    return orders


def _dated(limit: Limit) -> tuple[DatedLimit, ...]:
    return (limit,) if isinstance(limit, DatedLimit) else ()


@dataclass(frozen=True, slots=True)
class _RuleReader:
    events: Mapping[str, EventKind]
    limbs: Mapping[str, Limb]
    limb_facts: Mapping[str, Any]
    orders: Orders

    def read(self, rule_id: str, facts: Mapping[str, Any]) -> Rule:
        try:
            return self._rule(rule_id, facts)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{rule_id}.toml can't be understood: {error}") from error

    def _rule(self, rule_id: str, facts: Mapping[str, Any]) -> Rule:
        starts = tuple(facts["starts"])
        first = facts.get("starts_first")
        lists = ("met_by", "ended_by", "ended_after_last_day_by")
        flags = ("same_id", "met_by_next", "met_by_passing", "needs_plan_in_force")
        settings: dict[str, Any] = {name: tuple(facts.get(name, ())) for name in lists}
        settings |= {name: bool(facts.get(name, False)) for name in flags}
        rule = Rule(
            id=rule_id,
            title=facts["title"],
            who=facts["who"],
            starts=starts,
            excuses=self._excuses(rule_id, facts.get("excused_by", ())),
            versions=self._versions(facts["version"]),
            examples=tuple(facts["example"]),
            starts_when=self._starts_when(starts, facts.get("starts_when", {})),
            who_by_trigger=facts.get("who_by_trigger", {}),
            gives_way=facts.get("gives_way", {}),
            starts_first=First(**first) if first else None,
            counted_from_latest=facts.get("counted_from_latest"),
            replaced_by=facts.get("replaced_by"),
            **settings,
        )
        self._check_events(rule)
        return rule

    def _check_events(self, rule: Rule) -> None:
        named = {*rule.starts, *rule.met_by, *rule.ended_by, *rule.ended_after_last_day_by}
        named |= {*rule.gives_way, *rule.gives_way.values()}
        unknown = named - {*self.events, "born"}
        if unknown:
            raise ValueError(f"unknown events: {', '.join(sorted(unknown))}")

    def _excuses(self, rule_id: str, excused_by: Iterable[Any]) -> dict[str, Excuse]:
        excuses = {}
        for entry in excused_by:
            facts = entry if isinstance(entry, dict) else {"limb": entry}
            limb = self.limbs[facts["limb"]]
            excuses[limb.name] = Excuse(limb, facts.get("least_days", limb.least_days))
        for name, limb in self.limbs.items():
            if rule_id in self.limb_facts[name].get("rules", ()):
                excuses[name] = Excuse(limb, limb.least_days)
        return excuses

    def _versions(self, versions: Iterable[Mapping[str, Any]]) -> tuple[Version, ...]:
        made = [
            Version(
                from_on=facts["from"],
                to_on=facts.get("to"),
                limit=make_limit(facts["limit"], orders=self.orders),
                citation=facts["source"]["title"],
                confirmed=facts["source"]["confirmed"],
                proposed=facts.get("proposed", False),
                note=facts.get("note", ""),
                withdrawn=facts.get("withdrawn", False),
            )
            for facts in versions
        ]
        return tuple(sorted(made, key=lambda version: version.from_on))

    def _starts_when(
        self, starts: Iterable[str], conditions: Mapping[str, list[str]]
    ) -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
        """By event, the values that its items must have; only items that the event needs."""
        return {
            name: tuple(
                (ITEMS[item][0], frozenset(values))
                for item, values in conditions.items()
                if item in self.events[name].needs
            )
            for name in starts
            if name in self.events
        }
