"""The blocks of the return, their items and their order, with what each year changed.

Source: the person-level SEN2 guides of 2023 to 2026 as recorded by the LIIA project's schemas and
the witan.sen2 readers; item numbers are those of the 2025 and 2026 guides.
"""

from __future__ import annotations

from sendap.exchange.sen2.description.model import Block, Change, Item, Kind

YEARS = (2023, 2024, 2025, 2026)
"""The years of the return that this description holds; the year is that of census day."""

ALWAYS = "always"
UNLESS_HISTORICAL = "unless the outcome of the request is H (historical)"
ONE_NUMBER = "exactly one of URN, UKPRN and SENSetting"


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _item(name: str, column: str, kind: Kind, number: str = "", **more: object) -> Item:
    return Item(name=name, column=column, kind=kind, number=number, **more)  # type: ignore[arg-type]


COLLECTION = Block(
    name="CollectionDetails",
    table="header",
    title="What is collected",
    parent="Header",
    least=1,
    items=(
        _item("Collection", "collection", Kind.TEXT, fixed="SEN2", needed=ALWAYS),
        _item("Year", "year", Kind.YEAR, needed=ALWAYS, note="The year of census day."),
        _item("ReferenceDate", "reference_date", Kind.DATE, needed=ALWAYS, note="Census day."),
    ),
    orders={2023: _names("Collection Year ReferenceDate")},
)

SOURCE = Block(
    name="Source",
    table="header",
    title="Who sends it",
    parent="Header",
    least=1,
    items=(
        _item("SourceLevel", "source_level", Kind.TEXT, fixed="L", needed=ALWAYS),
        _item("LEA", "lea", Kind.AUTHORITY, needed=ALWAYS),
        _item("SoftwareCode", "software_code", Kind.TEXT),
        _item("Release", "release", Kind.TEXT),
        _item("SerialNo", "serial_no", Kind.SERIAL, needed=ALWAYS, note="Goes up at each re-send."),
        _item("DateTime", "date_time", Kind.MOMENT, needed=ALWAYS),
        _item("DMO", "dmo", Kind.CODE, codes="officer", needed=ALWAYS),
        _item("DCO", "dco", Kind.CODE, codes="officer", needed=ALWAYS),
        _item(
            "DSCO",
            "dsco",
            Kind.CODE,
            codes="officer",
            needed=ALWAYS,
            needed_from=2026,
            first_year=2025,
        ),
    ),
    orders={
        2023: _names("SourceLevel LEA SoftwareCode Release SerialNo DateTime DMO DCO"),
        2025: _names("SourceLevel LEA SoftwareCode Release SerialNo DateTime DMO DCO DSCO"),
    },
)

HEADER = Block(
    name="Header",
    table="",
    title="Header",
    parent="Message",
    least=1,
    orders={2023: _names("CollectionDetails Source")},
)

PERSON = Block(
    name="Person",
    table="person",
    title="Child or young person (module 1)",
    parent="Persons",
    least=1,
    most=0,
    items=(
        _item("Surname", "surname", Kind.TEXT, "1.1", needed=ALWAYS),
        _item("Forename", "forename", Kind.TEXT, "1.2", needed=ALWAYS),
        _item("PersonBirthDate", "person_birth_date", Kind.DATE, "1.3", needed=ALWAYS),
        _item("Sex", "sex", Kind.CODE, "1.4", codes="sex", needed=ALWAYS, first_year=2024),
        _item(
            "GenderCurrent",
            "gender_current",
            Kind.CODE,
            "1.4",
            codes="gender",
            needed=ALWAYS,
            last_year=2023,
        ),
        _item("Ethnicity", "ethnicity", Kind.CODE, "1.5", codes="ethnicity", needed=ALWAYS),
        _item("PostCode", "post_code", Kind.POSTCODE, "1.6"),
        _item("UPN", "upn", Kind.UPN, "1.7a", needed="one of UPN, ULN and UPNunknown"),
        _item("UniqueLearnerNumber", "unique_learner_number", Kind.ULN, "1.7b"),
        _item("UPNunknown", "upn_unknown", Kind.CODE, "1.7c", codes="upn_unknown"),
    ),
    orders={
        2023: _names(
            "Surname Forename PersonBirthDate GenderCurrent Ethnicity PostCode UPN "
            "UniqueLearnerNumber UPNunknown Requests"
        ),
        2024: _names(
            "Surname Forename PersonBirthDate Sex Ethnicity PostCode UPN "
            "UniqueLearnerNumber UPNunknown Requests"
        ),
    },
)

