"""Errors in the structure of the file and the form of its values."""

from __future__ import annotations

from sendap.exchange.sen2.generate.plants.registry import Bed
from sendap.exchange.sen2.generate.sheet import Sheet

bed = Bed()


@bed.add("S001", "Nickname")
def unknown_element(sheet: Sheet) -> bool:
    """An element that the return doesn't have."""
    sheet.put_after("Person.Forename", tag="Nickname", text="Ace")
    return True


@bed.add("S002", "Surname")
def names_the_wrong_way_round(sheet: Sheet) -> bool:
    """The forename before the surname."""
    sheet.swap("Person.Surname", "Person.Forename")
    return True


@bed.add("S003", "Ethnicity")
def ethnicity_twice(sheet: Sheet) -> bool:
    """An item that may occur once, twice."""
    ethnicity = sheet.text("Person.Ethnicity")
    sheet.put_after("Person.Ethnicity", tag="Ethnicity", text=ethnicity)
    return True


@bed.add("S004", "Requests")
def text_among_elements(sheet: Sheet) -> bool:
    """A note where only elements belong."""
    sheet.note("Requests", "see the paper file")
    return True


@bed.add("S006", "GenderCurrent", first_year=2024)
def item_of_an_earlier_year(sheet: Sheet) -> bool:
    """An item that left the return after 2023."""
    sheet.put_after("Person.Sex", tag="GenderCurrent", text="1")
    return True


@bed.add("S006", "Sex", last_year=2023)
def item_of_a_later_year(sheet: Sheet) -> bool:
    """An item that came into the return in 2024."""
    sheet.put_after("Person.GenderCurrent", tag="Sex", text="M")
    return True


@bed.add("S008", "OA")
def empty_element(sheet: Sheet) -> bool:
    """An element that is there and holds nothing."""
    if not sheet.has("NamedPlan.PB") or sheet.has("NamedPlan.OA"):
        return False
    sheet.put_after("NamedPlan.PB", tag="OA", text="")
    return True


@bed.add("S010", "LastReview")
def date_the_other_way_round(sheet: Sheet) -> bool:
    """A date written the other way round."""
    path = "ActivePlans.LastReview"
    if not sheet.has(path):
        return False
    year, month, day = sheet.text(path).split("-")
    sheet.put(path, f"{day}/{month}/{year}")
    return True


@bed.add("S010", "StartDate")
def day_that_does_not_exist(sheet: Sheet) -> bool:
    """The 30th of February."""
    path = "NamedPlan.StartDate"
    if not sheet.has(path):
        return False
    sheet.put(path, f"{sheet.text(path)[:4]}-02-30")
    return True


@bed.add("S011", "PB")
def budget_in_letters(sheet: Sheet) -> bool:
    """Whether a personal budget was taken up, answered with a word."""
    if not sheet.has("NamedPlan.PB"):
        return False
    sheet.put("NamedPlan.PB", "Yes")
    return True


@bed.add("S012", "PlacementRank")
def third_rank(sheet: Sheet) -> bool:
    """A placement of the third rank."""
    if not sheet.has("Placement.PlacementRank"):
        return False
    sheet.put("Placement.PlacementRank", "3")
    return True


@bed.add("S011", "OtherMediation")
def flag_in_letters(sheet: Sheet) -> bool:
    """A yes-or-no item answered with a letter."""
    if not sheet.has("Assessment.OtherMediation"):
        return False
    sheet.put("Assessment.OtherMediation", "N")
    return True


@bed.add("S012", "PlanRes")
def unknown_code(sheet: Sheet) -> bool:
    """A coded item with a code that isn't on its list."""
    if not sheet.has("NamedPlan.StartDate"):
        return False
    sheet.put("NamedPlan.PlanRes", "C")
    return True


PLANTS = bed.plants()
