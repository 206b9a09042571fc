"""The reference page of the SEN2 return as Markdown: blocks, items, codes, changes, check rules."""

from __future__ import annotations

from collections.abc import Iterator

from sendap.exchange.sen2.checks import rules
from sendap.exchange.sen2.description import BLOCKS, CHANGES, CODE_LISTS, Block, Item

ALWAYS = 9999
"""The last year of an item that no year has dropped."""

HEAD = """# The SEN2 return

Made from `sendap/exchange/sen2` by `make docs`; don't edit it. The description drives reading, \
checking, tables and the generator. It rests on the department's guides as independent readers \
recorded them: the department's own schema and its numbered rules aren't public.
"""


def reference_page() -> str:
    """The whole page."""
    parts = [HEAD, *_blocks(), *_codes(), *_changes(), *_rules()]
    return "\n".join(parts).rstrip() + "\n"


def _blocks() -> Iterator[str]:
    yield "## Blocks and items\n"
    for block in BLOCKS.values():
        if block.items:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    table = f" Its table is `{block.table}`." if block.table else ""
    yield f"### {block.name}\n\n{block.title}, inside {block.parent}.{table}\n"
    yield "| No. | Item | Column | Kind | Needed | Years |"
    yield "|---|---|---|---|---|---|"
    yield from map(_item, block.items)
    yield ""


def _item(item: Item) -> str:
    kind = f"code: {item.codes}" if item.codes else item.kind.value
    first = f"from {item.first_year} " if item.first_year else ""
    last = f"to {item.last_year}" if item.last_year < ALWAYS else ""
    years = (first + last).strip()
    since = f" (from {item.needed_from})" if item.needed and item.needed_from else ""
    return (
        f"| {item.number} | `{item.name}` | `{item.column}` | {kind} | {item.needed}{since} "
        f"| {years or 'all'} |"
    )


def _codes() -> Iterator[str]:
    yield "## Codes\n"
    for name, listed in CODE_LISTS.items():
        yield f"### {name}\n\n{listed.title}\n"
        yield from (f"- `{code.code}` {code.label}" for code in listed.codes)
        yield ""


def _changes() -> Iterator[str]:
    yield "## What changed each year\n"
    yield from (f"- {change.year}: {change.text}" for change in CHANGES)
    yield ""


def _rules() -> Iterator[str]:
    yield "## Check rules\n"
    yield "The ids are ours, the same in every release.\n"
    yield "| Id | Severity | Years | What must hold | What to do |"
    yield "|---|---|---|---|---|"
    for rule in rules():
        years = f"{rule.years[0]}-{rule.years[-1]}"
        yield f"| {rule.id} | {rule.severity} | {years} | {rule.text} | {rule.remedy} |"