REQUESTS = Block(
    name="Requests",
    table="request",
    title="Request for an assessment (module 2)",
    parent="Person",
    least=1,
    most=0,
    items=(
        _item("ReceivedDate", "received_date", Kind.DATE, "2.1", needed=UNLESS_HISTORICAL),
        _item(
            "RequestSource",
            "request_source",
            Kind.CODE,
            "2.2",
            codes="request_source",
            needed=UNLESS_HISTORICAL,
            needed_from=2026,
            first_year=2025,
            misspellings=("rquestsource",),
        ),
        _item(
            "RYA",
            "rya",
            Kind.FLAG,
            "2.3",
            number_2023="2.2",
            needed=UNLESS_HISTORICAL,
            note="1: in relevant youth accommodation.",
        ),
        _item(
            "RequestOutcomeDate",
            "request_outcome_date",
            Kind.DATE,
            "2.4",
            number_2023="2.3",
            needed="when the outcome of the request is Y or N",
        ),
        _item(
            "RequestOutcome",
            "request_outcome",
            Kind.CODE,
            "2.5",
            number_2023="2.4",
            codes="request_outcome",
            needed=ALWAYS,
        ),
        _item("RequestMediation", "request_mediation", Kind.FLAG, "2.6", number_2023="2.5"),
        _item("RequestTribunal", "request_tribunal", Kind.FLAG, "2.7", number_2023="2.6"),
        _item(
            "Exported",
            "exported",
            Kind.AUTHORITY,
            "2.8",
            number_2023="2.7",
            note="The authority that the person moved to before the assessment was finished.",
        ),
    ),
    orders={
        2023: _names(
            "ReceivedDate RYA RequestOutcomeDate RequestOutcome RequestMediation "
            "RequestTribunal Exported Assessment ActivePlans"
        ),
        2025: _names(
            "ReceivedDate RequestSource RYA RequestOutcomeDate RequestOutcome "
            "RequestMediation RequestTribunal Exported Assessment ActivePlans"
        ),
    },
)

ASSESSMENT = Block(
    name="Assessment",
    table="assessment",
    title="Assessment (module 3)",
    parent="Requests",
    items=(
        _item(
            "AssessmentOutcome",
            "assessment_outcome",
            Kind.CODE,
            "3.1",
            codes="assessment_outcome",
            needed=ALWAYS,
        ),
        _item(
            "AssessmentOutcomeDate",
            "assessment_outcome_date",
            Kind.DATE,
            "3.2",
            needed="when the outcome of the assessment is Y or N",
        ),
        _item("AssessmentMediation", "assessment_mediation", Kind.FLAG, "3.3"),
        _item("AssessmentTribunal", "assessment_tribunal", Kind.FLAG, "3.4"),
        _item("OtherMediation", "other_mediation", Kind.FLAG, "3.5"),
        _item("OtherTribunal", "other_tribunal", Kind.FLAG, "3.6"),
        _item(
            "Week20",
            "week20",
            Kind.FLAG,
            "3.7",
            note="1: a lawful exception to the 20 weeks applies.",
        ),
    ),
    orders={
        2023: _names(
            "AssessmentOutcome AssessmentOutcomeDate AssessmentMediation AssessmentTribunal "
            "OtherMediation OtherTribunal Week20 NamedPlan"
        ),
    },
)

NAMED_PLAN = Block(
    name="NamedPlan",
    table="named_plan",
    title="Plan as issued (module 4)",
    parent="Assessment",
    items=(
        _item("StartDate", "start_date", Kind.DATE, "4.1", needed=ALWAYS),
        _item("PlanRes", "plan_res", Kind.CODE, "4.2", codes="residential"),
        _item(
            "PlanWBP",
            "plan_wbp",
            Kind.CODE,
            "4.3",
            codes="work_based",
            misspellings=("planwpb",),
        ),
        _item("PB", "pb", Kind.FLAG, "4.4a", needed=ALWAYS, note="Personal budget taken up."),
        _item("OA", "oa", Kind.FLAG, "4.4b", note="Organised arrangements (notional budget)."),
        _item("DP", "dp", Kind.CODE, "4.4c", codes="direct_payment"),
        _item("CeaseDate", "cease_date", Kind.DATE, "4.5", note="The day the plan ended."),
        _item(
            "CeaseReason",
            "cease_reason",
            Kind.CODE,
            "4.6",
            codes="cease_reason",
            needed="with CeaseDate",
        ),
    ),
    orders={
        2023: _names("StartDate PlanDetail PlanRes PlanWBP PB OA DP CeaseDate CeaseReason"),
    },
)

