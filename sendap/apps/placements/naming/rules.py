"""The test of sections 39 and 40 written out: its criteria, what follows, and what can't stand.

Pure. In advisory mode (the law in force) the family may ask for any setting of section 38(3), and
the first that no ground is made out against must be named. In binding mode (proposed) it puts the
authority's list in order, and the first of it that has room is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sendap.apps.placements.consultation.rules import GROUNDS
from sendap.basics.errors import BadInput

MADE_OUT, NOT_MADE_OUT = "made_out", "not_made_out"
FINDINGS = {NOT_MADE_OUT: "Not made out", MADE_OUT: "Made out"}
"""What can be found on a ground, with its words."""

CRITERIA: Mapping[str, str] = {
    "age": "39(4)(a)", "ability": "39(4)(a)", "aptitude": "39(4)(a)", "needs": "39(4)(a)",
    "others": "39(4)(b)(i)", "resources": "39(4)(b)(ii)",
}  # fmt: skip
"""The paragraph of each ground in section 39; section 40 asks by the same whether it suits."""

WAYS = {
    "setting": "A setting by its name",
    "type": "A type of setting alone",
    "eotas": "Education otherwise than at school (section 61)",
}
"""What section I can say."""

ADVISORY, BINDING = "advisory", "binding"
LONGEST = 12_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found on one ground, and why."""

    criterion: str
    finding: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A setting that was consulted; ``rank`` is the family's own order, 0 where it didn't ask.

    ``is_mainstream`` is None where the kind of setting isn't known; ``has_room`` what it replied.
    """

    number: str
    name: str
    rank: int = 0
    findings: tuple[Finding, ...] = ()
    is_mainstream: bool | None = None
    has_room: bool = False

    @property
    def section(self) -> str:
        """The section by which it is tested: 39 if the family asked for it, else 40."""
        return "39" if self.rank else "40"

    @property
    def against(self) -> tuple[Finding, ...]:
        """The grounds that are made out against it."""
        return tuple(each for each in self.findings if each.finding == MADE_OUT)

    @property
    def conclusion(self) -> str:
        """What follows from the test, as a sentence."""
        if self.against:
            said = "; ".join(GROUNDS[each.criterion].lower() for each in self.against)
            may = "needn’t be named" if self.rank else "isn’t appropriate"
            return f"It {may}: {said}."
        if self.rank:
            return "The family asked for it and no ground is made out, so it must be named."
        return "The family didn’t ask for it. No ground is made out: it is appropriate."


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided to put in section I; empty where it doesn't apply.

    ``against_mainstream`` is why mainstream education, which the family wants, is incompatible
    with the efficient education of others, and that no reasonable step would help (section 33).
    """

    way: str
    number: str = ""
    second_number: str = ""
    setting_type: str = ""
    is_residential: bool = False
    wants_mainstream: bool = False
    against_mainstream: str = ""
    why_not_school: str = ""
    reasons: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        """The numbers of the settings that section I names; none for a type alone or section 61."""
        both = (self.number, self.second_number) if self.way == "setting" else ()
        return tuple(number for number in both if number)


def must_be_named(candidates: Sequence[Candidate], mode: str) -> Candidate | None:
    """The candidate that the law, or in binding mode the list, leaves no choice about."""
    asked = sorted((each for each in candidates if each.rank), key=lambda each: each.rank)
    free = [each for each in asked if not each.against]
    if mode == BINDING:
        free = [each for each in free if each.has_room]
    return free[0] if free else None


