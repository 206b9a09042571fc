"""The request and assessment blocks of a synthetic return."""

from __future__ import annotations

import numpy as np

from sendap.exchange.sen2.generate.columns import Columns
from sendap.exchange.sen2.generate.draws import Draws, Flags, Ints, week_day
from sendap.exchange.sen2.generate.histories import Histories
from sendap.exchange.sen2.generate.marginals import Story, figures
from sendap.exchange.sen2.generate.span import Span

OUTCOMES = ("Y", "N", "A", "W", "H")
YES, NO, AWAITED, WITHDRAWN, HISTORICAL = range(5)


def add_requests(
    columns: Columns, draws: Draws, span: Span, histories: Histories, others: tuple[str, ...]
) -> None:
    """Set the items of the request that everyone has, and of earlier requests that some have.

    ``others`` are the codes of authorities that people may have moved to.
    """
    outcome = request_outcomes(span, histories)
    dated = np.isin(outcome, (YES, NO))
    open_ = outcome != HISTORICAL
    shares = figures()["requests"]
    columns.blocks["Requests"] = np.ones(draws.size, dtype=bool)
    columns.days("Requests.ReceivedDate", histories.received, where=histories.received > 0)
    sources = shares["sources"]
    source = draws.pick(list(sources.values()))
    columns.codes("Requests.RequestSource", tuple(sources), source, where=open_)
    columns.flag("Requests.RYA", draws.chance(shares["youth_accommodation_rate"]), where=open_)
    columns.days("Requests.RequestOutcomeDate", histories.decided, where=dated)
    columns.codes("Requests.RequestOutcome", OUTCOMES, outcome, where=columns.blocks["Requests"])
    _add_disputes(columns, draws, outcome, histories.overturned)
    other = draws.between(0, len(others) - 1)
    columns.codes("Requests.Exported", others, other, where=histories.are(Story.EXPORTED))
    _add_earlier(columns, draws, span, histories)


def add_assessments(columns: Columns, draws: Draws, histories: Histories) -> None:
    """Set the items of the assessment of everyone who has one."""
    outcome = _assessment_outcomes(histories)
    where = ~histories.are(Story.REFUSED, Story.UNDECIDED, Story.WITHDRAWN, Story.EXPORTED)
    done = where & np.isin(outcome, (YES, NO))
    planned = done | (where & (outcome == HISTORICAL))
    figure = figures()["assessments"]
    columns.blocks["Assessment"] = where
    columns.codes("Assessment.AssessmentOutcome", OUTCOMES, outcome, where=where)
    columns.days("Assessment.AssessmentOutcomeDate", histories.issued, where=done)
    refused = done & (outcome == NO)
    for kind in ("Mediation", "Tribunal"):
        rate = figure[f"refusal_{kind.lower()}"] / figure["no_plan"]
        columns.flag(f"Assessment.Assessment{kind}", refused & draws.chance(rate), where=done)
        rate = figure[f"other_{kind.lower()}"] / figure["plans"]
        columns.flag(f"Assessment.Other{kind}", draws.chance(rate), where=planned)
    columns.flag("Assessment.Week20", histories.exception, where=done | histories.open_late)


def request_outcomes(span: Span, histories: Histories) -> Ints:
    """The outcome of each person's request, as a place in ``OUTCOMES``."""
    earlier = (histories.decided < span.first) & histories.are(Story.NEW, Story.NO_PLAN)
    old = histories.are(Story.IN_FORCE, Story.MOVED_IN, Story.CEASED)
    return np.select(
        [
            old | earlier,
            histories.are(Story.REFUSED) | histories.overturned,
            histories.are(Story.UNDECIDED),
            histories.are(Story.WITHDRAWN),
        ],
        [HISTORICAL, NO, AWAITED, WITHDRAWN],
        YES,
    )


def _assessment_outcomes(histories: Histories) -> Ints:
    return np.select(
        [
            histories.are(Story.NEW),
            histories.are(Story.NO_PLAN),
            histories.are(Story.ASSESSING),
            histories.are(Story.ASSESSMENT_WITHDRAWN),
        ],
        [YES, NO, AWAITED, WITHDRAWN],
        HISTORICAL,
    )


def _add_disputes(columns: Columns, draws: Draws, outcome: Ints, overturned: Flags) -> None:
    shares = figures()["requests"]
    refused = outcome == NO
    share = draws.shares() * shares["refused"]
    both, mediation, tribunal = shares["both"], shares["mediation"], shares["tribunal"]
    mediated = refused & (share < mediation)
    heard = share < both  # those who had both, then those who had the tribunal alone
    heard |= (share >= mediation) & (share < mediation + tribunal - both)
    decided = np.isin(outcome, (YES, NO))
    columns.flag("Requests.RequestMediation", mediated, where=decided)
    columns.flag("Requests.RequestTribunal", (refused & heard) | overturned, where=decided)


def _add_earlier(columns: Columns, draws: Draws, span: Span, histories: Histories) -> None:
    rate = figures()["requests"]["earlier_rate"]
    could = histories.are(Story.UNDECIDED, Story.ASSESSING, Story.NEW, Story.NO_PLAN)
    decided = week_day(draws.between(span.first + 4, histories.received - 30))
    where = could & draws.chance(rate) & (histories.received - 30 > span.first + 10)
    where &= histories.birth + 400 < span.first
    received = week_day(decided - draws.between(20, 40))
    refused = where & draws.chance(0.8)
    columns.blocks["Earlier"] = where
    columns.days("Earlier.ReceivedDate", received, where=where)
    everyone = np.ones_like(decided)
    columns.codes("Earlier.RequestSource", ("1", "2"), everyone, where=where)
    columns.flag("Earlier.RYA", np.zeros_like(where), where=where)
    columns.days("Earlier.RequestOutcomeDate", decided, where=refused)
    outcome = np.where(refused, NO, WITHDRAWN)
    columns.codes("Earlier.RequestOutcome", OUTCOMES, outcome, where=where)
    columns.flag("Earlier.RequestMediation", np.zeros_like(where), where=refused)
    columns.flag("Earlier.RequestTribunal", np.zeros_like(where), where=refused)