PLAN_DETAIL = Block(
    name="PlanDetail",
    table="plan_detail",
    title="Setting named in the plan",
    parent="NamedPlan",
    least=1,
    most=2,
    items=(
        _item("URN", "urn", Kind.URN, "4.7a", needed=ONE_NUMBER),
        _item("UKPRN", "ukprn", Kind.UKPRN, "4.7b", needed=ONE_NUMBER),
        _item(
            "SENSetting", "sen_setting", Kind.CODE, "4.7c", codes="plan_setting", needed=ONE_NUMBER
        ),
        _item(
            "SENSettingOther",
            "sen_setting_other",
            Kind.TEXT,
            "4.7c(i)",
            needed="when SENSetting is OTH",
        ),
        _item("PlacementRank", "placement_rank", Kind.CODE, "4.7d", codes="rank", needed=ALWAYS),
        _item("SENunitIndicator", "sen_unit_indicator", Kind.FLAG, "4.7e"),
        _item("ResourcedProvisionIndicator", "resourced_provision_indicator", Kind.FLAG, "4.7f"),
    ),
    orders={
        2023: _names(
            "URN UKPRN SENSetting SENSettingOther PlacementRank SENunitIndicator "
            "ResourcedProvisionIndicator"
        ),
    },
)

ACTIVE_PLANS = Block(
    name="ActivePlans",
    table="active_plan",
    title="Plan in force (module 5)",
    parent="Requests",
    items=(
        _item(
            "TransferLA",
            "transfer_la",
            Kind.AUTHORITY,
            "5.1",
            note="The authority that the plan came from during the year.",
        ),
        _item("Res", "res", Kind.CODE, "5.2", codes="residential", last_year=2023),
        _item("WBP", "wbp", Kind.CODE, "5.3", codes="work_based", last_year=2023),
        _item(
            "ReviewMeeting",
            "review_meeting",
            Kind.DATE,
            "5.4a",
            first_year=2024,
            note="The latest review meeting on or before census day.",
        ),
        _item(
            "ReviewOutcome",
            "review_outcome",
            Kind.CODE,
            "5.4c",
            codes="review_outcome",
            needed="with LastReview",
            needed_from=2025,
            first_year=2024,
        ),
        _item("ReviewDraft", "review_draft", Kind.DATE, "5.4d", first_year=2025),
        _item(
            "PhaseTransferDueDate", "phase_transfer_due_date", Kind.DATE, "5.6a", first_year=2025
        ),
        _item(
            "PhaseTransferFinalDate",
            "phase_transfer_final_date",
            Kind.DATE,
            "5.6b",
            first_year=2025,
        ),
        _item(
            "LastReview",
            "last_review",
            Kind.DATE,
            "5.4b",
            number_2023="5.4",
            note="The day the authority wrote with its decision after the review.",
        ),
    ),
    orders={
        2023: _names("TransferLA PlacementDetail Res WBP SENneed LastReview"),
        2024: _names("TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome LastReview"),
        2025: _names(
            "TransferLA PlacementDetail SENneed ReviewMeeting LastReview ReviewOutcome "
            "ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate"
        ),
        2026: _names(
            "TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome ReviewDraft "
            "PhaseTransferDueDate PhaseTransferFinalDate LastReview"
        ),
    },
)

PLACEMENT_DETAIL = Block(
    name="PlacementDetail",
    table="placement",
    title="Setting attended",
    parent="ActivePlans",
    least=1,
    most=0,
    items=(
        _item("URN", "urn", Kind.URN, "5.7a", number_2023="5.5a", needed=ONE_NUMBER),
        _item("UKPRN", "ukprn", Kind.UKPRN, "5.7b", number_2023="5.5b", needed=ONE_NUMBER),
        _item(
            "SENSetting",
            "sen_setting",
            Kind.CODE,
            "5.7c",
            number_2023="5.5c",
            codes="placement_setting",
            needed=ONE_NUMBER,
        ),
        _item(
            "SENSettingOther",
            "sen_setting_other",
            Kind.TEXT,
            "5.7c(i)",
            number_2023="5.5c(i)",
            needed="when SENSetting is OTH or NIEO",
        ),
        _item(
            "PlacementRank",
            "placement_rank",
            Kind.CODE,
            "5.7d",
            number_2023="5.5d",
            codes="rank",
            needed=ALWAYS,
        ),
        _item("EntryDate", "entry_date", Kind.DATE, "5.7e", number_2023="5.5e", needed=ALWAYS),
        _item("LeavingDate", "leaving_date", Kind.DATE, "5.7f", number_2023="5.5f"),
        _item(
            "AttendancePattern",
            "attendance_pattern",
            Kind.CODE,
            "",
            number_2023="5.5g",
            codes="attendance",
            last_year=2023,
        ),
        _item("SENunitIndicator", "sen_unit_indicator", Kind.FLAG, "5.7g", number_2023="5.5h"),
        _item(
            "ResourcedProvisionIndicator",
            "resourced_provision_indicator",
            Kind.FLAG,
            "5.7h",
            number_2023="5.5i",
        ),
        _item("Res", "res", Kind.CODE, "5.2", codes="residential", first_year=2024),
        _item("WBP", "wbp", Kind.CODE, "5.3", codes="work_based", first_year=2024),
    ),
    orders={
        2023: _names(
            "URN UKPRN SENSetting SENSettingOther PlacementRank EntryDate LeavingDate "
            "AttendancePattern SENunitIndicator ResourcedProvisionIndicator"
        ),
        2024: _names(
            "URN UKPRN SENSetting SENSettingOther PlacementRank EntryDate LeavingDate "
            "SENunitIndicator ResourcedProvisionIndicator Res WBP"
        ),
    },
)

