"""Errors in plans, placements, needs and reviews."""

from __future__ import annotations

from sendap.exchange.sen2.generate.plants.registry import Bed
from sendap.exchange.sen2.generate.sheet import Sheet

START = "NamedPlan.StartDate"
CEASED = "NamedPlan.CeaseDate"
REASON = "NamedPlan.CeaseReason"
ENTERED = "Placement.EntryDate"
LEFT = "Placement.LeavingDate"
MEETING = "ActivePlans.ReviewMeeting"
LAST_REVIEW = "ActivePlans.LastReview"
REVIEW = (MEETING, LAST_REVIEW, "ActivePlans.ReviewOutcome", "ActivePlans.ReviewDraft")
HALF_A_YEAR = 182
TWO_YEARS = 760

bed = Bed()
bed.without("D140", START, needs=("Requests",))
bed.without("D141", CEASED)
bed.without("D141", REASON)
bed.without("D154", "PlanDetail.SENunitIndicator", needs=("PlanDetail.URN",))
bed.without("D154", "Placement.ResourcedProvisionIndicator", needs=("Placement.URN",))
bed.without("D156", "PlanDetail.SENSettingOther")
bed.without("D156", "Placement.SENSettingOther")
bed.without("D161", ENTERED)
bed.without("D162", "Need.SENtype", item="SENtype")
bed.without("D163", "ActivePlans.ReviewOutcome", first_year=2025)
bed.without("S040", "NamedPlan.PB")


@bed.add("D140", "StartDate")
def starts_after_census(sheet: Sheet) -> bool:
    """A plan that starts after census day."""
    if not sheet.has(START) or sheet.has(CEASED):
        return False
    sheet.put_day(START, sheet.span.census + 10)
    return True


@bed.add("D142", "CeaseReason")
def too_young_for_the_limit(sheet: Sheet) -> bool:
    """A plan ended by age, of somebody far from the limit."""
    if not sheet.has(CEASED) or sheet.age(sheet.day(CEASED)) > 17:
        return False
    sheet.put(REASON, "1")
    return True


@bed.add("D150", "PlanDetail")
def no_setting_named(sheet: Sheet) -> bool:
    """A plan that names no setting."""
    if not sheet.has("PlanDetail"):
        return False
    sheet.take_out("PlanDetail", "PlanDetailSecond")
    return True


@bed.add("D150", "PlacementRank")
def no_primary_setting(sheet: Sheet) -> bool:
    """A plan whose only named setting is the second."""
    if not sheet.has("PlanDetail") or sheet.has("PlanDetailSecond"):
        return False
    sheet.put("PlanDetail.PlacementRank", "2")
    return True


@bed.add("D151", "URN")
def setting_given_twice(sheet: Sheet) -> bool:
    """A placement with both a number and a type of setting."""
    if not sheet.has("Placement.URN"):
        return False
    sheet.put("Placement.SENSetting", "OLA")
    return True


@bed.add("D151", "URN")
def setting_not_given(sheet: Sheet) -> bool:
    """A named setting without its number."""
    if not sheet.has("PlanDetail.URN"):
        return False
    sheet.take_out("PlanDetail.URN")
    return True


@bed.add("D152", "URN")
def number_too_short(sheet: Sheet) -> bool:
    """A setting's number that lost its last digit."""
    if not sheet.has("Placement.URN"):
        return False
    sheet.put("Placement.URN", sheet.text("Placement.URN")[:-1])
    return True


@bed.add("D152", "UKPRN")
def provider_number_too_short(sheet: Sheet) -> bool:
    """A provider's number that lost its last digit."""
    if not sheet.has("Placement.UKPRN"):
        return False
    sheet.put("Placement.UKPRN", sheet.text("Placement.UKPRN")[:-1])
    return True


