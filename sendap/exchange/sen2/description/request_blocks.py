"""The blocks of the return from the header to the assessment (modules 1 to 3).

Source: the person-level SEN2 guides of 2023 to 2026 as recorded by the LIIA project's schemas and
the witan.sen2 readers; item numbers are those of the 2025 and 2026 guides.
"""

from __future__ import annotations

from sendap.exchange.sen2.description.items import ALWAYS, UNLESS_HISTORICAL, item, names
from sendap.exchange.sen2.description.model import Block, Kind

COLLECTION = Block(
    name="CollectionDetails",
    table="header",
    title="What is collected",
    parent="Header",
    least=1,
    items=(
        item("Collection", "collection", Kind.TEXT, fixed="SEN2", needed=ALWAYS),
        item("Year", "year", Kind.YEAR, needed=ALWAYS, note="The year of census day."),
        item("ReferenceDate", "reference_date", Kind.DATE, needed=ALWAYS, note="Census day."),
    ),
    orders={2023: names("Collection Year ReferenceDate")},
)

SOURCE = Block(
    name="Source",
    table="header",
    title="Who sends it",
    parent="Header",
    least=1,
    items=(
        item("SourceLevel", "source_level", Kind.TEXT, fixed="L", needed=ALWAYS),
        item("LEA", "lea", Kind.AUTHORITY, needed=ALWAYS),
        item("SoftwareCode", "software_code", Kind.TEXT),
        item("Release", "release", Kind.TEXT),
        item("SerialNo", "serial_no", Kind.SERIAL, needed=ALWAYS, note="Goes up at each re-send."),
        item("DateTime", "date_time", Kind.MOMENT, needed=ALWAYS),
        item("DMO", "dmo", Kind.CODE, codes="officer", needed=ALWAYS),
        item("DCO", "dco", Kind.CODE, codes="officer", needed=ALWAYS),
        item(
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
        2023: names("SourceLevel LEA SoftwareCode Release SerialNo DateTime DMO DCO"),
        2025: names("SourceLevel LEA SoftwareCode Release SerialNo DateTime DMO DCO DSCO"),
    },
)

HEADER = Block(
    name="Header",
    table="",
    title="Header",
    parent="Message",
    least=1,
    orders={2023: names("CollectionDetails Source")},
)

PERSON = Block(
    name="Person",
    table="person",
    title="Child or young person (module 1)",
    parent="Persons",
    least=1,
    most=0,
    items=(
        item("Surname", "surname", Kind.TEXT, "1.1", needed=ALWAYS),
        item("Forename", "forename", Kind.TEXT, "1.2", needed=ALWAYS),
        item("PersonBirthDate", "person_birth_date", Kind.DATE, "1.3", needed=ALWAYS),
        item("Sex", "sex", Kind.CODE, "1.4", codes="sex", needed=ALWAYS, first_year=2024),
        item(
            "GenderCurrent",
            "gender_current",
            Kind.CODE,
            "1.4",
            codes="gender",
            needed=ALWAYS,
            last_year=2023,
        ),
        item("Ethnicity", "ethnicity", Kind.CODE, "1.5", codes="ethnicity", needed=ALWAYS),
        item("PostCode", "post_code", Kind.POSTCODE, "1.6"),
        item("UPN", "upn", Kind.UPN, "1.7a", needed="one of UPN, ULN and UPNunknown"),
        item("UniqueLearnerNumber", "unique_learner_number", Kind.ULN, "1.7b"),
        item("UPNunknown", "upn_unknown", Kind.CODE, "1.7c", codes="upn_unknown"),
    ),
    orders={
        2023: names(
            "Surname Forename PersonBirthDate GenderCurrent Ethnicity PostCode UPN "
            "UniqueLearnerNumber UPNunknown Requests"
        ),
        2024: names(
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
        item("ReceivedDate", "received_date", Kind.DATE, "2.1", needed=UNLESS_HISTORICAL),
        item(
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
        item(
            "RYA",
            "rya",
            Kind.FLAG,
            "2.3",
            number_2023="2.2",
            needed=UNLESS_HISTORICAL,
            note="1: in relevant youth accommodation.",
        ),
        item(
            "RequestOutcomeDate",
            "request_outcome_date",
            Kind.DATE,
            "2.4",
            number_2023="2.3",
            needed="when the outcome of the request is Y or N",
        ),
        item(
            "RequestOutcome",
            "request_outcome",
            Kind.CODE,
            "2.5",
            number_2023="2.4",
            codes="request_outcome",
            needed=ALWAYS,
        ),
        item("RequestMediation", "request_mediation", Kind.FLAG, "2.6", number_2023="2.5"),
        item("RequestTribunal", "request_tribunal", Kind.FLAG, "2.7", number_2023="2.6"),
        item(
            "Exported",
            "exported",
            Kind.AUTHORITY,
            "2.8",
            number_2023="2.7",
            note="The authority that the person moved to before the assessment was finished.",
        ),
    ),
    orders={
        2023: names(
            "ReceivedDate RYA RequestOutcomeDate RequestOutcome RequestMediation "
            "RequestTribunal Exported Assessment ActivePlans"
        ),
        2025: names(
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
        item(
            "AssessmentOutcome",
            "assessment_outcome",
            Kind.CODE,
            "3.1",
            codes="assessment_outcome",
            needed=ALWAYS,
        ),
        item(
            "AssessmentOutcomeDate",
            "assessment_outcome_date",
            Kind.DATE,
            "3.2",
            needed="when the outcome of the assessment is Y or N",
        ),
        item("AssessmentMediation", "assessment_mediation", Kind.FLAG, "3.3"),
        item("AssessmentTribunal", "assessment_tribunal", Kind.FLAG, "3.4"),
        item("OtherMediation", "other_mediation", Kind.FLAG, "3.5"),
        item("OtherTribunal", "other_tribunal", Kind.FLAG, "3.6"),
        item(
            "Week20",
            "week20",
            Kind.FLAG,
            "3.7",
            note="1: a lawful exception to the 20 weeks applies.",
        ),
    ),
    orders={
        2023: names(
            "AssessmentOutcome AssessmentOutcomeDate AssessmentMediation AssessmentTribunal "
            "OtherMediation OtherTribunal Week20 NamedPlan"
        ),
    },
)
