"""What each account ought to be able to do through the interface for programs, written by hand."""

from __future__ import annotations

from dataclasses import dataclass

ANYONE = frozenset({"anyone"})
CASEWORK = frozenset({"caseworker", "plan_writer", "team_manager"})
SETTING = frozenset({"senco", "head"})
FAMILY = frozenset({"parent", "young_person", "advocate"})
ADVISERS = frozenset({"psychologist", "health", "social_care"})
MAKERS = SETTING | {"health", "social_care"}
GIVES_ADVICE = ADVISERS | SETTING | CASEWORK
STAFF = CASEWORK | SETTING
MANAGER = frozenset({"team_manager"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What should happen at an address.

    ``who`` are the roles that may use it. ``about`` says what its address names: ``case``,
    ``calendar``, ``token``, ``view`` or nothing. ``shows`` is the kind of page (see ``may_show``).
    ``changes``: the methods after which something has changed. ``undeciding``: the accounts that
    see the record and don't take this decision.
    """

    methods: str
    who: frozenset[str] = ANYONE
    about: str = ""
    shows: str = ""
    changes: str = ""
    undeciding: frozenset[str] = frozenset()


INTERFACE: dict[str, Expected] = {
    "v1:index": Expected("GET"),
    "v1:regimes": Expected("GET"),
    "v1:rules": Expected("GET"),
    "v1:rule": Expected("GET"),
    "v1:clock": Expected("POST"),
    "v1:areas": Expected("GET"),
    "v1:area": Expected("GET"),
    "v1:indicators": Expected("GET"),
    "v1:indicator": Expected("GET"),
    "v1:request_questions": Expected("GET", MAKERS),
    "v1:ask_for_assessment": Expected("POST", MAKERS, shows="asked", changes="POST"),
    "v1:own_requests": Expected("GET", MAKERS, shows="own request"),
    "v1:own_request": Expected("GET", MAKERS, about="own request", shows="own request"),
    "v1:advice_asked": Expected("GET", ADVISERS | SETTING, shows="advice"),
    "v1:advice_pool": Expected("GET", ADVISERS),
    "v1:advice_request": Expected("GET", GIVES_ADVICE, about="advice", shows="advice"),
    "v1:pick_up_advice": Expected("POST", ADVISERS, about="pool", changes="POST"),
    "v1:keep_advice_draft": Expected("PUT", GIVES_ADVICE, about="advice", changes="PUT"),
    "v1:give_advice": Expected("POST", GIVES_ADVICE, about="advice", changes="POST"),
    "v1:record_missed": Expected("POST", GIVES_ADVICE, about="advice", changes="POST"),
    "v1:reuse_advice": Expected("POST", CASEWORK, about="case", changes="POST"),
    "v1:reviews_due": Expected("GET", STAFF, shows="list"),
    "v1:review": Expected("GET", STAFF, about="case", shows="review"),
    "v1:review_decisions": Expected("GET", STAFF, about="case", shows="review"),
    "v1:review_step": Expected("POST", STAFF, about="case", changes="POST"),
    "v1:keep_review_view": Expected("POST", STAFF, about="case", changes="POST"),
    "v1:write_review_report": Expected("PUT", STAFF, about="case", changes="PUT"),
    "v1:delivery_week": Expected("GET", SETTING, shows="delivery"),
    "v1:record_delivery": Expected("PUT", SETTING, about="case", changes="PUT"),
    "v1:delivery_alerts": Expected("GET", SETTING, shows="delivery"),
    "v1:final_plans": Expected("GET", ADVISERS | SETTING, shows="served plan"),
    "v1:final_plan": Expected("GET", ADVISERS | SETTING, about="shared", shows="served plan"),
    "v1:keep_paper": Expected("PUT", STAFF, about="case", changes="PUT"),
    "v1:letters_told": Expected("GET", MAKERS, shows="told"),
    "v1:letter_told": Expected("GET", MAKERS, about="told", shows="told"),
    "v1:cases": Expected("GET", STAFF, shows="list"),
    "v1:case": Expected("GET", STAFF, about="case", shows="case"),
    "v1:case_deadlines": Expected("GET", STAFF, about="case", shows="dates"),
    "v1:case_events": Expected("GET", STAFF, about="case", shows="case"),
    "v1:officers": Expected("GET", CASEWORK),
    "v1:team": Expected("GET", MANAGER, shows="list"),
    "v1:reassign": Expected("POST", MANAGER, about="case", changes="POST"),
    "v1:plan_versions": Expected("GET", CASEWORK, about="case", shows="plan"),
    "v1:plan_version": Expected("GET", CASEWORK, about="case", shows="plan"),
    "v1:write_plan_section": Expected("POST", CASEWORK, about="case", changes="POST"),
    "v1:family_plan": Expected("GET", FAMILY, about="case", shows="served plan"),
    "v1:family": Expected("GET", FAMILY, shows="family"),
}
"""One row for every operation, by its name."""
