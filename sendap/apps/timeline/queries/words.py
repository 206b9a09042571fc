"""What codes are called on pages: rules, events, stages, needs, kinds of setting."""

from __future__ import annotations

from datetime import date
from functools import cache

from sendap.apps.timeline.evidence import REGIME
from sendap.apps.timeline.rules import STAGES
from sendap.exchange.sen2.description import code_list
from sendap.law.process import find_process
from sendap.law.regimes import find_regime

WHO = {
    "local_authority": "The local authority",
    "family": "The family",
    "young_person": "The young person",
    "setting": "The setting",
    "advice_giver": "Whoever was asked for advice",
    "review_organiser": "Whoever organises the review",
    "mediation_adviser": "The mediation adviser",
    "health_or_social_care": "Health or social care",
}
"""Who must act, in words, by the law's name for them."""


def rule_title(rule: str) -> str:
    """What a time limit asks for; the rule's own name where it isn't known."""
    found = find_regime(REGIME).rules.get(rule)
    return found.title if found else rule


def event_title(name: str) -> str:
    """What happened, in a sentence."""
    found = find_regime(REGIME).events.get(name)
    return found.title if found else find_process().own.get(name, name.replace("_", " "))


def exception_title(limb: str) -> str:
    """A lawful exception in a sentence."""
    found = find_regime(REGIME).limbs.get(limb)
    return found.title if found else limb.replace("_", " ")


def stage_title(stage: str) -> str:
    """What a stage is called."""
    return STAGES.get(stage, stage)


def label(codes: str, code: str) -> str:
    """What a code of one of the return's lists means, starting with a capital."""
    meaning = _labels(codes).get(code, code)
    return meaning[:1].upper() + meaning[1:]


def labels(codes: str) -> dict[str, str]:
    """Every code of one of the return's lists with its meaning, in order of meaning."""
    return dict(sorted(_labels(codes).items(), key=lambda pair: pair[1]))


@cache
def _labels(codes: str) -> dict[str, str]:
    return code_list(codes).labels()


def source_title(source: str) -> str:
    """Where something is known from."""
    kind, _, year = source.partition(":")
    return f"SEN2 return of {year}" if kind == "sen2" else "entered here"


def years_between(born_on: date, on: date) -> int:
    """The age in whole years on a day."""
    return on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))


def stages() -> dict[str, str]:
    """Every stage of a case and what it is called, in the order of the process."""
    return dict(STAGES)


def needs() -> dict[str, str]:
    """Every code of need with its meaning, in order of meaning."""
    return {code: label("need", code) for code in labels("need")}
