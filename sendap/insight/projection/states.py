"""Where a person with a plan can be: an age, a main need and a kind of setting."""

from __future__ import annotations

AGES = tuple(range(26))
"""Age in whole years at 31 August before census day; older people count as the last."""

BANDS = ((0, 4), (5, 10), (11, 15), (16, 19), (20, 25))
"""Ages as the published statistics group them, first and last of each."""

NEEDS = (
    "ASD", "DS", "HI", "MLD", "MSI", "OTH", "PD", "PMLD", "SEMH", "SLCN", "SLD", "SPLD", "VI",
    "not recorded",
)  # fmt: skip
"""The main need as the return codes it."""

SETTINGS = (
    "mainstream", "unit", "special", "alternative_provision", "further_education", "early_years",
    "elsewhere", "not_in_education", "not_known",
)  # fmt: skip
"""Kinds of setting. A school whose type isn't known (no register was given) is ``not_known``."""

OF_CODE = {
    "EYP": "early_years", "EHE": "elsewhere", "OLA": "elsewhere", "OPA": "elsewhere",
    "OTH": "elsewhere", "NEET": "not_in_education", "NIEC": "not_in_education",
    "NIEO": "not_in_education",
}  # fmt: skip
"""The kind of each code of SENSetting."""

OF_TYPE = {
    **dict.fromkeys(("01", "02", "03", "05", "06", "11", "15", "28", "34", "35", "40", "41"),
                    "mainstream"),
    **dict.fromkeys(("07", "08", "10", "12", "33", "36", "44"), "special"),
    **dict.fromkeys(("14", "38", "42", "43"), "alternative_provision"),
    **dict.fromkeys(("18", "29", "31", "32", "39", "45", "46"), "further_education"),
    **dict.fromkeys(("24", "25", "26", "27", "30", "37", "49", "56", "57"), "elsewhere"),
}  # fmt: skip
"""The kind of each type code of the register of establishments."""

SHAPE = (len(AGES), len(NEEDS), len(SETTINGS))