@bed.add("D155", "SENSetting")
def out_of_work_at_school_age(sheet: Sheet) -> bool:
    """Not in education, employment or training, at primary school age."""
    if sheet.text("Placement.SENSetting") not in ("EHE", "OLA", "EYP"):
        return False
    if sheet.age(sheet.span.census) > 14:
        return False
    sheet.put("Placement.SENSetting", "NEET")
    return True


@bed.add("D160", "ActivePlans")
def plan_not_among_the_active(sheet: Sheet) -> bool:
    """A plan in force that isn't among the active plans."""
    if not sheet.has("ActivePlans", "NamedPlan"):
        return False
    sheet.take_out("ActivePlans")
    return True


@bed.add("D161", "PlacementDetail")
def no_placement(sheet: Sheet) -> bool:
    """An active plan without a placement."""
    if not sheet.has("ActivePlans"):
        return False
    sheet.take_out("PlacementFormer", "Placement", "PlacementSecond")
    return True


@bed.add("D161", "PlacementRank")
def no_primary_placement(sheet: Sheet) -> bool:
    """An active plan whose only placement is the second."""
    if not sheet.has("Placement") or sheet.has("PlacementFormer") or sheet.has("PlacementSecond"):
        return False
    sheet.put("Placement.PlacementRank", "2")
    return True


@bed.add("D161", "LeavingDate")
def left_before_entering(sheet: Sheet) -> bool:
    """A placement that ended before it began."""
    if not sheet.has("PlacementFormer"):
        return False
    entered = sheet.day("PlacementFormer.EntryDate")
    sheet.put_day("PlacementFormer.LeavingDate", entered - 20)
    return True


@bed.add("D162", "SENtype")
def same_need_twice(sheet: Sheet) -> bool:
    """Two needs of the same type."""
    if not sheet.has("NeedSecond"):
        return False
    sheet.put("NeedSecond.SENtype", sheet.text("Need.SENtype"))
    return True


@bed.add("D162", "SENtypeRank")
def same_rank_twice(sheet: Sheet) -> bool:
    """Two needs of the same rank."""
    if not sheet.has("NeedSecond"):
        return False
    sheet.put("NeedSecond.SENtypeRank", "1")
    return True


@bed.add("D162", "SENneed")
def no_need(sheet: Sheet) -> bool:
    """An active plan without a need."""
    if not sheet.has("Need"):
        return False
    sheet.take_out("Need", "NeedSecond")
    return True


@bed.add("D163", "ReviewMeeting", first_year=2024)
def met_after_the_decision(sheet: Sheet) -> bool:
    """A review meeting after the decision that it led to."""
    if not sheet.has(MEETING, LAST_REVIEW) or sheet.day(LAST_REVIEW) + 4 > sheet.span.census:
        return False
    sheet.put_day(MEETING, sheet.day(LAST_REVIEW) + 4)
    return True


@bed.add("D164", "LastReview", first_year=2024)
def decided_long_after_the_meeting(sheet: Sheet) -> bool:
    """A decision more than half a year after the review meeting."""
    meeting = sheet.day(LAST_REVIEW) - HALF_A_YEAR - 10
    if not sheet.has(MEETING, LAST_REVIEW):
        return False
    if meeting < max(sheet.day(START), sheet.span.census - TWO_YEARS + 60):
        return False
    sheet.put_day(MEETING, meeting)
    return True


@bed.add("D165", "ReviewMeeting", first_year=2024)
def never_reviewed(sheet: Sheet) -> bool:
    """A plan of three years without a review."""
    old = sheet.has(START) and sheet.day(START) < sheet.span.census - 3 * 366
    if not old or sheet.has(CEASED):
        return False
    for path in REVIEW:
        if sheet.has(path):
            sheet.take_out(path)
    return True


@bed.add("D166", "PhaseTransferFinalDate", first_year=2025)
def phase_transfer_overdue(sheet: Sheet) -> bool:
    """A change of phase that was due before census day and isn't settled."""
    if not sheet.has("ActivePlans") or sheet.has(CEASED):
        return False
    sheet.put_day("ActivePlans.PhaseTransferDueDate", sheet.span.census - 30)
    sheet.take_out("ActivePlans.PhaseTransferFinalDate")
    return True


