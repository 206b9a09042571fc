"""Errors in requests and assessments."""

from __future__ import annotations

from sendap.exchange.sen2.generate.plants.registry import Bed
from sendap.exchange.sen2.generate.sheet import Sheet

RECEIVED = "Requests.ReceivedDate"
OUTCOME = "Requests.RequestOutcome"
DECIDED = "Requests.RequestOutcomeDate"
ASSESSED = "Assessment.AssessmentOutcome"
ISSUED = "Assessment.AssessmentOutcomeDate"

bed = Bed()
bed.without("D121", RECEIVED, needs=(DECIDED,))
bed.without("D122", "Requests.RequestSource", first_year=2026)
bed.without("D122", "Requests.RYA")
bed.without("D123", DECIDED)
bed.without("D130", ISSUED)


@bed.add("D103", "Requests")
def no_request(sheet: Sheet) -> bool:
    """A person with nothing but their own details."""
    sheet.take_out("Earlier", "Requests")
    return True


@bed.add("D120", "RequestOutcome")
def no_outcome(sheet: Sheet) -> bool:
    """A request, still open, without its outcome."""
    if sheet.text(OUTCOME) != "A" or sheet.has("Earlier"):
        return False
    sheet.take_out(OUTCOME)
    return True


@bed.add("D120", "RequestOutcome")
def outcome_of_the_old_trial(sheet: Sheet) -> bool:
    """A request, still open, with an outcome that went out with the trial of 2022."""
    if sheet.text(OUTCOME) != "A":
        return False
    sheet.put(OUTCOME, "T")
    return True


@bed.add("D123", "RequestOutcomeDate")
def date_of_an_open_request(sheet: Sheet) -> bool:
    """A request that has an outcome's date though none was reached."""
    if sheet.text(OUTCOME) not in ("A", "W"):
        return False
    sheet.put_day(DECIDED, sheet.day(RECEIVED))
    return True


@bed.add("D124", "RequestOutcomeDate")
def decided_before_it_was_asked(sheet: Sheet) -> bool:
    """A decision nine days before the request."""
    if not sheet.has(DECIDED, RECEIVED):
        return False
    sheet.put_day(DECIDED, sheet.day(RECEIVED) - 9)
    return True


@bed.add("D125", "RequestOutcomeDate")
def decided_very_late(sheet: Sheet) -> bool:
    """A refusal more than half a year after the request."""
    if sheet.text(OUTCOME) != "N" or sheet.has("Assessment") or sheet.has("Earlier"):
        return False
    asked = sheet.day(DECIDED) - 200
    if asked <= sheet.day("Person.PersonBirthDate"):
        return False
    sheet.put_day(RECEIVED, asked)
    return True


@bed.add("D126", "Assessment")
def assessed_while_awaited(sheet: Sheet) -> bool:
    """An assessment under a request that is still awaited."""
    if sheet.text(OUTCOME) != "Y" or sheet.text(ASSESSED) != "A":
        return False
    sheet.put(OUTCOME, "A")
    sheet.take_out(DECIDED)
    return True


@bed.add("D127", "Exported")
def moved_and_assessed(sheet: Sheet) -> bool:
    """Somebody who moved away before the assessment, and yet was assessed."""
    if sheet.text(ASSESSED) != "A":
        return False
    sheet.put("Requests.Exported", "XXX")
    return True


@bed.add("D128", "RequestOutcome")
def outcome_changed_by_the_tribunal(sheet: Sheet) -> bool:
    """A decision to assess that a tribunal is said to have been about."""
    if sheet.text(OUTCOME) != "Y":
        return False
    sheet.put("Requests.RequestTribunal", "1")
    return True


@bed.add("D129", "Assessment")
def assessed_though_refused(sheet: Sheet) -> bool:
    """An assessment after a refusal that nothing overturned."""
    if sheet.text(OUTCOME) != "Y" or not sheet.has("Assessment"):
        return False
    sheet.put(OUTCOME, "N")
    return True


@bed.add("D130", "AssessmentOutcomeDate")
def date_of_an_open_assessment(sheet: Sheet) -> bool:
    """An assessment that has an outcome's date though none was reached."""
    if sheet.text(ASSESSED) != "A":
        return False
    sheet.put_day(ISSUED, sheet.span.last)
    return True


