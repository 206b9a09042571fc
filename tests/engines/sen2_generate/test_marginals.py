"""The synthetic return has the published shares (20,000 people; tolerances in points)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sendap.exchange.sen2.generate import Tally, persons_for, settings_of
from tests.engines.sen2_generate.people_of import day, people


@dataclass
class Shares:
    """What was counted in a return, by hand."""

    needs: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)
    plans: Counter[str] = field(default_factory=Counter)
    weeks: Counter[str] = field(default_factory=Counter)
    reviews: Counter[str] = field(default_factory=Counter)
    ceased: Counter[str] = field(default_factory=Counter)
    sexes: Counter[str] = field(default_factory=Counter)

    @staticmethod
    def of(counter: Counter[str], *keys: str) -> float:
        """The share of these keys, in per cent."""
        return 100 * sum(counter[key] for key in keys) / counter.total()


GROUPS = {
    "mainstream": ("maintained", "academy", "free_school", "independent"),
    "special": (
        "special_maintained",
        "special_academy",
        "special_independent",
        "special_non_maintained",
    ),
    "further": ("college", "specialist_college", "training_provider"),
}


@pytest.fixture(scope="module")
def shares(large: tuple[Path, Tally]) -> Shares:
    """The shares of the large return."""
    kinds = {kind: group for group, names in GROUPS.items() for kind in names}
    settings = settings_of(persons=20_000, authority="998")
    of_number = {one.urn or one.ukprn: kinds.get(one.kind, one.kind) for one in settings}
    counted = Shares()
    for person in people(large[0]):
        request = person.findall("Requests")[-1]
        counted.sexes[person.findtext("Sex") or ""] += 1
        asked, decided = day(request, "ReceivedDate"), day(request, "RequestOutcomeDate")
        if asked and decided:
            counted.weeks["6" if (decided - asked).days <= 42 else "over 6"] += 1
        issued = day(request, "Assessment/AssessmentOutcomeDate")
        outcome = request.findtext("Assessment/AssessmentOutcome")
        if asked and issued and request.findtext("Assessment/Week20") == "0" and outcome == "Y":
            counted.weeks["20" if (issued - asked).days <= 140 else "over 20"] += 1
        if asked and issued and outcome == "N":
            counted.weeks["16" if (issued - asked).days <= 112 else "over 16"] += 1
        count_plan(request, counted, of_number)
    return counted


def count_plan(request, counted: Shares, of_number: dict[str, str]) -> None:
    """Count a plan's placement, need, budget and review."""
    active, plan = request.find("ActivePlans"), request.find("Assessment/NamedPlan")
    if active is None or plan is None:
        return
    reason = plan.findtext("CeaseReason")
    if reason:
        counted.ceased[reason] += 1
        return
    counted.needs[active.findtext("SENneed/SENtype")] += 1
    counted.plans[f"budget {plan.findtext('PB')}"] += 1
    for placement in active.findall("PlacementDetail"):
        if placement.findtext("PlacementRank") == "1" and not placement.findtext("LeavingDate"):
            number = placement.findtext("URN") or placement.findtext("UKPRN")
            group = of_number[number] if number else placement.findtext("SENSetting")
            counted.groups[str(group)] += 1
    met, decided = day(active, "ReviewMeeting"), day(active, "LastReview")
    if met and decided:
        counted.reviews["4" if (decided - met).days <= 28 else "over 4"] += 1


@pytest.mark.parametrize(
    ("need", "published"),
    [("ASD", 31.5), ("SLCN", 21.3), ("SEMH", 20.7), ("MLD", 10.6), ("SLD", 4.0), ("PD", 3.9)],
)
def test_needs_have_their_published_shares(shares: Shares, need: str, published: float) -> None:
    assert shares.of(shares.needs, need) == pytest.approx(published, abs=1.2)


def test_down_syndrome_is_part_of_what_is_published_as_other(shares: Shares) -> None:
    assert shares.of(shares.needs, "OTH", "DS") == pytest.approx(1.2, abs=0.4)
    assert shares.needs["DS"] > 0


@pytest.mark.parametrize(
    ("group", "published"), [("mainstream", 43.6), ("special", 30.4), ("further", 13.8)]
)
def test_placements_have_their_published_shares(
    shares: Shares, group: str, published: float
) -> None:
    assert shares.of(shares.groups, group) == pytest.approx(published, abs=1.0)


def test_home_education_and_neet_have_their_published_shares(shares: Shares) -> None:
    assert shares.of(shares.groups, "EHE") == pytest.approx(100 * 7_155 / 638_745, abs=0.4)
    assert shares.of(shares.groups, "NEET") == pytest.approx(100 * 18_056 / 638_745, abs=0.5)


def test_timeliness_is_as_published(shares: Shares) -> None:
    weeks = shares.weeks
    assert 100 * weeks["20"] / (weeks["20"] + weeks["over 20"]) == pytest.approx(46.4, abs=1.5)
    assert 100 * weeks["6"] / (weeks["6"] + weeks["over 6"]) == pytest.approx(84.8, abs=2.0)
    assert 100 * weeks["16"] / (weeks["16"] + weeks["over 16"]) == pytest.approx(34.1, abs=6.0)


def test_review_decisions_within_four_weeks_are_as_published(shares: Shares) -> None:
    assert shares.of(shares.reviews, "4") == pytest.approx(44.4, abs=1.5)


def test_plans_end_for_the_published_reasons(shares: Shares) -> None:
    assert shares.of(shares.ceased, "6") == pytest.approx(100 * 16_091 / 44_862, abs=4)
    assert shares.of(shares.ceased, "5") == pytest.approx(100 * 13_953 / 44_862, abs=4)


def test_sex_and_personal_budgets_are_as_published(shares: Shares) -> None:
    assert shares.of(shares.sexes, "M") == pytest.approx(100 * 451_239 / 638_741, abs=0.7)
    assert shares.of(shares.plans, "budget 1") == pytest.approx(100 * 19_596 / 638_745, abs=0.3)


def test_requests_are_refused_at_the_published_share(large: tuple[Path, Tally]) -> None:
    tally = large[1]
    assert tally.refused / tally.plans_in_force == pytest.approx(38_889 / 638_745, rel=0.03)


def test_an_area_of_so_many_plans_can_be_asked_for(large: tuple[Path, Tally]) -> None:
    tally = large[1]
    assert persons_for(tally.plans_in_force) == pytest.approx(tally.people, rel=0.01)
