"""People made to fit a published table: every cross-table of theirs has the published counts.

A table's columns are first told apart into leaves that share no one. Each leaf is filled with as
many people as it has, and each topic's words are dealt out in it by the published counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from sendap.insight.indicators.returned.definitions import indicators

Count = Callable[[Mapping[str, int]], int]
Leaves = dict[str, tuple[Count, dict[str, Any]]]
"""Of each leaf, its count from a row's columns, and what is returned of those in it."""

YEAR = 2025
SCHOOL_AGE = "Educated elsewhere - not in education or training (compulsory school age)"
OUT = "Educated elsewhere - not in education or training (other)"


def column(name: str, **returned: Any) -> tuple[Count, dict[str, Any]]:
    return (lambda row: row[name]), returned


def _settings(family: str) -> Leaves:
    return {
        each.title.partition(": ")[2]: column(
            each.published.partition(".")[2], place=each.title.partition(": ")[2]
        )
        for each in indicators()
        if each.by == "setting_type" and each.id.startswith(f"{family}_")
    }


def _needs() -> Leaves:
    words = ["asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi"]
    made = {word: column(f"number_{word}", need=word.upper()) for word in words}
    return made | {"unknown": column("number_need_unknown")}


def _flags(kind: str, mediation: str, tribunal: str, both: str) -> Leaves:
    named = (f"{kind}_mediation", f"{kind}_tribunal")
    return {
        f"{kind} both": column(both, **dict.fromkeys(named, True)),
        f"{kind} mediation": ((lambda row: row[mediation] - row[both]), {named[0]: True}),
        f"{kind} tribunal": ((lambda row: row[tribunal] - row[both]), {named[1]: True}),
    }


def _assessments() -> Leaves:
    own = _flags(
        "assessment", "number_assess_mediation", "number_assess_tribunal",
        "number_asssess_mediation_tribunal",
    )  # fmt: skip
    other = _flags(
        "other", "number_other_mediation", "number_other_tribunal",
        "number_other_mediation_tribunal",
    )  # fmt: skip
    in_plans = own | other
    made = {
        name: (count, returned | {"assessment_outcome": "Y", "days": 90})
        for name, (count, returned) in in_plans.items()
    }
    within, over = "outcome_decision_within_time", "outcome_decision_over_time"
    return made | {
        "rest": (
            (lambda row: row["assess_issued"] - sum(of(row) for of, _ in in_plans.values())),
            {"assessment_outcome": "Y", "days": 90},
        ),
        "in time": column(within, assessment_outcome="N", days=100),
        "late": column(over, assessment_outcome="N", days=150),
        "no day": (
            (lambda row: row["assess_not_issued"] - row[within] - row[over]),
            {"assessment_outcome": "N"},
        ),
        "undecided": column("assess_not_made", assessment_outcome="A"),
        "withdrawn": column("assess_withdrawn", assessment_outcome="W"),
    }


def _timeliness() -> Leaves:
    made: Leaves = {}
    for name, days in (("within_20_weeks", 100), ("gt20weeks_ltYear", 200), ("gt_1_year", 500)):
        every, plain = f"plans_issued_{name}", f"plans_issued_{name.removeprefix('within_')}_ex"
        made[name] = column(plain, week20=False, days=days)
        made[f"{name} excepted"] = (
            (lambda row, every=every, plain=plain: row[every] - row[plain]),
            {"week20": True, "days": days},
        )
    plain = [count for count, returned in made.values() if not returned["week20"]]
    other = [count for count, returned in made.values() if returned["week20"]]

    def undated(row: Mapping[str, int]) -> int:
        return row["plans_issued_den_ex"] - sum(count(row) for count in plain)

    made["no day of request"] = (undated, {"week20": False})
    made["no day, excepted"] = (
        (lambda row: row["plans_issued_den"] - row["plans_issued_den_ex"]
         - sum(count(row) for count in other)),
        {"week20": True},
    )  # fmt: skip
    return made


