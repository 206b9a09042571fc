"""An authority's own figures beside the published ones: how its records hand them over.

Whoever counts (the plans app, a nightly job) makes ``LiveCount`` rows and gives them to
``actions.store_live_figures``. Disclosure control happens on the way in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sendap.apps.indicators.models import LiveFigure
from sendap.basics.errors import BadInput
from sendap.insight.disclosure import disclosed_count, disclosed_rate
from sendap.insight.indicators.published import definitions


@dataclass(frozen=True)
class LiveCount:
    """A number of people counted today: ``numerator`` of ``denominator``, or a plain count.

    ``indicator`` is the id of the published indicator; ``definition_difference`` says in a sentence
    how this count differs from it.
    """

    indicator: str
    numerator: int
    definition_difference: str
    denominator: int | None = None


def live_rows(authority_code: str, counts: Sequence[LiveCount], *, as_of: date) -> list[LiveFigure]:
    """The rows to keep for an authority, with nothing in them that may not be shown.

    Errors: ``BadInput`` for an indicator that isn't published, or a number that can't be.
    """
    known = {definition.id for definition in definitions()}
    for count in counts:
        if count.indicator not in known:
            raise BadInput(f"There is no published indicator {count.indicator}.", field="indicator")
        if count.numerator < 0 or (count.denominator or 0) < (
            count.numerator if count.denominator is not None else 0
        ):
            raise BadInput(f"{count.indicator}: more counted than there are.", field="numerator")
    return [_row(authority_code, count, as_of) for count in counts]


def _row(authority_code: str, count: LiveCount, as_of: date) -> LiveFigure:
    if count.denominator is None:
        shown = disclosed_count(count.numerator)
    else:
        shown = disclosed_rate(count.numerator, count.denominator)
    return LiveFigure(
        authority_code=authority_code,
        indicator=count.indicator,
        as_of=as_of,
        value=shown.value,
        numerator=shown.numerator,
        denominator=shown.denominator,
        is_hidden=shown.hidden,
        definition_difference=count.definition_difference,
    )