@bed.add("D167", "TransferLA")
def moved_from_itself(sheet: Sheet) -> bool:
    """A plan that came from the authority that sends the return."""
    if not sheet.has("ActivePlans"):
        return False
    sheet.put("ActivePlans.TransferLA", sheet.authority)
    return True


@bed.add("D170", "ActivePlans")
def active_twice(sheet: Sheet) -> bool:
    """The same plan in force under two requests."""
    if sheet.text("Requests.RequestOutcome") != "H" or not sheet.has("ActivePlans"):
        return False
    if sheet.has("Requests.ReceivedDate"):
        return False
    sheet.repeat("Requests")
    return True


@bed.add("S013", "TransferLA")
def authority_code_too_short(sheet: Sheet) -> bool:
    """A plan that came from an authority with a code of two digits."""
    if not sheet.has("ActivePlans"):
        return False
    sheet.put("ActivePlans.TransferLA", "34")
    return True


@bed.add("S030", "EntryDate")
def entered_after_census(sheet: Sheet) -> bool:
    """A placement that began after census day."""
    if not sheet.has(ENTERED) or sheet.has(LEFT):
        return False
    sheet.put_day(ENTERED, sheet.span.census + 20)
    return True


@bed.add("S030", "CeaseDate")
def ends_after_census(sheet: Sheet) -> bool:
    """A plan said to have ended on a day after census day."""
    if not sheet.has(CEASED) or sheet.text(REASON) == "1":
        return False
    sheet.put_day(CEASED, sheet.span.census + 10)
    return True


@bed.add("S030", "LastReview")
def decided_after_census(sheet: Sheet) -> bool:
    """A decision after a review on a day after census day."""
    late = sheet.span.census + 5
    recent = sheet.span.year < 2024 or sheet.day(MEETING) > late - HALF_A_YEAR
    if not sheet.has(LAST_REVIEW) or not recent:
        return False
    sheet.put_day(LAST_REVIEW, late)
    return True


@bed.add("S031", "StartDate")
def began_before_birth(sheet: Sheet) -> bool:
    """A plan that began before the person was born."""
    historical = sheet.text("Requests.RequestOutcome") == "H"
    reviewed = sheet.has(MEETING) or sheet.span.year < 2024
    if not (sheet.has(START) and historical and reviewed) or sheet.has(CEASED):
        return False
    sheet.put_day(START, sheet.day("Person.PersonBirthDate") - 100)
    return True


@bed.add("S031", "EntryDate")
def entered_before_birth(sheet: Sheet) -> bool:
    """A placement that began before the person was born."""
    if not sheet.has("PlacementFormer.EntryDate"):
        return False
    sheet.put_day("PlacementFormer.EntryDate", sheet.day("Person.PersonBirthDate") - 10)
    return True


@bed.add("S033", "CeaseDate")
def ended_in_an_earlier_period(sheet: Sheet) -> bool:
    """A plan that ended before the collection period."""
    ended = sheet.span.first - 40
    if not sheet.has(CEASED) or sheet.day(START) > ended or sheet.text(REASON) == "1":
        return False
    sheet.put_day(CEASED, ended)
    return True


@bed.add("S034", "StartDate")
def began_before_there_were_plans(sheet: Sheet) -> bool:
    """A plan from before the law that made plans."""
    early = 16_200  # 10 May 2014
    if not sheet.has(START) or sheet.day("Person.PersonBirthDate") > early or sheet.has(CEASED):
        return False
    if sheet.text("Requests.RequestOutcome") != "H" or sheet.has("Requests.ReceivedDate"):
        return False
    if not (sheet.has(MEETING) or sheet.span.year < 2024):
        return False
    sheet.put_day(START, early)
    return True


PLANTS = bed.plants()
