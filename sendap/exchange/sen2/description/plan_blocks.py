"""The blocks of the return that tell of a plan (modules 4 and 5).

Source: the person-level SEN2 guides of 2023 to 2026 as recorded by the LIIA project's schemas and
the witan.sen2 readers; item numbers are those of the 2025 and 2026 guides.
"""

from __future__ import annotations

from sendap.exchange.sen2.description.items import ALWAYS, ONE_NUMBER, item, names
from sendap.exchange.sen2.description.model import Block, Kind

NAMED_PLAN = Block(
    name="NamedPlan",
    table="named_plan",
    title="Plan as issued (module 4)",
    parent="Assessment",
    items=(
        item("StartDate", "start_date", Kind.DATE, "4.1", needed=ALWAYS),
        item("PlanRes", "plan_res", Kind.CODE, "4.2", codes="residential"),
        item(
            "PlanWBP",
            "plan_wbp",
            Kind.CODE,
            "4.3",
            codes="work_based",
            misspellings=("planwpb",),
        ),
        item("PB", "pb", Kind.FLAG, "4.4a", needed=ALWAYS, note="Personal budget taken up."),
        item("OA", "oa", Kind.FLAG, "4.4b", note="Organised arrangements (notional budget)."),
        item("DP", "dp", Kind.CODE, "4.4c", codes="direct_payment"),
        item("CeaseDate", "cease_date", Kind.DATE, "4.5", note="The day the plan ended."),
        item(
            "CeaseReason",
            "cease_reason",
            Kind.CODE,
            "4.6",
            codes="cease_reason",
            needed="with CeaseDate",
        ),
    ),
    orders={
        2023: names("StartDate PlanDetail PlanRes PlanWBP PB OA DP CeaseDate CeaseReason"),
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
        item("URN", "urn", Kind.URN, "4.7a", needed=ONE_NUMBER),
        item("UKPRN", "ukprn", Kind.UKPRN, "4.7b", needed=ONE_NUMBER),
        item(
            "SENSetting", "sen_setting", Kind.CODE, "4.7c", codes="plan_setting", needed=ONE_NUMBER
        ),
        item(
            "SENSettingOther",
            "sen_setting_other",
            Kind.TEXT,
            "4.7c(i)",
            needed="when SENSetting is OTH",
        ),
        item("PlacementRank", "placement_rank", Kind.CODE, "4.7d", codes="rank", needed=ALWAYS),
        item("SENunitIndicator", "sen_unit_indicator", Kind.FLAG, "4.7e"),
        item("ResourcedProvisionIndicator", "resourced_provision_indicator", Kind.FLAG, "4.7f"),
    ),
    orders={
        2023: names(
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
        item(
            "TransferLA",
            "transfer_la",
            Kind.AUTHORITY,
            "5.1",
            note="The authority that the plan came from during the year.",
        ),
        item("Res", "res", Kind.CODE, "5.2", codes="residential", last_year=2023),
        item("WBP", "wbp", Kind.CODE, "5.3", codes="work_based", last_year=2023),
        item(
            "ReviewMeeting",
            "review_meeting",
            Kind.DATE,
            "5.4a",
            first_year=2024,
            note="The latest review meeting on or before census day.",
        ),
        item(
            "ReviewOutcome",
            "review_outcome",
            Kind.CODE,
            "5.4c",
            codes="review_outcome",
            needed="with LastReview",
            needed_from=2025,
            first_year=2024,
        ),
        item("ReviewDraft", "review_draft", Kind.DATE, "5.4d", first_year=2025),
        item("PhaseTransferDueDate", "phase_transfer_due_date", Kind.DATE, "5.6a", first_year=2025),
        item(
            "PhaseTransferFinalDate",
            "phase_transfer_final_date",
            Kind.DATE,
            "5.6b",
            first_year=2025,
        ),
        item(
            "LastReview",
            "last_review",
            Kind.DATE,
            "5.4b",
            number_2023="5.4",
            note="The day the authority wrote with its decision after the review.",
        ),
    ),
    orders={
        2023: names("TransferLA PlacementDetail Res WBP SENneed LastReview"),
        2024: names("TransferLA PlacementDetail SENneed ReviewMeeting ReviewOutcome LastReview"),
        2025: names(
            "TransferLA PlacementDetail SENneed ReviewMeeting LastReview ReviewOutcome "
            "ReviewDraft PhaseTransferDueDate PhaseTransferFinalDate"
        ),
        2026: names(
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
        item("URN", "urn", Kind.URN, "5.7a", number_2023="5.5a", needed=ONE_NUMBER),
        item("UKPRN", "ukprn", Kind.UKPRN, "5.7b", number_2023="5.5b", needed=ONE_NUMBER),
        item(
            "SENSetting",
            "sen_setting",
            Kind.CODE,
            "5.7c",
            number_2023="5.5c",
            codes="placement_setting",
            needed=ONE_NUMBER,
        ),
        item(
            "SENSettingOther",
            "sen_setting_other",
            Kind.TEXT,
            "5.7c(i)",
            number_2023="5.5c(i)",
            needed="when SENSetting is OTH or NIEO",
        ),
        item(
            "PlacementRank",
            "placement_rank",
            Kind.CODE,
            "5.7d",
            number_2023="5.5d",
            codes="rank",
            needed=ALWAYS,
        ),
        item("EntryDate", "entry_date", Kind.DATE, "5.7e", number_2023="5.5e", needed=ALWAYS),
        item("LeavingDate", "leaving_date", Kind.DATE, "5.7f", number_2023="5.5f"),
        item(
            "AttendancePattern",
            "attendance_pattern",
            Kind.CODE,
            "",
            number_2023="5.5g",
            codes="attendance",
            last_year=2023,
        ),
        item("SENunitIndicator", "sen_unit_indicator", Kind.FLAG, "5.7g", number_2023="5.5h"),
        item(
            "ResourcedProvisionIndicator",
            "resourced_provision_indicator",
            Kind.FLAG,
            "5.7h",
            number_2023="5.5i",
        ),
        item("Res", "res", Kind.CODE, "5.2", codes="residential", first_year=2024),
        item("WBP", "wbp", Kind.CODE, "5.3", codes="work_based", first_year=2024),
    ),
    orders={
        2023: names(
            "URN UKPRN SENSetting SENSettingOther PlacementRank EntryDate LeavingDate "
            "AttendancePattern SENunitIndicator ResourcedProvisionIndicator"
        ),
        2024: names(
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
        item(
            "SENtype",
            "sen_type",
            Kind.CODE,
            "5.8a",
            number_2023="5.6",
            codes="need",
            needed=ALWAYS,
        ),
        item(
            "SENtypeRank",
            "sen_type_rank",
            Kind.CODE,
            "5.8b",
            number_2023="5.7",
            codes="rank",
            needed=ALWAYS,
        ),
    ),
    orders={2023: names("SENtype SENtypeRank")},
)
