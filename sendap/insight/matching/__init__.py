"""Which settings can suit a child, best first, with the reasons for and against each.

``child`` is all that is asked about a child, ``settings`` the settings as columns and ``rules`` how
they are weighed; ``judging`` says which can suit, ``scoring`` how well, ``findings`` why, and
``listing`` puts one child's list together. ``transfer`` proposes places for a year's children.
"""

from sendap.insight.matching.child import Child, facts_of, read_child
from sendap.insight.matching.codes import Criterion, Kind, Mode, Phase, Reason, Sex, Side, Standing
from sendap.insight.matching.findings import Finding
from sendap.insight.matching.listing import Listed, TailoredList, look_at, make_list
from sendap.insight.matching.rules import Rules, read_rules, rules_on
from sendap.insight.matching.settings import Setting, Settings, ages_of_register, as_columns
from sendap.insight.matching.transfer import Candidate, Proposal, Waiting, propose_places

__all__ = [
    "Candidate",
    "Child",
    "Criterion",
    "Finding",
    "Kind",
    "Listed",
    "Mode",
    "Phase",
    "Proposal",
    "Reason",
    "Rules",
    "Setting",
    "Settings",
    "Sex",
    "Side",
    "Standing",
    "TailoredList",
    "Waiting",
    "ages_of_register",
    "as_columns",
    "facts_of",
    "look_at",
    "make_list",
    "propose_places",
    "read_child",
    "read_rules",
    "rules_on",
]
