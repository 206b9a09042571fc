"""For each rule, returns that break it and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.engines.sen2.made_returns import need, request, setting, uln, upn


@dataclass(frozen=True)
class Broken:
    """A change to a clean person of a year, and the rule and item that it breaks."""

    rule: str
    item: str
    changes: dict[str, Any]
    year: int = 2026

    def __str__(self) -> str:
        return f"{self.rule}-{self.item}-{'-'.join(map(str, self.changes.values()))[:40]}"


REQUEST = "Requests.0"
ASSESSMENT = "Requests.0.Assessment"
PLAN = "Requests.0.Assessment.NamedPlan"
DETAIL = "Requests.0.Assessment.NamedPlan.PlanDetail"
ACTIVE = "Requests.0.ActivePlans"
PLACED = "Requests.0.ActivePlans.PlacementDetail"
NEEDS = "Requests.0.ActivePlans.SENneed"

UNDECIDED = {f"{ASSESSMENT}.AssessmentOutcomeDate": None, f"{ACTIVE}": None}
NO_UPN = {"UPN": None}


def _request(**values: Any) -> dict[str, Any]:
    return {f"{REQUEST}.{name}": value for name, value in values.items()}


def _assessment(**values: Any) -> dict[str, Any]:
    return {f"{ASSESSMENT}.{name}": value for name, value in values.items()}


def _plan(**values: Any) -> dict[str, Any]:
    return {f"{PLAN}.{name}": value for name, value in values.items()}


def _active(**values: Any) -> dict[str, Any]:
    return {f"{ACTIVE}.{name}": value for name, value in values.items()}


def _placed(**values: Any) -> dict[str, Any]:
    return {f"{PLACED}.0.{name}": value for name, value in values.items()}


def _named(**values: Any) -> dict[str, Any]:
    return {f"{DETAIL}.0.{name}": value for name, value in values.items()}


def _unnumbered(kind: str) -> dict[str, Any]:
    return {"SENSetting": kind, "PlacementRank": "1"}


PEOPLE = [
    Broken("D103", "Requests", {"Requests": []}),
    Broken("D110", "Surname", {"Surname": None}),
    Broken("D110", "Forename", {"Forename": None}),
    Broken("D110", "PersonBirthDate", {"PersonBirthDate": None}),
    Broken("D110", "PersonBirthDate", {"PersonBirthDate": "2014-02-30"}),
    Broken("D110", "Sex", {"Sex": None}),
    Broken("D110", "Sex", {"Sex": "1"}),
    Broken("D110", "GenderCurrent", {"GenderCurrent": None}, 2023),
    Broken("D110", "GenderCurrent", {"GenderCurrent": "F"}, 2023),
    Broken("D110", "Ethnicity", {"Ethnicity": "wbri"}),
    Broken("D110", "Ethnicity", {"Ethnicity": None}),
    Broken("D111", "PersonBirthDate", {"PersonBirthDate": "1999-07-31"}),
    Broken(
        "D111",
        "PersonBirthDate",
        {
            "PersonBirthDate": "2026-01-16",
            "Requests": [
                {
                    "RequestOutcome": "H",
                    "Assessment": {"AssessmentOutcome": "N", "AssessmentOutcomeDate": "2025-03-01"},
                }
            ],
        },
    ),
    Broken("D112", "UPN", NO_UPN),
    Broken("D113", "UPN", {"UPN": upn(1)[:-1]}),
    Broken("D113", "UPN", {"UPN": "I" + upn(1)[1:]}),
    Broken("D113", "UPN", {"UPN": ("B" if upn(2)[0] == "A" else "A") + upn(2)[1:]}),
    Broken("D113", "UPN", {"UPN": "W123998000002"}),
    Broken("D115", "UniqueLearnerNumber", {"UniqueLearnerNumber": "9999"}),
    Broken(
        "D115",
        "UniqueLearnerNumber",
        {"UniqueLearnerNumber": uln(2)[:9] + str((int(uln(2)[9]) + 1) % 10)},
    ),
    Broken("D116", "UPNunknown", {**NO_UPN, "UPNunknown": "UN1"}),
    Broken("D116", "UPNunknown", {**NO_UPN, "UPNunknown": "UN8"}),
    Broken("S012", "UPNunknown", {**NO_UPN, "UPNunknown": "UN4"}),
    Broken("D117", "PostCode", {"PostCode": None}),
    Broken("D117", "PostCode", {"PostCode": "ABC"}),
    Broken("S008", "UniqueLearnerNumber", {"UniqueLearnerNumber": ""}),
    Broken("S008", "UniqueLearnerNumber", {"UniqueLearnerNumber": "  "}),
]

REQUESTS = [
    Broken("D120", "RequestOutcome", _request(RequestOutcome=None)),
    Broken("D120", "RequestOutcome", _request(RequestOutcome="X")),
    Broken("D121", "ReceivedDate", _request(ReceivedDate=None)),
    Broken(
        "D121",
        "ReceivedDate",
        {
            "Requests.0": {
                "ReceivedDate": "2026-01-16",
                "RequestSource": "1",
                "RYA": "0",
                "RequestOutcome": "A",
            }
        },
    ),
    Broken("D122", "RequestSource", _request(RequestSource=None)),
    Broken("D122", "RYA", _request(RYA=None), 2024),
    Broken("D123", "RequestOutcomeDate", _request(RequestOutcomeDate=None)),
    Broken("D123", "RequestOutcomeDate", _request(RequestOutcome="H")),
    Broken("D124", "RequestOutcomeDate", _request(RequestOutcomeDate="2025-02-09")),
    Broken(
        "D124",
        "RequestOutcomeDate",
        {
            "Requests.0": {
                "ReceivedDate": "2026-01-05",
                "RequestSource": "1",
                "RYA": "0",
                "RequestOutcome": "N",
                "RequestOutcomeDate": "2026-01-16",
            }
        },
    ),
    Broken("D125", "RequestOutcomeDate", _request(ReceivedDate="2024-09-08")),
    Broken("D126", "Assessment", {**_request(RequestOutcome="A", RequestOutcomeDate=None)}),
    Broken("D127", "Exported", _request(Exported="998")),
    Broken("D128", "RequestOutcome", _request(RequestTribunal="1")),
    Broken("D129", "Assessment", _request(RequestOutcome="N")),
    Broken("S011", "RYA", _request(RYA="Y")),
    Broken("S010", "ReceivedDate", _request(ReceivedDate="10/02/2025")),
    Broken("S010", "RequestOutcomeDate", _request(RequestOutcomeDate="2025-02-29")),
    Broken("S012", "RequestSource", _request(RequestSource="6")),
    Broken(
        "S013",
        "Exported",
        {
            "Requests.0": {
                "ReceivedDate": "2025-03-05",
                "RequestSource": "1",
                "RYA": "0",
                "RequestOutcome": "W",
                "Exported": "123",
            }
        },
    ),
    Broken(
        "S022",
        "ReceivedDate",
        {
            "Requests": [
                request(2026),
                {
                    "ReceivedDate": request(2026)["ReceivedDate"],
                    "RequestSource": "1",
                    "RYA": "0",
                    "RequestOutcome": "W",
                },
            ]
        },
    ),
    Broken(
        "S031",
        "ReceivedDate",
        {
            "Requests.0": {
                "ReceivedDate": "2014-03-01",
                "RequestSource": "1",
                "RYA": "0",
                "RequestOutcome": "A",
            }
        },
    ),
    Broken(
        "D170",
        "ActivePlans",
        {"Requests": [request(2026), {**request(2026), "ReceivedDate": "2025-02-11"}]},
    ),
]

ASSESSMENTS = [
    Broken("S040", "AssessmentOutcome", _assessment(AssessmentOutcome=None)),
    Broken("S012", "AssessmentOutcome", _assessment(AssessmentOutcome="T")),
    Broken("D130", "AssessmentOutcomeDate", _assessment(AssessmentOutcomeDate=None)),
    Broken(
        "D130",
        "AssessmentOutcomeDate",
        {**_assessment(AssessmentOutcome="W", NamedPlan=None), ACTIVE: None},
    ),
    Broken("D131", "AssessmentOutcomeDate", _assessment(AssessmentOutcomeDate="2025-03-09")),
    Broken(
        "D132",
        "AssessmentOutcomeDate",
        _request(RequestOutcome="H", RequestOutcomeDate=None, ReceivedDate="2023-06-01"),
    ),
    Broken("D133", "NamedPlan", {**_assessment(NamedPlan=None), ACTIVE: None}),
    Broken("D134", "NamedPlan", _assessment(AssessmentOutcome="A", AssessmentOutcomeDate=None)),
    Broken("D135", "NamedPlan", _assessment(AssessmentOutcome="N")),
    Broken("S030", "AssessmentOutcomeDate", _assessment(AssessmentOutcomeDate="2026-01-16")),
    Broken(
        "S032",
        "AssessmentOutcomeDate",
        {
            **_assessment(AssessmentOutcomeDate="2024-12-31"),
            **_request(RequestOutcome="H", RequestOutcomeDate=None, ReceivedDate=None),
        },
    ),
    Broken("S011", "Week20", _assessment(Week20="2")),
]

PLANS = [
    Broken("D140", "StartDate", _plan(StartDate=None)),
    Broken("D140", "StartDate", {**_plan(StartDate="2026-01-16"), **_active(ReviewMeeting=None)}),
    Broken("D141", "CeaseReason", _plan(CeaseDate="2025-12-01")),
    Broken("D141", "CeaseDate", _plan(CeaseReason="2")),
    Broken("D141", "CeaseDate", _plan(CeaseDate="2025-06-09", CeaseReason="2")),
    Broken("D142", "CeaseReason", _plan(CeaseDate="2025-12-01", CeaseReason="1")),
    Broken("S012", "CeaseReason", _plan(CeaseDate="2025-12-01", CeaseReason="0")),
    Broken("S030", "CeaseDate", _plan(CeaseDate="2026-01-16", CeaseReason="2")),
    Broken("S031", "StartDate", _plan(StartDate="2014-03-01")),
    Broken(
        "S033",
        "CeaseDate",
        {**_plan(StartDate="2020-01-01", CeaseDate="2024-12-31", CeaseReason="2"), ACTIVE: None},
    ),
    Broken("S034", "StartDate", _plan(StartDate="2014-08-31")),
    Broken("S040", "PB", _plan(PB=None)),
    Broken("D150", "PlanDetail", {DETAIL: []}),
    Broken("D150", "PlanDetail", {DETAIL: [setting(1), setting(2), setting(2)]}),
    Broken("D150", "PlacementRank", {DETAIL: [setting(1), setting(1)]}),
    Broken("D150", "PlacementRank", _named(PlacementRank="2")),
    Broken("S012", "PlacementRank", _named(PlacementRank="3")),
    Broken("D151", "URN", {f"{DETAIL}.0": {"PlacementRank": "1"}}),
    Broken("D151", "URN", _named(UKPRN="10000001")),
    Broken("D151", "URN", _placed(SENSetting="OLA")),
    Broken("D152", "URN", _named(URN="90001")),
    Broken("D152", "UKPRN", {f"{DETAIL}.0": {"UKPRN": "20000001", "PlacementRank": "1"}}),
    Broken("D154", "SENunitIndicator", _named(SENunitIndicator=None)),
    Broken("D154", "ResourcedProvisionIndicator", _placed(ResourcedProvisionIndicator=None)),
    Broken("D155", "SENSetting", {f"{DETAIL}.0": _unnumbered("NIEC")}),
    Broken(
        "D155", "SENSetting", {f"{PLACED}.0": {**_unnumbered("NEET"), "EntryDate": "2025-09-10"}}
    ),
    Broken("S012", "SENSetting", {f"{DETAIL}.0": _unnumbered("ABC")}),
    Broken("D156", "SENSettingOther", {f"{DETAIL}.0": _unnumbered("OTH")}),
    Broken(
        "D156",
        "SENSettingOther",
        {f"{PLACED}.0": {**_unnumbered("NIEO"), "EntryDate": "2025-09-10"}},
    ),
    Broken("D160", "ActivePlans", {ACTIVE: None}),
]

IN_FORCE = [
    Broken("D161", "PlacementDetail", {PLACED: []}),
    Broken("D161", "PlacementRank", _placed(PlacementRank="2")),
    Broken("D161", "EntryDate", _placed(EntryDate=None)),
    Broken("D161", "LeavingDate", _placed(LeavingDate="2025-09-09")),
    Broken("S030", "EntryDate", _placed(EntryDate="2026-01-16")),
    Broken("S031", "EntryDate", _placed(EntryDate="2014-03-01")),
    Broken("S010", "LeavingDate", _placed(LeavingDate="2025-13-01")),
    Broken("S012", "AttendancePattern", _placed(AttendancePattern="XT"), 2023),
    Broken("S012", "Res", _active(Res="C"), 2023),
    Broken("D162", "SENneed", {NEEDS: []}),
    Broken("D162", "SENneed", {NEEDS: [need("ASD", 1), need("HI", 2), need("VI", 2)]}),
    Broken("D162", "SENtype", {NEEDS: [need("ASD", 1), need("ASD", 2)]}),
    Broken("D162", "SENtype", {f"{NEEDS}.0.SENtype": None}),
    Broken("D162", "SENtype", {f"{NEEDS}.0.SENtype": "XYZ"}),
    Broken("D162", "SENtype", {f"{NEEDS}.0.SENtype": "DS"}, 2024),
    Broken("D162", "SENtypeRank", {f"{NEEDS}.1.SENtypeRank": "1"}),
    Broken("D162", "SENtypeRank", {f"{NEEDS}.1.SENtypeRank": None}),
    Broken("D162", "SENtypeRank", {NEEDS: [need("ASD", 2)]}),
    Broken("D163", "ReviewOutcome", _active(ReviewOutcome=None), 2025),
    Broken("D163", "ReviewMeeting", _active(LastReview="2025-10-09")),
    Broken("D164", "LastReview", {**_active(ReviewMeeting="2025-05-01", LastReview="2025-12-01")}),
    Broken(
        "D165",
        "ReviewMeeting",
        {**_plan(StartDate="2020-01-01"), **_active(ReviewMeeting="2023-01-01", LastReview=None)},
    ),
    Broken(
        "D165", "ReviewMeeting", {**_plan(StartDate="2020-01-01"), **_active(ReviewMeeting=None)}
    ),
    Broken("D166", "PhaseTransferFinalDate", _active(PhaseTransferDueDate="2025-02-15")),
    Broken(
        "D166",
        "PhaseTransferFinalDate",
        _active(PhaseTransferDueDate="2025-02-15", PhaseTransferFinalDate="2025-02-16"),
    ),
    Broken("D167", "TransferLA", _active(TransferLA="998")),
    Broken("S013", "TransferLA", _active(TransferLA="12")),
    Broken(
        "S030",
        "ReviewMeeting",
        {**_active(ReviewMeeting="2026-01-16", LastReview=None, ReviewOutcome=None)},
    ),
    Broken("S030", "LastReview", _active(LastReview="2026-01-16")),
    Broken("S030", "ReviewDraft", _active(ReviewDraft="2026-01-16")),
    Broken("S030", "PhaseTransferFinalDate", _active(PhaseTransferFinalDate="2026-01-16")),
    Broken("S012", "ReviewOutcome", _active(ReviewOutcome="N")),
]

BROKEN = [*PEOPLE, *REQUESTS, *ASSESSMENTS, *PLANS, *IN_FORCE]

IN_HEADER: list[tuple[str, str, dict[str, Any]]] = [
    ("D101", "Collection", {"CollectionDetails.Collection": "SEN3"}),
    ("D101", "SourceLevel", {"Source.SourceLevel": "S"}),
    ("D101", "LEA", {"Source.LEA": "909"}),
    ("D101", "LEA", {"Source.LEA": None}),
    ("D101", "ReferenceDate", {"CollectionDetails.ReferenceDate": "2026-01-14"}),
    ("D101", "ReferenceDate", {"CollectionDetails.ReferenceDate": "15 January"}),
    ("D102", "DMO", {"Source.DMO": None}),
    ("D102", "DCO", {"Source.DCO": "X"}),
    ("D102", "DSCO", {"Source.DSCO": None}),
    ("S007", "SerialNo", {"Source.SerialNo": "1"}),
    ("S007", "DateTime", {"Source.DateTime": "2026-01-20"}),
    ("S007", "Year", {"CollectionDetails.Year": "26"}),
]

OF_SEVERAL: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("D114", "UPN", [{}, {"UPN": upn(1)}]),
    (
        "S020",
        "UniqueLearnerNumber",
        [{"UniqueLearnerNumber": uln(1)}, {"UniqueLearnerNumber": uln(1)}],
    ),
    ("S021", "Person", [{"Surname": "Same"}, {"Surname": "Same", **NO_UPN, "UPNunknown": "UN3"}]),
]

OF_STRUCTURE: list[tuple[str, str, int, str, str]] = [
    ("S001", "Nickname", 2026, "<Forename>", "<Nickname>Bobby</Nickname>\n<Forename>"),
    ("S001", "Pet", 2026, "<PB>", "<Pet><Name><First>Rex</First></Name></Pet><PB>"),
    ("S001", "Note", 2026, "<Persons>", "<Persons><Note/>"),
    (
        "S002",
        "Surname",
        2026,
        "<Surname>Ashby1</Surname>\n<Forename>Robin</Forename>",
        "<Forename>Robin</Forename><Surname>Ashby1</Surname>",
    ),
    (
        "S002",
        "LastReview",
        2025,
        "<LastReview>2024-10-24</LastReview>\n<ReviewOutcome>M</ReviewOutcome>",
        "<ReviewOutcome>M</ReviewOutcome><LastReview>2024-10-24</LastReview>",
    ),
    ("S003", "Forename", 2026, "<Ethnicity>", "<Forename>Bob</Forename><Ethnicity>"),
    (
        "S003",
        "Assessment",
        2026,
        "<ActivePlans>",
        "<Assessment><AssessmentOutcome>Y</AssessmentOutcome>"
        "<AssessmentOutcomeDate>2025-06-01</AssessmentOutcomeDate></Assessment><ActivePlans>",
    ),
    ("S004", "Assessment", 2026, "<Assessment>", "<Assessment>Y"),
    ("S004", "PB", 2026, "<PB>0</PB>", "<PB>0<Why>asked</Why></PB>"),
    (
        "S005",
        "CollectionDetails",
        2026,
        "<CollectionDetails>\n<Collection>SEN2</Collection>\n<Year>2026</Year>\n"
        "<ReferenceDate>2026-01-15</ReferenceDate>\n</CollectionDetails>\n",
        "",
    ),
    (
        "S006",
        "AttendancePattern",
        2024,
        "<SENunitIndicator>0</SENunitIndicator>\n"
        "<ResourcedProvisionIndicator>0</ResourcedProvisionIndicator>\n</PlacementDetail>",
        "<AttendancePattern>FT</AttendancePattern><SENunitIndicator>0</SENunitIndicator>\n"
        "<ResourcedProvisionIndicator>0</ResourcedProvisionIndicator>\n</PlacementDetail>",
    ),
    ("S006", "RequestSource", 2024, "<RYA>", "<RequestSource>1</RequestSource><RYA>"),
    ("S009", "Year", 2026, "<Year>2026</Year>", "<Year>2027</Year>"),
]