CEASED = ("max_age", "needs_met", "he", "employ", "transfer", "no_engage", "moved_outside_eng",
          "deceased", "other")  # fmt: skip

ELSEWHERE = (
    "elective_home_education", "other_arrangements_la", "other_arrangements_parents",
    "other_placement_settings", "neet", "neet_ntci", "neet_other", "neet_other_csa",
)  # fmt: skip
"""The columns of new plans elsewhere that are available; the total has those of three more."""

PAYMENTS = {"pb_health": "H", "pb_education": "E", "pb_social": "S", "pb_integrated": "I"}

LEAVES: dict[str, Callable[[], Leaves]] = {
    "assessments": _assessments,
    "caseload": lambda: _settings("plans_at"),
    "ceased_plans": lambda: {
        name: column(name, cease_reason=str(code)) for code, name in enumerate(CEASED, 1)
    } | {"not_rec": column("not_rec"), "no column": (
        (lambda row: row["total_ceased"] - row["not_rec"] - sum(row[name] for name in CEASED)),
        {"cease_reason": "0"},
    )},
    "newplans": lambda: _settings("new_plans_at") | {"not available": (
        (lambda row: row["ed_elsewhere"] - sum(row[name] for name in ELSEWHERE)),
        {"place": "Educated elsewhere - online provider"},
    )},
    "personal_budgets": lambda: {
        name: column(name, pb=True, dp=code) for name, code in PAYMENTS.items()
    } | {
        "no payment": (
            (lambda row: row["personal_budget"] - sum(row[name] for name in PAYMENTS)),
            {"pb": True},
        ),
        "organised": column("org_arrangments", oa=True),
    },
    "residential_settings": lambda: {
        "38": column("Res_3851", res="A"), "52": column("Res_52", res="B"),
    },
    "sen_need_newplans": _needs,
    "sen_needs_all_plans": _needs,
    "timeliness_20_week": _timeliness,
    "work_based_placements": lambda: {
        "internship": column("open_supp_intern", wbp="S"),
        "apprentice": column("open_apprentice", wbp="A"),
        "trainee": column("open_trainee", wbp="T"),
    },
}  # fmt: skip

APART = {"caseload": ("Age when plan started",)}
"""Topics that have people of their own: the day a plan started decides two topics at once."""


def number(cell: str | None) -> int:
    return int(cell) if cell and cell.isdigit() else 0


def people(table: str, rows: pl.DataFrame, topics: list[str]) -> pl.DataFrame:
    """One row a person: what is returned of the leaf, and the word of each topic."""
    leaves, made = LEAVES[table](), []
    for count, returned in leaves.values():
        words = {}
        for topic in topics:
            dealt = []
            of_topic = rows.filter(
                (pl.col("breakdown_topic") == topic) & ~pl.col("breakdown").str.ends_with("- total")
            )
            for row in of_topic.iter_rows(named=True):
                size = count({name: number(cell) for name, cell in row.items()})
                assert size >= 0, (table, topic, row["breakdown"], returned)
                dealt += [row["breakdown"]] * size
            words[topic] = sorted(dealt, key=_to_fit)
        sizes = {len(each) for each in words.values()}
        assert len(sizes) == 1, (table, returned, {k: len(v) for k, v in words.items()})
        made.append(pl.DataFrame(words, schema=dict.fromkeys(topics, pl.String)).with_columns(
            **{name: pl.lit(value) for name, value in returned.items()}
        ))  # fmt: skip
    return pl.concat(made, how="diagonal_relaxed")


def _to_fit(word: str) -> float:
    """School ages and school-age places first, other ages and places out of education last."""
    if word in (SCHOOL_AGE, OUT):
        return 0 if word == SCHOOL_AGE else 99
    age = age_of(word)
    return abs(age - 10.5) if "ge" in word and age is not None else 50


def age_of(word: str) -> int | None:
    """The age (or years) that a word says: of "2 and under" 2, of "unknown" None."""
    found = re.search(r"\d+", word)
    if "nder 3" in word:
        return 2
    return int(found[0]) if found else None
