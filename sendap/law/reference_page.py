"""The reference page of the clock, written from the rules: ``docs/reference/clock.md``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sendap.basics.dates import written_day
from sendap.law.regimes import find_regime, regime_names
from sendap.law.rule_text import Named, RuleText, rules

_OPENING = """# The clock: every time limit

Written from the rules in `sendap/law/regimes`; don't edit it by hand. In a limit, "it" is the day
of the event that starts it. *Not confirmed* means that the source is secondary.
"""


def reference_page() -> str:
    """The whole page as Markdown: the law in force, then what each proposal would change."""
    parts = [_OPENING]
    for name in regime_names():
        regime = find_regime(name)
        parts.append(f"## {regime.title} (`{name}`)\n\n{regime.summary}\n")
        parts += [_rule(rule) for rule in rules(name) if rule.proposed == regime.proposed]
    return "\n".join(parts)


def _rule(rule: RuleText) -> str:
    return (
        f"### {rule.id}: {rule.title}\n\n" + "\n".join(f"- {line}" for line in _lines(rule)) + "\n"
    )


def _lines(rule: RuleText) -> Iterator[str]:
    yield f"Who: {rule.who.replace('_', ' ')}"
    yield f"Starts with: {_named(rule.starts)}"
    yield f"Last lawful day: {rule.limit}"
    if rule.met_by:
        yield f"Met by: {_named(rule.met_by)}"
    if rule.ended_by:
        yield f"Falls away with: {_named(rule.ended_by)}"
    if rule.exceptions:
        yield f"Exceptions: {_named(rule.exceptions)}"
    yield f"Source: {rule.source}{'' if rule.confirmed else ' (*not confirmed*)'}"
    yield _dates(rule)
    if rule.note:
        yield f"Note: {rule.note}"
    for example in rule.examples:
        yield f"Example: {example.sentence}"


def _named(things: Iterable[Named]) -> str:
    return "; ".join(f"{thing.title} (`{thing.name}`)" for thing in things)


def _dates(rule: RuleText) -> str:
    until = "" if rule.to_on is None else f" to {written_day(rule.to_on)}"
    return f"{'Proposed' if rule.proposed else 'In force'} from {written_day(rule.from_on)}{until}"


if __name__ == "__main__":
    print(reference_page(), end="")  # noqa: T201