@bed.add("D131", "AssessmentOutcomeDate")
def assessed_before_the_decision(sheet: Sheet) -> bool:
    """An assessment that ended five days before it was decided to make it."""
    if not sheet.has(ISSUED, DECIDED) or sheet.day(DECIDED) - 5 < sheet.span.first:
        return False
    sheet.put_day(ISSUED, sheet.day(DECIDED) - 5)
    return True


@bed.add("D132", "AssessmentOutcomeDate")
def assessed_years_late(sheet: Sheet) -> bool:
    """An outcome more than two years after a request of an earlier period."""
    ready = sheet.has(ISSUED, RECEIVED) and sheet.text(OUTCOME) == "H"
    asked = sheet.day(ISSUED) - 800
    if not ready or sheet.text("Assessment.Week20") == "1":
        return False
    if asked <= sheet.day("Person.PersonBirthDate"):
        return False
    sheet.put_day(RECEIVED, asked)
    return True


@bed.add("D133", "NamedPlan")
def no_plan_though_issued(sheet: Sheet) -> bool:
    """An assessment that led to a plan, without the plan."""
    if not sheet.has("NamedPlan"):
        return False
    sheet.take_out("NamedPlan")
    return True


@bed.add("D134", "NamedPlan")
def plan_while_awaited(sheet: Sheet) -> bool:
    """A plan under an assessment that is still awaited."""
    if sheet.text(ASSESSED) != "Y" or not sheet.has("NamedPlan"):
        return False
    sheet.put(ASSESSED, "A")
    sheet.take_out(ISSUED)
    return True


@bed.add("D135", "NamedPlan")
def plan_though_refused(sheet: Sheet) -> bool:
    """A plan after a decision not to make one that nothing overturned."""
    if sheet.text(ASSESSED) != "Y" or not sheet.has("NamedPlan"):
        return False
    sheet.put(ASSESSED, "N")
    return True


@bed.add("S022", "ReceivedDate")
def asked_twice_on_one_day(sheet: Sheet) -> bool:
    """Two requests, the first withdrawn, received on the same day."""
    if sheet.text("Earlier.RequestOutcome") != "W":
        return False
    sheet.put_day("Earlier.ReceivedDate", sheet.day(RECEIVED))
    return True


@bed.add("S013", "Exported")
def moved_to_an_unknown_code(sheet: Sheet) -> bool:
    """Somebody who moved to an authority with a code of two letters."""
    if not sheet.has("Requests.Exported"):
        return False
    sheet.put("Requests.Exported", "ZZ")
    return True


@bed.add("S030", "AssessmentOutcomeDate")
def assessed_after_census(sheet: Sheet) -> bool:
    """An outcome of the assessment on a day after census day."""
    if not sheet.has(ISSUED) or sheet.day(RECEIVED) < sheet.span.census - 700:
        return False
    sheet.put_day(ISSUED, sheet.span.census + 8)
    return True


@bed.add("S031", "ReceivedDate")
def asked_before_birth(sheet: Sheet) -> bool:
    """A request, still open, received before the person was born."""
    if sheet.text(OUTCOME) != "A":
        return False
    sheet.put_day(RECEIVED, sheet.day("Person.PersonBirthDate") - 15)
    return True


@bed.add("S032", "AssessmentOutcomeDate")
def assessed_in_an_earlier_period(sheet: Sheet) -> bool:
    """An outcome of the year before, not marked as historical."""
    issued = sheet.span.first - 10
    if sheet.text(OUTCOME) != "H" or not sheet.has(ISSUED) or sheet.day(RECEIVED) > issued:
        return False
    sheet.put_day(ISSUED, issued)
    return True


@bed.add("S040", "AssessmentOutcome")
def no_outcome_of_the_assessment(sheet: Sheet) -> bool:
    """An assessment under way, without its outcome."""
    if sheet.text(ASSESSED) != "A":
        return False
    sheet.take_out(ASSESSED)
    return True


PLANTS = bed.plants()
