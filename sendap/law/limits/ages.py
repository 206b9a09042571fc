"""Limits that a person's age or school year gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sendap.basics.dates import written_day
from sendap.law import calendar
from sendap.law.case import Event, Timeline
from sendap.law.limits.shape import DatedLimit


@dataclass(frozen=True, slots=True)
class EndOfSchoolAge(DatedLimit):
    """The end of compulsory school age of the person born on the day."""

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """The last Friday of June of the school year of the 16th birthday."""
        return calendar.end_of_compulsory_school_age(on)

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """Tells the 16th birthday and the Friday."""
        sixteen = written_day(calendar.birthday(on, 16))
        due = written_day(calendar.end_of_compulsory_school_age(on))
        return f"16 on {sixteen}; the last Friday of June of that school year is {due}"

    def words(self, start: str) -> str:
        """Says so."""
        return "the last Friday of June of the school year in which the person turns 16"


@dataclass(frozen=True, slots=True)
class EndOfYear25(DatedLimit):
    """The last day to which a plan may be kept for the person born on the day."""

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """31 July of the academic year of the 25th birthday, or the end of the training."""
        if timeline.training_ends_on is None:
            return calendar.end_of_year_of_25(on)
        return min(timeline.training_ends_on, calendar.birthday(on, 26) - calendar.ONE_DAY)

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """Tells the birthday and the end."""
        if timeline.training_ends_on is None:
            due = written_day(calendar.end_of_year_of_25(on))
            twenty_five = written_day(calendar.birthday(on, 25))
            return f"25 on {twenty_five}; that academic year ends on {due}"
        eve = written_day(calendar.birthday(on, 26) - calendar.ONE_DAY)
        return (
            f"the training ends on {written_day(timeline.training_ends_on)}, and the day before "
            f"the 26th birthday is {eve}: the earlier counts"
        )

    def words(self, start: str) -> str:
        """Says so."""
        return (
            "31 July of the academic year in which the person turns 25; in training, the earlier "
            "of its end and the day before the 26th birthday"
        )


@dataclass(frozen=True, slots=True)
class EndOfKeyStage(DatedLimit):
    """The end of a key stage in Years 1 to 11; otherwise, and with no birth date, another limit.

    A decision after a review in the last year of a key stage counts for that key stage.
    """

    otherwise: DatedLimit

    def _ends_on(self, on: date, event: Event, timeline: Timeline) -> date | None:
        if timeline.born is None:
            return None
        year = calendar.school_year_group(timeline.born, on)
        if not 1 <= year <= 11:
            return None
        reviewed = event.name == "review_decision_notified"
        ends = (last for last in (2, 6, 9, 11) if last > year or (last == year and not reviewed))
        last = next(ends, None)
        return None if last is None else calendar.end_of_school_year(on, years_on=last - year)

    def due(self, on: date, event: Event, timeline: Timeline) -> date | None:
        """31 August at the end of the key stage, or what the other limit gives."""
        ends_on = self._ends_on(on, event, timeline)
        return self.otherwise.due(on, event, timeline) if ends_on is None else ends_on

    def working(self, on: date, event: Event, timeline: Timeline) -> str:
        """Tells the end of the key stage, or the other working."""
        ends_on = self._ends_on(on, event, timeline)
        if ends_on is None:
            return self.otherwise.working(on, event, timeline)
        return f"the key stage ends with the school year, on {written_day(ends_on)}"

    def words(self, start: str) -> str:
        """Says so."""
        return (
            "by the end of the key stage (after Years 2, 6, 9 and 11, 31 August) in Years 1 to 11; "
            f"otherwise, and where the birth date isn't known, {self.otherwise.words(start)}"
        )
