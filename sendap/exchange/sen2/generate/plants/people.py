"""Errors in a person's own details and identifiers."""

from __future__ import annotations

from sendap.basics.identifiers import UPN_LETTERS
from sendap.exchange.sen2.generate.plants.registry import Bed
from sendap.exchange.sen2.generate.sheet import Sheet

NEAR_IN_AGE = 300

bed = Bed()
bed.without("D110", "Person.Surname")
bed.without("D110", "Person.Forename", needs=("Person.UPN",))
bed.without("D110", "Person.PersonBirthDate", needs=("Person.UPN",))
bed.without("D110", "Person.Sex", first_year=2024)
bed.without("D110", "Person.GenderCurrent", last_year=2023)
bed.without("D110", "Person.Ethnicity")
bed.without("D117", "Person.PostCode", needs=("Person.UPN",))


@bed.add("D110", "Ethnicity")
def unknown_ethnicity(sheet: Sheet) -> bool:
    """An ethnicity whose code isn't on the list."""
    sheet.put("Person.Ethnicity", "WHIT")
    return True


@bed.add("D110", "PersonBirthDate")
def birth_date_the_other_way_round(sheet: Sheet) -> bool:
    """A birth date written as day, month and year."""
    if not sheet.has("Person.UPN"):
        return False
    year, month, day = sheet.text("Person.PersonBirthDate").split("-")
    sheet.put("Person.PersonBirthDate", f"{day}-{month}-{year}")
    return True


@bed.add("D111", "PersonBirthDate")
def born_too_early(sheet: Sheet) -> bool:
    """A birth thirty years before anybody of the return could be born."""
    if not sheet.has("Person.UPN") or sheet.text("NamedPlan.CeaseReason") == "1":
        return False
    sheet.put_day("Person.PersonBirthDate", sheet.day("Person.PersonBirthDate") - 30 * 366)
    return True


@bed.add("D112", "UPN")
def no_number_and_no_reason(sheet: Sheet) -> bool:
    """No UPN, no learner number and no reason."""
    sheet.take_out("Person.UPN", "Person.UniqueLearnerNumber", "Person.UPNunknown")
    return True


@bed.add("D113", "UPN")
def wrong_check_letter(sheet: Sheet) -> bool:
    """A UPN whose first letter is the next one along."""
    upn = sheet.text("Person.UPN")
    if not upn:
        return False
    letter = UPN_LETTERS[(UPN_LETTERS.index(upn[0]) + 1) % len(UPN_LETTERS)]
    sheet.put("Person.UPN", letter + upn[1:])
    return True


@bed.add("D114", "UPN")
def another_persons_upn(sheet: Sheet) -> bool:
    """The UPN of somebody earlier in the file."""
    if not (sheet.has("Person.UPN") and sheet.identities.upn):
        return False
    sheet.put("Person.UPN", sheet.identities.upn)
    sheet.identities.upn = ""
    return True


@bed.add("D115", "UniqueLearnerNumber")
def wrong_check_digit(sheet: Sheet) -> bool:
    """A learner number whose last digit is one more."""
    number = sheet.text("Person.UniqueLearnerNumber")
    if not number:
        return False
    sheet.put("Person.UniqueLearnerNumber", number[:9] + str((int(number[9]) + 1) % 10))
    return True


@bed.add("D116", "UPNunknown")
def too_old_to_have_no_number(sheet: Sheet) -> bool:
    """The reason for those under 6, for somebody older."""
    if sheet.age(sheet.span.first) < 7:
        return False
    sheet.take_out("Person.UPN", "Person.UniqueLearnerNumber")
    sheet.put("Person.UPNunknown", "UN1")
    return True


@bed.add("D117", "PostCode")
def malformed_postcode(sheet: Sheet) -> bool:
    """A postcode with its halves the wrong way round."""
    if not sheet.has("Person.UPN"):
        return False
    start, _, end = sheet.text("Person.PostCode").partition(" ")
    sheet.put("Person.PostCode", f"{end} {start}")
    return True


@bed.add("S021", "Person")
def same_person_twice(sheet: Sheet) -> bool:
    """The names, birth date and postcode of somebody a little older, and no number."""
    older = sheet.identities.twin
    born = sheet.day("Person.PersonBirthDate")
    if not older or not 0 <= born - older.born <= NEAR_IN_AGE:
        return False
    sheet.take_out("Person.UPN", "Person.UniqueLearnerNumber")
    sheet.put("Person.UPNunknown", "UN2")
    for path, text in older.details.items():
        sheet.put(path, text)
    sheet.identities.twin = None
    return True


@bed.add("S020", "UniqueLearnerNumber")
def another_persons_learner_number(sheet: Sheet) -> bool:
    """The learner number of somebody earlier in the file."""
    number = sheet.identities.learner_number
    if not (sheet.has("Person.UniqueLearnerNumber") and number):
        return False
    sheet.put("Person.UniqueLearnerNumber", number)
    sheet.identities.learner_number = ""
    return True


PLANTS = bed.plants()
