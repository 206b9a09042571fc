"""The directory's words for codes, ages, distances and year groups."""

from __future__ import annotations

from sendap.insight.directory import METRES_A_MILE

KINDS = {
    "mainstream": "Mainstream school",
    "special": "Special school",
    "alternative_provision": "Alternative provision",
    "further_education": "College or post-16",
    "early_years": "Early years",
    "elsewhere": "Other",
}

STAGES = {
    "early_years": "Early years",
    "primary": "Primary",
    "secondary": "Secondary",
    "post_16": "Sixth form and college",
}

NEEDS = {
    "ASD": "Autism",
    "DS": "Down syndrome",
    "HI": "Hearing impairment",
    "MLD": "Moderate learning difficulty",
    "MSI": "Multi-sensory impairment",
    "OTH": "Other difficulty or disability",
    "PD": "Physical disability",
    "PMLD": "Profound and multiple learning difficulty",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication",
    "SLD": "Severe learning difficulty",
    "SPLD": "Specific learning difficulty, such as dyslexia",
    "VI": "Visual impairment",
}

STATUSES = {
    "open": "Open",
    "closing": "Open, but going to close",
    "closed": "Closed",
    "opening": "Going to open",
}

MILES = (1, 2, 3, 5, 10, 20, 50)
YEARS = {
    -2: "Nursery, aged 2", -1: "Nursery, aged 3", 0: "Reception",
    **{year: f"Year {year}" for year in range(1, 14)}, 14: "After Year 13",
}  # fmt: skip


def miles(metres: float | None) -> str:
    """A distance in miles, or that it isn't known."""
    if metres is None:
        return "distance not known"
    return f"{metres / METRES_A_MILE:.1f} miles"


def ages(youngest: int | None, oldest: int | None) -> str:
    """Ages from and to, or empty where either isn't known."""
    return "" if youngest is None or oldest is None else f"{youngest} to {oldest}"


def needs(codes: tuple[str, ...]) -> str:
    """Needs in words with commas between; a code that there isn't stays a code."""
    return ", ".join(NEEDS.get(code, code) for code in codes)


def pounds(pence: int | None) -> str:
    """Pence as pounds."""
    if pence is None:
        return ""
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"