def check_tests(candidates: Sequence[Candidate]) -> None:
    """Check that every ground was decided for every candidate. Errors: ``BadInput``."""
    ranks = [each.rank for each in candidates if each.rank]
    if len(set(ranks)) != len(ranks):
        raise BadInput("Give each setting that the family asked for its own place in the order.",
                       field=f"rank-{candidates[0].number}")  # fmt: skip
    for candidate in candidates:
        said = {each.criterion: each for each in candidate.findings}
        for name in CRITERIA:
            found = said.get(name)
            if found is None or found.finding not in FINDINGS:
                raise BadInput(f"{candidate.name}: say what you find on each ground.",
                               field=f"finding-{candidate.number}-{name}")  # fmt: skip
            if found.finding == MADE_OUT and not found.why.strip():
                raise BadInput(f"{candidate.name}: say why this ground is made out.",
                               field=f"why-{candidate.number}-{name}")  # fmt: skip


def check_choice(choice: Choice, candidates: Sequence[Candidate], mode: str) -> None:
    """Check that the decision can stand by the tests. Errors: ``BadInput`` of the field."""
    known = {each.number: each for each in candidates}
    if choice.way not in WAYS:
        raise BadInput("Say what the plan is to name.", field="way-setting")
    if not choice.reasons.strip() or len(choice.reasons) > LONGEST:
        raise BadInput("Write the reasons, in 12,000 characters or fewer.", field="reasons")
    if choice.way == "setting" and choice.number not in known:
        raise BadInput("Choose one of the settings that were consulted.", field="number")
    second = choice.second_number if choice.way == "setting" else ""
    if second and (second not in known or second == choice.number):
        raise BadInput("Choose another of the settings consulted, or none.", field="second_number")
    if not choice.setting_type.strip():
        raise BadInput("Say what type of setting it is.", field="setting_type")
    _check_must(choice, candidates, mode)
    _check_suits(choice, known)
    _check_mainstream(choice, known)
    if choice.way == "eotas" and not choice.why_not_school.strip():
        raise BadInput("Say why it would be inappropriate in any school or college (section 61).",
                       field="why_not_school")  # fmt: skip


def _check_must(choice: Choice, candidates: Sequence[Candidate], mode: str) -> None:
    must = must_be_named(candidates, mode)
    if must is None or must.number in choice.named:
        return
    law = "the first of the list that has room is named" if mode == BINDING else "section 39(3)"
    raise BadInput(
        f"{must.name} was asked for and no ground is made out against it, so it must be named "
        f"({law}).", field=f"finding-{must.number}-age",
    )  # fmt: skip


def _check_suits(choice: Choice, known: Mapping[str, Candidate]) -> None:
    for number in choice.named:
        if known[number].against:
            field = "number" if number == choice.number else "second_number"
            raise BadInput(f"{known[number].name} isn’t appropriate by your own test of it.",
                           field=field)  # fmt: skip


def _check_mainstream(choice: Choice, known: Mapping[str, Candidate]) -> None:
    """Section 33: mainstream unless the family doesn't want it, or others' education forbids."""
    is_mainstream = any(known[number].is_mainstream for number in choice.named)
    if choice.wants_mainstream and not is_mainstream and not choice.against_mainstream.strip():
        raise BadInput(
            "The family wants mainstream education. Say why that is incompatible with the "
            "efficient education of others, and that no reasonable steps would help (section 33).",
            field="against_mainstream",
        )


def draft_reasons(choice: Choice, candidates: Sequence[Candidate]) -> str:
    """A first draft of the reasons, from the tests; a person goes on from there."""
    parts = []
    for each in sorted(candidates, key=lambda one: (one.rank or 99, one.name)):
        asked = f"The family’s choice {each.rank}. " if each.rank else ""
        lines = [f"{each.name} (section {each.section}). {asked}{each.conclusion}"]
        lines += [
            f"{GROUNDS[found.criterion]} (section {CRITERIA[found.criterion]}): {found.why.strip()}"
            for found in each.against
        ]
        parts.append("\n".join(lines))
    if choice.against_mainstream.strip():
        parts.append(f"Mainstream education (section 33). {choice.against_mainstream.strip()}")
    if choice.way == "eotas" and choice.why_not_school.strip():
        parts.append(f"Any school or college (section 61). {choice.why_not_school.strip()}")
    return "\n\n".join(parts)
