"""28 settings and 13 children worked out by hand, with easy numbers.

Weights 40 main need, 20 other needs, 20 distance, 10 places, 10 cost; half for what isn't known and
for a mainstream place that doesn't name a need. A kilometre takes a minute and 20 are the limit, so
a setting k kilometres away earns 20 - k; the ceiling of cost is 10,000 pence, so a price of p
hundred earns 10 - p/10.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sendap.insight.matching import Child, Kind, Mode, Phase, Rules, Setting, Sex, Standing
from sendap.insight.matching.child import ORDINARY_KINDS
from sendap.insight.matching.codes import YEAR_GROUPS
from sendap.insight.matching.rules import Travel, Weights

START = date(2026, 9, 1)
HOME = (400_000.0, 300_000.0)
BOYS, GIRLS, BOTH = (Sex.MALE,), (Sex.FEMALE,), (Sex.FEMALE, Sex.MALE)
ADVISORY = Rules(
    regime="cfa2014",
    mode=Mode.ADVISORY,
    starts_on=date(2026, 1, 1),
    list_length=50,
    any_need_percent=50,
    unknown_percent=50,
    unnamed_needs=("DS",),
    cost_ceiling_pence=10_000,
    source="worked by hand",
    weights=Weights(main_need=40, other_needs=20, distance=20, places=10, cost=10, wishes=10),
    travel=Travel(
        detour_percent=100,
        kilometres_an_hour=60,
        fixed_minutes=0,
        limit_minutes=dict.fromkeys(Phase, 20),
    ),
)
BINDING = replace(ADVISORY, mode=Mode.BINDING, regime="green_paper_2022")
THREE = replace(ADVISORY, list_length=3)


def setting(
    number: int,
    needs: str | None,
    kilometres: float | None,
    places: int | None,
    price: int | None,
    **other: Any,
) -> Setting:
    """A secondary special school for both sexes and ages 11 to 15, unless said otherwise."""
    facts: dict[str, Any] = {
        "kind": Kind.SPECIAL,
        "phases": (Phase.SECONDARY,),
        "youngest": 11,
        "oldest": 15,
        "intake": BOTH,
        "standing": Standing.SECTION_38,
        "needs": None if needs is None else tuple(needs.split()),
        "price_pence": price,
        "places": {} if places is None else dict.fromkeys(YEAR_GROUPS, places),
    }
    if kilometres is not None:
        facts |= {"easting": HOME[0] + kilometres * 1000, "northing": HOME[1]}
    return Setting(number=number, **{**facts, **other})


MAINSTREAM = {"kind": Kind.MAINSTREAM}
PRIMARY = {"phases": (Phase.PRIMARY,), "youngest": 4, "oldest": 10}
NOTHING_KNOWN: dict[str, Any] = {
    "phases": (), "youngest": None, "oldest": None, "intake": (), "standing": Standing.UNKNOWN,
}  # fmt: skip
COLLEGE: dict[str, Any] = {
    "kind": Kind.FURTHER_EDUCATION, "phases": (Phase.POST_16,), "youngest": 16, "oldest": 24,
}  # fmt: skip
NURSERY: dict[str, Any] = {
    "kind": Kind.EARLY_YEARS, "phases": (Phase.EARLY_YEARS,), "youngest": 2, "oldest": 4,
}  # fmt: skip

SETTINGS = [
    setting(1, "ASD SLCN", 4, 2, 5000, on_local_list=True),
    setting(2, "ASD", 4, 2, 5000),
    setting(3, "ASD SLCN", 4, 0, 5000),
    setting(4, "ASD SLCN", 4, None, 5000),
    setting(5, "", 1, 3, 2000, on_local_list=True, **MAINSTREAM),
    setting(6, "ASD", 2, 0, 2000, **MAINSTREAM),
    setting(7, None, 10, 1, None),
    setting(8, "SEMH", 3, 1, 5000),
    setting(9, "ASD SLCN", 25, 1, 5000),
    setting(10, "ASD SLCN", 25, 1, 12000, boards=True),
    setting(11, "", 1, 2, 2000, **MAINSTREAM, **PRIMARY),
    setting(12, "", 1, 3, 2000, **MAINSTREAM, intake=GIRLS),
    setting(13, "", 2, 1, 5000, kind=Kind.ALTERNATIVE_PROVISION),
    setting(14, "ASD SLCN", 3, 1, 5000, standing=Standing.OTHER),
    setting(15, "ASD", 5, 1, 10000, standing=Standing.APPROVED),
    setting(16, "ASD", 1, 1, 5000, opens_on=date(2027, 1, 1)),
    setting(17, "ASD", 1, 1, 5000, closes_on=date(2026, 8, 31)),
    setting(18, "ASD", 1, 1, 5000, youngest=13),
    setting(19, "ASD SLCN", None, 1, 5000),
    setting(20, "ASD SLCN", 8, 1, 5000, **NOTHING_KNOWN),
    setting(21, "ASD SLCN", 4, 2, 5000),
    setting(22, "", 6, 1, 2000, **COLLEGE),
    setting(23, "MLD SLD", 2, 1, 5000, phases=(Phase.SECONDARY, Phase.POST_16), oldest=18),
    setting(24, "", 3, 5, 1000, **NURSERY),
    setting(25, "ASD MLD", 6, 1, 4000, **PRIMARY),
    setting(26, "", 2, 1, 2000, **MAINSTREAM, **PRIMARY, intake=BOYS),
    setting(27, "ASD SLCN", 7, 1, 8000, standing=Standing.OTHER, on_local_list=True),
    setting(28, "ASD", 20, 1, 5000),
]


def child(age: int, year_group: int, needs: str, sex: Sex | None, **other: Any) -> Child:
    """A child whose first need is the main one, at home."""
    main, *others = needs.split() or [None]
    home = {"easting": HOME[0], "northing": HOME[1]}
    given = {"main_need": main, "other_needs": tuple(others), "sex": sex, **home, **other}
    return Child(age=age, year_group=year_group, starts_on=START, **given)


AMIR = child(11, 7, "ASD SLCN", Sex.MALE)
NO_HOME: dict[str, Any] = {"easting": None, "northing": None}

A_LIST = {1: 91, 21: 91, 20: 87, 4: 86, 19: 85, 3: 81, 6: 76, 2: 71, 10: 70, 5: 67, 15: 65}
TAIL = {7: 55, 28: 55}
A_OFF = {
    "closed_then": [16, 17], "phase_not_taught": [11, 22, 24, 25, 26], "age_not_taken": [18],
    "sex_not_taken": [12], "kind_not_sought": [13], "may_not_ask": [14, 27],
    "main_need_not_met": [8, 23], "too_far": [9],
}  # fmt: skip
GIRL_LIST = {1: 91, 21: 91, 20: 87, 4: 86, 19: 85, 3: 81, 6: 76, 2: 71, 10: 70, 5: 67, 12: 67,
             15: 65, **TAIL}  # fmt: skip
GIRL_OFF = {reason: off for reason, off in A_OFF.items() if reason != "sex_not_taken"}
NOT_PRIMARY = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 18, 19, 21, 22, 23, 24, 27, 28]

WORKED: dict[str, tuple[Child, Rules, dict[int, float], dict[str, list[int]]]] = {
    "a boy into Year 7": (AMIR, ADVISORY, A_LIST | TAIL, A_OFF),
    "a girl into Year 7": (replace(AMIR, sex=Sex.FEMALE), ADVISORY, GIRL_LIST, GIRL_OFF),
    "sex not recorded": (replace(AMIR, sex=None), ADVISORY, GIRL_LIST, GIRL_OFF),
    "to choose from the local list": (AMIR, BINDING, {1: 91, 27: 85, 5: 67}, {
        "closed_then": [16, 17], "phase_not_taught": [11, 22, 24, 25, 26], "age_not_taken": [18],
        "sex_not_taken": [12], "kind_not_sought": [13],
        "not_on_local_list": [2, 3, 4, 6, 7, 8, 9, 10, 14, 15, 19, 20, 21, 23, 28],
    }),
    "a list three long": (AMIR, THREE, {1: 91, 21: 91, 20: 87}, {
        **A_OFF, "beyond_length": [2, 3, 4, 5, 6, 7, 10, 15, 19, 28],
    }),
    "alternative provision sought": (
        replace(AMIR, kinds=(*ORDINARY_KINDS, Kind.ALTERNATIVE_PROVISION)), ADVISORY,
        {**A_LIST, 13: 63, **TAIL},
        {reason: off for reason, off in A_OFF.items() if reason != "kind_not_sought"},
    ),
    "may travel 40 minutes": (replace(AMIR, travel_minutes=40), ADVISORY, {
        1: 93, 21: 93, 20: 91, 4: 88, 19: 85, 3: 83, 9: 82.5, 10: 77.5, 6: 77, 2: 73, 5: 67.5,
        15: 67.5, 28: 65, 7: 60,
    }, {reason: off for reason, off in A_OFF.items() if reason != "too_far"}),
    "home may not be used": (replace(AMIR, **NO_HOME), ADVISORY, {
        1: 85, 9: 85, 19: 85, 20: 85, 21: 85, 4: 80, 10: 80, 3: 75, 6: 68, 2: 65, 28: 65, 15: 60,
        5: 58, 7: 55,
    }, {reason: off for reason, off in A_OFF.items() if reason != "too_far"}),
    "a boy in Year 3": (child(7, 3, "MLD", Sex.MALE), ADVISORY, {25: 70, 11: 57, 26: 56}, {
        "closed_then": [16, 17], "phase_not_taught": NOT_PRIMARY, "main_need_not_met": [20],
    }),
    "a girl in Year 3": (child(7, 3, "MLD", Sex.FEMALE), ADVISORY, {25: 70, 11: 57}, {
        "closed_then": [16, 17], "phase_not_taught": NOT_PRIMARY, "sex_not_taken": [26],
        "main_need_not_met": [20],
    }),
    "a need that the register has no code for": (
        child(3, -1, "DS", Sex.FEMALE), ADVISORY, {24: 56, 20: 47}, {
            "closed_then": [16, 17],
            "phase_not_taught": sorted({*NOT_PRIMARY, 11, 25, 26} - {24}),
        },
    ),
    "a young person into college": (
        child(16, 12, "SLD", Sex.MALE), ADVISORY, {23: 73, 22: 52}, {
            "closed_then": [16, 17], "main_need_not_met": [20],
            "phase_not_taught": sorted({*NOT_PRIMARY, 11, 25, 26} - {22, 23}),
        },
    ),
    "no main need recorded": (child(11, 7, "", Sex.MALE), ADVISORY, {
        5: 57, 23: 53, 8: 52, 1: 51, 2: 51, 21: 51, 20: 47, 4: 46, 6: 46, 7: 45, 15: 45, 19: 45,
        3: 41, 28: 35, 10: 30,
    }, {reason: off for reason, off in A_OFF.items() if reason != "main_need_not_met"}),
}  # fmt: skip
"""By name: the child, the rules, the points of each setting listed in order, and by the first
reason those that aren't listed."""

