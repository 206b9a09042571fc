"""What the register calls its columns, in the whole extract and in the other published shapes."""

from __future__ import annotations

from collections.abc import Sequence

from sendap.basics.errors import UnreadableInput
from sendap.exchange.gias.problems import Notes

COLUMNS = {
    "urn": ("URN",),
    "authority": ("LA (code)", "Local authority (code)", "LAId"),
    "name": ("EstablishmentName", "Establishment name"),
    "type_code": ("TypeOfEstablishment (code)", "TypeOfEstablishmentId"),
    "type_name": (
        "TypeOfEstablishment (name)", "Type of establishment", "TypeOfEstablishmentName",
    ),
    "status": ("EstablishmentStatus (name)", "Establishment status", "EstablishmentStatusName"),
    "opened_on": ("OpenDate", "Opening date"),
    "closed_on": ("CloseDate", "Closing date"),
    "phase": ("PhaseOfEducation (name)", "Phase of education", "PhaseOfEducationName"),
    "youngest": ("StatutoryLowAge", "Statutory lowest age", "AgeRangeLow"),
    "oldest": ("StatutoryHighAge", "Statutory highest age", "AgeRangeHigh"),
    "boards": ("Boarders (name)", "Boarders"),
    "intake": ("Gender (name)", "Gender", "GenderName"),
    "faith": ("ReligiousCharacter (name)", "Religious character", "ReligiousCharacterName"),
    "capacity": ("SchoolCapacity", "TotalCapacity"),
    "roll": ("NumberOfPupils", "TotalPupils"),
    "trust": ("Trusts (name)", "TrustName"),
    "ukprn": ("UKPRN",),
    "changed_on": ("LastChangedDate",),
    "street": ("Street",),
    "locality": ("Locality",),
    "town": ("Town",),
    "postcode": ("Postcode",),
    "website": ("SchoolWebsite", "Website"),
    "provision": ("TypeOfResourcedProvision (name)", "ResourcedProvisionName"),
    "resourced_places": ("ResourcedProvisionCapacity",),
    "resourced_roll": ("ResourcedProvisionOnRoll",),
    "unit_places": ("SenUnitCapacity",),
    "unit_roll": ("SenUnitOnRoll",),
    "section_41": ("Section41Approved (name)",),
    "inspected_on": ("OfstedLastInsp",),
    "easting": ("Easting",),
    "northing": ("Northing",),
}  # fmt: skip
"""This system's name of a column, and the names that published files give it."""

NEED_COLUMNS = tuple(f"SEN{place} (name)" for place in range(1, 14))
NEEDED = ("urn", "name", "authority", "status")


def places_of(header: Sequence[str], *, name: str, notes: Notes) -> dict[str, int]:
    """Where each column that the file has stands; what it lacks is noted.

    Errors: ``UnreadableInput`` when it lacks a column that no setting can do without.
    """
    known = {spelled.casefold(): key for key, names in COLUMNS.items() for spelled in names}
    found: dict[str, int] = {}
    for place, column in enumerate(header):
        key = known.get(column.casefold())
        if key and key in found:
            raise UnreadableInput(f"{name}: two columns are {COLUMNS[key][0]}; nothing was loaded.")
        if key:
            found[key] = place
    lacking = [COLUMNS[key][0] for key in NEEDED if key not in found]
    if not {"type_code", "type_name"} & set(found):
        lacking.append(COLUMNS["type_code"][0])
    if lacking:
        raise UnreadableInput(
            f"{name}: it lacks {', '.join(lacking)}; give the register of establishments as "
            "published."
        )
    for key, names in COLUMNS.items():
        if key not in found:
            notes.add("column_missing", names[0])
    return found