SEN_NEED = Block(
    name="SENneed",
    table="need",
    title="Type of need",
    parent="ActivePlans",
    least=1,
    most=2,
    items=(
        _item(
            "SENtype",
            "sen_type",
            Kind.CODE,
            "5.8a",
            number_2023="5.6",
            codes="need",
            needed=ALWAYS,
        ),
        _item(
            "SENtypeRank",
            "sen_type_rank",
            Kind.CODE,
            "5.8b",
            number_2023="5.7",
            codes="rank",
            needed=ALWAYS,
        ),
    ),
    orders={2023: _names("SENtype SENtypeRank")},
)

PERSONS = Block(
    name="Persons",
    table="",
    title="People",
    parent="Message",
    least=1,
    orders={2023: _names("Person")},
)

MESSAGE = Block(
    name="Message", table="", title="The return", least=1, orders={2023: _names("Header Persons")}
)

BLOCKS: dict[str, Block] = {
    block.name: block
    for block in (
        MESSAGE,
        HEADER,
        COLLECTION,
        SOURCE,
        PERSONS,
        PERSON,
        REQUESTS,
        ASSESSMENT,
        NAMED_PLAN,
        PLAN_DETAIL,
        ACTIVE_PLANS,
        PLACEMENT_DETAIL,
        SEN_NEED,
    )
}
"""Every block by name, a parent before its children."""

TABLES = (
    "person",
    "request",
    "assessment",
    "named_plan",
    "plan_detail",
    "active_plan",
    "placement",
    "need",
)
"""The tables that a return becomes, in file order."""

RUNNING_NUMBERS = {
    "plan_detail": "plan_detail_no",
    "placement": "placement_no",
    "need": "need_no",
}
"""The running number of the tables whose rows repeat within a request."""

CHANGES = (
    Change(
        year=2023,
        text="NamedPlan, PlanDetail, ActivePlans, PlacementDetail and SENneed hold "
        "what was a flat record in the trial of 2022; W replaces the outcomes T and S.",
    ),
    Change(
        year=2024,
        text="Sex (M or F) replaces GenderCurrent; Res and WBP move from ActivePlans "
        "into PlacementDetail; AttendancePattern goes; ReviewMeeting and ReviewOutcome are new "
        "(voluntary, needed from 2025).",
    ),
    Change(
        year=2025,
        text="DSCO, RequestSource, ReviewDraft, PhaseTransferDueDate and "
        "PhaseTransferFinalDate are new (voluntary); the need DS (Down syndrome) is new; "
        "LastReview comes before ReviewOutcome.",
    ),
    Change(
        year=2026,
        text="The five items that were new in 2025 are needed; LastReview moves to "
        "the end of ActivePlans.",
    ),
)
"""What each year's return changed."""


def block_of_table(table: str) -> Block:
    """The block whose rows become this table; ``KeyError`` where there is none."""
    for block in BLOCKS.values():
        if block.table == table and table != "header":
            return block
    raise KeyError(table)


def items_in(block: Block, year: int) -> tuple[Item, ...]:
    """The items of a block that the return of this year has, in file order."""
    by_name = {item.name: item for item in block.items}
    return tuple(by_name[name] for name in block.children(year) if name in by_name)


def nearest_year(year: int | None) -> int:
    """The described year whose format a return of this year is read in (the latest for None)."""
    if year is None:
        return YEARS[-1]
    return min(max(year, YEARS[0]), YEARS[-1])
