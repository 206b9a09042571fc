"""The header of a return that is written from the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version

from sendap.apps.returns.exporting.following import Gap
from sendap.apps.returns.exporting.period import Period
from sendap.apps.returns.models import ReturnFile

SOFTWARE = "sendap"
OFFICERS = ("DMO", "DCO", "DSCO")
FIRST_WITH_SOCIAL_CARE = 2025
FIRST_SERIAL = 1


def header_for(
    authority: str,
    period: Period,
    latest: ReturnFile | None,
    *,
    changed: bool,
    at: datetime,
    supplied: Mapping[str, str],
) -> tuple[Mapping[str, str], list[Gap]]:
    """The header's values by item name, and what isn't known of them.

    With nothing changed it is the loaded return's own; a changed one has the next serial number.
    """
    same_year = latest is not None and latest.year == period.year
    before: Mapping[str, str] = latest.header if latest else {}
    if same_year and before and not changed and not supplied:
        return dict(before), []
    serial = int(before.get("SerialNo") or 0) + 1 if same_year and before else FIRST_SERIAL
    header = {
        "Collection": "SEN2", "Year": str(period.year),
        "ReferenceDate": period.census_on.isoformat(), "SourceLevel": "L", "LEA": authority,
        "SoftwareCode": SOFTWARE, "Release": version("sendap"), "SerialNo": f"{serial:03d}",
        "DateTime": at.replace(microsecond=0, tzinfo=None).isoformat(),
    }  # fmt: skip
    asked = OFFICERS if period.year >= FIRST_WITH_SOCIAL_CARE else OFFICERS[:2]
    values = {**before, **supplied}
    known = {name: values[name] for name in asked if values.get(name)}
    gaps = [
        Gap(name, f"Whether the officer ({name}) is in post isn't recorded.")
        for name in asked if name not in known
    ]  # fmt: skip
    return header | known, gaps
