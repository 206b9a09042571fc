"""What changed between two returns of an authority, person by person.

People are the same where their UPN is, else their learner number, else names and birth date that
nobody else has. Requests are the same where they were received on the same day; one that has no
day (it is history by then) is the earliest that is left, and the rest are paired from the latest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from sendap.exchange.sen2.checks.words import shown
from sendap.exchange.sen2.description import TABLES, block_of_table, code_list
from sendap.exchange.sen2.read import Return
from sendap.exchange.sen2.write import content_of

NAMES = ["surname", "forename", "person_birth_date"]
WITHIN = {
    "plan_detail": ["placement_rank"],
    "placement": ["entry_date"],
    "need": ["sen_type_rank"],
}
"""What tells the repeated rows of a request apart."""

PAIR = ["old_no", "new_no"]
REQUESTS = ["new_no", "old_request", "new_request"]
Tables = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One value that differs: its block and item, what it was and what it is (None: not there)."""

    block: str
    item: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One person who was added, is gone or differs; positions are those in each file, from 1."""

    change: str
    old_person: int | None
    new_person: int | None
    upn: str | None
    because: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two returns compared: who was added, is gone, or changed, and how many are the same."""

    old: dict[str, object]
    new: dict[str, object]
    people: tuple[Changed, ...]
    same: int
    counts: dict[str, int] = field(default_factory=dict)

    def document(self) -> dict[str, object]:
        """The comparison as a JSON document."""
        return {
            "old": self.old, "new": self.new, "counts": self.counts,
            "people": [_document(person) for person in self.people],
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """The comparison for people to read, line by line."""
        for person in self.people:
            yield _heading(person)
            for item in person.items:
                was, now = shown(item.old or ""), shown(item.new or "")
                yield f"  {item.block}.{item.item}: {was} became {now}"
        counts = self.counts
        yield (
            f"{counts['added']:,} added, {counts['gone']:,} gone, {counts['changed']:,} changed, "
            f"{counts['same']:,} the same."
        )


def _document(person: Changed) -> dict[str, object]:
    return {
        "change": person.change, "old_person": person.old_person, "new_person": person.new_person,
        "upn": person.upn, "because": person.because,
        "items": [
            {"block": each.block, "item": each.item, "old": each.old, "new": each.new}
            for each in person.items
        ],
    }  # fmt: skip


def _heading(person: Changed) -> str:
    place = person.new_person or person.old_person
    side = "" if person.change == "changed" else f" {person.change}"
    why = f": {person.because}" if person.because else ""
    return f"Person {place}, {f'UPN {person.upn}' if person.upn else 'no UPN'}{side}{why}"


def compare(old: Return, new: Return) -> Comparison:
    """Compare two returns, of the same year or of two; the order of people doesn't matter."""
    before, after = content_of(old).tables, content_of(new).tables
    pairs = _pairs(before["person"], after["person"])
    items = _items(before, after, pairs)
    people = [
        *_changed(pairs, items, after["person"]),
        *_only(before, pairs["old_no"], "gone"),
        *_only(after, pairs["new_no"], "added"),
    ]
    people.sort(key=lambda each: (each.new_person is None, each.new_person or each.old_person))
    tally = {name: sum(each.change == name for each in people) for name in _KINDS}
    same = pairs.height - tally["changed"]
    return Comparison(
        old=_named(old), new=_named(new), people=tuple(people), same=same,
        counts=tally | {"same": same},
    )  # fmt: skip


_KINDS = ("added", "gone", "changed")


def _named(return_: Return) -> dict[str, object]:
    return {"file": return_.name, "year": return_.year, "authority": return_.authority,
            "people": return_.people}  # fmt: skip


def _pairs(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """The positions of each person who is in both files."""
    found = pl.DataFrame(schema={"old_no": pl.Int32, "new_no": pl.Int32})
    for keys in (["upn"], ["unique_learner_number"], NAMES):
        left = _alone(before, keys, "old_no").join(found, on="old_no", how="anti")
        right = _alone(after, keys, "new_no").join(found, on="new_no", how="anti")
        found = pl.concat([found, left.join(right, on=keys).select(PAIR)])
    return found.sort("new_no")


def _alone(people: pl.DataFrame, keys: list[str], number: str) -> pl.DataFrame:
    """People by keys that nobody else in the file has."""
    plain = people.select(
        pl.col("person_no").alias(number), *(pl.col(key).str.to_lowercase() for key in keys)
    )
    return plain.drop_nulls().filter(pl.struct(keys).is_unique())


def _items(before: Tables, after: Tables, pairs: pl.DataFrame) -> dict[int, list[Item]]:
    """What differs, by the person's position in the new file."""
    requests = _paired_requests(before["request"], after["request"], pairs)
    found: dict[int, list[Item]] = defaultdict(list)
    for table in TABLES:
        left = _keyed(table, before[table], pairs, requests, "old")
        right = _keyed(table, after[table], pairs, requests, "new")
        for person, item in _differences(table, left, right):
            found[person].append(item)
    return found


def _paired_requests(
    before: pl.DataFrame, after: pl.DataFrame, pairs: pl.DataFrame
) -> pl.DataFrame:
    """The requests that are the same, each with a number of its own as ``line``."""
    left, right = _requests(before, pairs, "old"), _requests(after, pairs, "new")
    dated = pl.col("received_date").is_not_null()
    on_day = _same(
        _again(left.filter(dated)), _again(right.filter(dated)), "received_date", "again"
    )
    left, right = _left_over(left, right, on_day)
    history = _same(_forwards(left), _forwards(right.filter(~dated)), "at")
    left, right = _left_over(left, right, history)
    rest = _backwards(left).join(_backwards(right), on=["new_no", "at"], how="full", coalesce=True)
    found = [each.select(REQUESTS) for each in (on_day, history, rest)]
    return pl.concat(found).with_row_index("line")


def _same(left: pl.DataFrame, right: pl.DataFrame, *keys: str) -> pl.DataFrame:
    return left.join(right, on=["new_no", *keys])


def _left_over(
    left: pl.DataFrame, right: pl.DataFrame, paired: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    return (
        left.join(paired, on=["new_no", "old_request"], how="anti", maintain_order="left"),
        right.join(paired, on=["new_no", "new_request"], how="anti", maintain_order="left"),
    )


def _requests(frame: pl.DataFrame, pairs: pl.DataFrame, side: str) -> pl.DataFrame:
    return frame.join(pairs, left_on="person_no", right_on=f"{side}_no", maintain_order="left",
                      coalesce=False).select(
        "new_no", pl.col("request_no").alias(f"{side}_request"), "received_date"
    )  # fmt: skip


def _again(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(again=pl.int_range(pl.len()).over("new_no", "received_date"))


def _forwards(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(at=pl.int_range(pl.len()).over("new_no"))


def _backwards(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(at=pl.int_range(pl.len(), 0, -1).over("new_no"))


def _keyed(
    table: str, frame: pl.DataFrame, pairs: pl.DataFrame, requests: pl.DataFrame, side: str
) -> pl.DataFrame:
    """The rows of people in both files, each with what makes it the same row in the other."""
    rows = frame.join(
        pairs, left_on="person_no", right_on=f"{side}_no", maintain_order="left", coalesce=False
    )
    if table == "person":
        return rows.with_columns(line=pl.lit(0, dtype=pl.UInt32), again=pl.lit(0))
    numbers = requests.select("new_no", "line", pl.col(f"{side}_request").alias("request_no"))
    rows = rows.join(numbers, on=["new_no", "request_no"], maintain_order="left")
    keys = ["new_no", "line", *WITHIN.get(table, [])]
    return rows.with_columns(again=pl.int_range(pl.len()).over(keys))


def _differences(table: str, left: pl.DataFrame, right: pl.DataFrame) -> Iterator[tuple[int, Item]]:
    block = block_of_table(table)
    keys = ["new_no", "line", *WITHIN.get(table, []), "again"]
    joined = left.with_columns(there=True).join(
        right.with_columns(there=True), on=keys, how="full", suffix="_now", nulls_equal=True,
        coalesce=True,
    ).sort(keys)  # fmt: skip
    for item in block.items:
        if item.column in keys:
            values = joined.filter(pl.col("there").is_null() | pl.col("there_now").is_null())
            old, new = (_if(there, item.column) for there in ("there", "there_now"))
        else:
            old, new = pl.col(item.column), pl.col(f"{item.column}_now")
            values = joined
        rows = values.select("new_no", old=old, new=new).filter(
            pl.col("old").ne_missing(pl.col("new"))
        )
        for person, was, now in rows.iter_rows():
            yield person, Item(block=block.name, item=item.name, old=was, new=now)


def _if(there: str, column: str) -> pl.Expr:
    return pl.when(pl.col(there)).then(pl.col(column)).otherwise(None)


def _changed(
    pairs: pl.DataFrame, items: dict[int, list[Item]], people: pl.DataFrame
) -> Iterator[Changed]:
    for old_no, new_no in pairs.iter_rows():
        if new_no in items:
            yield Changed(
                change="changed", old_person=old_no, new_person=new_no,
                upn=people["upn"][new_no - 1], items=tuple(items[new_no]),
            )  # fmt: skip


def _only(tables: Tables, paired: pl.Series, change: str) -> Iterator[Changed]:
    people = tables["person"].filter(~pl.col("person_no").is_in(paired.implode()))
    why = _reasons(tables, people, change)
    for number, upn in people.select("person_no", "upn").iter_rows():
        yield Changed(
            change=change,
            old_person=number if change == "gone" else None,
            new_person=number if change == "added" else None,
            upn=upn,
            because=why.get(number, ""),
        )


def _reasons(tables: Tables, people: pl.DataFrame, change: str) -> dict[int, str]:
    """A reason for each person that the file itself gives; the later of two wins."""
    mine = people.select("person_no")
    told: dict[int, str] = {}
    for number, received in _of(tables["request"], mine, "received_date"):
        told[number] = (
            f"asked for on {received}" if change == "added" else f"was asked for on {received}"
        )
    if change == "added":
        for number, _ in _of(_running(tables), mine, "start_date"):
            told.setdefault(number, "has a plan in force, and wasn't in the earlier file")
        for number, code in _of(tables["active_plan"], mine, "transfer_la"):
            told[number] = f"moved in from authority {code}"
        return told
    refused = tables["request"].filter(pl.col("request_outcome").is_in(["N", "W"]))
    for number, outcome in _of(refused, mine, "request_outcome"):
        told[number] = "request refused" if outcome == "N" else "request withdrawn"
    for number, reason in _of(tables["named_plan"], mine, "cease_reason"):
        told[number] = f"plan ended: {_endings().get(reason, reason).lower()}"
    for number, _ in _of(_running(tables), mine, "start_date"):
        told[number] = "had a plan in force, and isn't in the later file: find out why"
    return told


def _running(tables: Tables) -> pl.DataFrame:
    return tables["named_plan"].filter(pl.col("cease_date").is_null())


@cache
def _endings() -> dict[str, str]:
    return code_list("cease_reason").labels()


def _of(rows: pl.DataFrame, people: pl.DataFrame, column: str) -> Iterator[tuple[int, str]]:
    mine = rows.join(people, on="person_no", how="semi", maintain_order="left")
    yield from mine.select("person_no", column).drop_nulls().iter_rows()