REASONS = {
    1: "phase_taught age_taken sex_taken kind_sought may_ask main_need_met=ASD "
       "other_need_met=SLCN within_reach=4000 has_places=2 cost_within=5000",
    2: "phase_taught age_taken sex_taken kind_sought may_ask main_need_met=ASD "
       "other_need_not_met=SLCN within_reach=4000 has_places=2 cost_within=5000",
    3: "phase_taught age_taken sex_taken kind_sought may_ask main_need_met=ASD "
       "other_need_met=SLCN within_reach=4000 full=0 cost_within=5000",
    6: "phase_taught age_taken sex_taken kind_sought may_ask takes_all_needs main_need_met=ASD "
       "within_reach=2000 full=0 cost_within=2000",
    7: "phase_taught age_taken sex_taken kind_sought may_ask need_unknown=ASD need_unknown=SLCN "
       "within_reach=10000 has_places=1 cost_unknown",
    8: "phase_taught age_taken sex_taken kind_sought may_ask main_need_not_met=ASD "
       "other_need_not_met=SLCN within_reach=3000 has_places=1 cost_within=5000",
    10: "phase_taught age_taken sex_taken kind_sought may_ask main_need_met=ASD "
        "other_need_met=SLCN boards=25000 has_places=1 cost_above=12000",
    14: "phase_taught age_taken sex_taken kind_sought may_not_ask main_need_met=ASD "
        "other_need_met=SLCN within_reach=3000 has_places=1 cost_within=5000",
    20: "phase_unknown age_unknown sex_unknown kind_sought may_ask_unknown main_need_met=ASD "
        "other_need_met=SLCN within_reach=8000 has_places=1 cost_within=5000",
}  # fmt: skip
"""Every finding of a setting for the boy into Year 7, with its number or need."""
