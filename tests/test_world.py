"""The world itself: every sensitive field of it holds a canary."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_role_has_an_account(world: World) -> None:
    from sendap.apps.access.roles import ROLES

    assert set(ROLES) <= set(world.accounts)


def test_each_child_has_a_case(world: World) -> None:
    assert {"own", "other", "protected", "moved", "grown", "foreign"} == set(world.subjects)


CODES = {
    "Case": {"authority_code", "stage", "need", "setting_number", "setting_kind", "next_rule"},
    "Event": {"name", "reference", "source", "recorded_by"},
    "Person": {"sex", "ethnicity", "upn_unknown"},
    "Responsibility": {"basis"},
    "Relationship": {"basis"},
    "Location": {"kind"},
    "Retraction": {"recorded_by"},
    "ExceptionRecord": {"rule", "limb", "source"},
    "OpenDeadline": {"rule"},
    "SearchKey": {"authority_code"},
    "PersonReturn": {"digest"},
    "Request": {"request_source", "outcome", "exported_to"},
    "Assessment": {"outcome"},
    "Plan": {"residential", "work_based", "direct_payment", "cease_reason"},
    "PlanSetting": {"urn", "ukprn", "sen_setting", "rank"},
    "ActivePlan": {"transferred_from", "review_outcome", "residential", "work_based"},
    "Placement": {"urn", "ukprn", "sen_setting", "rank", "attendance", "residential", "work_based"},
    "Need": {"kind", "rank"},
    "Decision": {"move", "made_by"},
    "News": {"kind"},
    "Consent": {"given_by", "scope"},
    "BodyConsent": {"body", "given_by"},
    "FamilyWords": {"about", "reference", "made_by"},
    "ListMade": {"regime", "mode", "made_by", "shared_by"},
    "ListChoice": {"made_by"},
    "ListWord": {"kind", "number", "made_by", "answered_by"},
    "ReviewPaper": {"said_by", "noted_by"},
    "ExperienceMark": {"stage"},
    "Capacity": {"decision", "assessed_by"},
    "AdviceRequest": {"reference", "kind", "role", "asked_by", "answered_by"},
    "AdviceStatement": {"kind"},
    "AdviceReuse": {"kind", "noted_by"},
    "DeliveryItem": {"section", "item", "made_by"},
    "DeliveryEntry": {"missed_because", "made_by"},
    "Review": {"recommends", "reported_by"},
    "ReviewView": {"said_by", "made_by"},
    "PanelItem": {"question", "added_by"},
    "Notice": {"kind", "title", "sent_by", "document"},
    "NoticeCopy": {"channel", "body", "setting_number"},
    "Invitation": {"digest", "made_by"},
    "Message": {"side"},
    "StoredFile": {"about", "kind", "digest", "once", "storage", "state", "side", "vouched_for"},
    "PlanVersion": {"status", "prepared_by"},
    "PlanSection": {"letter", "edited_by"},
    "PlanSuggestion": {"section", "item", "made_by", "decided_by"},
    "RequestForm": {
        "authority_code",
        "setting_number",
        "channel",
        "state",
        "reference",
        "code_digest",
        "one_use_digest",
        "taken_by",
        "decided_by",
    },
    "PlanComment": {"section", "item", "made_by", "answered_by"},
    "Note": {"made_by"},
    "ReturnProblem": {"rule", "severity", "item"},
    "SuppliedItem": {"authority_code", "item", "value", "made_by"},
    "Explanation": {"authority_code", "rule", "item", "made_by"},
    "Handover": {"made_by"},
    "Talk": {"side", "way", "outcome", "opened_by", "closed_by"},
    "Mediation": {"regime", "wish", "ended_because"},
    "Certificate": {"number", "issued_by"},
    "AgreedItem": {"reference", "kind", "body", "done_by"},
    "Appeal": {"kind", "regime", "state", "made_by"},
    "BundlePaper": {"source", "key"},
    "Bundle": {"digest", "made_by"},
    "WorkingEdition": {"key", "title", "digest", "made_by"},
    "Order": {"kind", "made_by"},
    "Complaint": {"made_by"},
    "Consultation": {
        "reference",
        "number",
        "name",
        "reader_number",
        "reader_authority",
        "sent_by",
        "replied_by",
        "answer",
    },
    "Naming": {
        "regime",
        "way",
        "number",
        "name",
        "second_number",
        "second_name",
        "setting_type",
        "made_by",
    },
    "PlaceClaim": {"number", "name", "state", "made_by", "started_by"},
    "AnswerWaived": {"made_by"},
}
"""Text that is a code, or the name of a member of staff, and so holds no canary."""


def _texts() -> list[tuple[type[models.Model], str]]:
    return [
        (model, field.name)
        for model in apps.get_models()
        if getattr(getattr(model, "tenancy", None), "person", "")
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        if field.name not in CODES.get(model.__name__, set())
    ]


@pytest.mark.parametrize(("model", "field"), _texts())
def test_every_text_about_a_child_holds_a_canary(
    model: type[models.Model], field: str, world: World
) -> None:
    values = [text for text in model._default_manager.values_list(field, flat=True) if text]
    assert values, "the world has none: plant one, or say that it is a code"
    assert any(world.canaries.find(str(text)) for text in values)
