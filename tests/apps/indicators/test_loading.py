"""Loading published data: whole or not at all, and only when something changed."""

import pytest

from sendap.apps.access.actors import public_actor
from sendap.apps.access.models import AuditEntry
from sendap.apps.indicators import queries
from sendap.apps.indicators.actions import load_published
from sendap.apps.indicators.models import Area, Figure, Load, Source
from sendap.basics.errors import CannotDo, NotAllowed
from tests.apps.indicators.conftest import FIGURES
from tests.engines.statistics.small_publication import plans_zip

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PLANS = "ehc_plans/education-health-and-care-plans_2025.zip"


def everything() -> list:
    return [
        *Figure.objects.order_by("indicator", "area", "period").values_list(
            "indicator", "area", "period", "value", "status", "rank"
        ),
        *Source.objects.values_list("id", "sha256", "loaded_at"),
    ]


def test_the_same_files_again_change_nothing(loaded):
    before = everything()
    assert load_published(folder=loaded).changed is False
    assert everything() == before


def test_a_changed_file_replaces_what_was_there(loaded, viewer):
    figures = {**FIGURES, ("caseload", "202425", "981", "ehcplans"): "77"}
    (loaded / PLANS).write_bytes(plans_zip(figures))
    assert load_published(folder=loaded).changed is True
    row = queries.area(viewer, code="981").themes
    shown = {one.indicator.id: one.figures["981"].value for theme in row for one in theme.rows
             if "981" in one.figures}  # fmt: skip
    assert shown["plans_in_force"] == 77
    assert Load.objects.count() == 1


@pytest.mark.parametrize(
    "name", [PLANS, "geography/la_codes.csv", "la_indicators/lait_bds_long.parquet"]
)
@pytest.mark.parametrize("content", [None, b"", b"<html>not found</html>"])
def test_a_bad_file_leaves_everything_as_it_was(loaded, name, content):
    before = everything()
    (loaded / name).unlink() if content is None else (loaded / name).write_bytes(content)
    with pytest.raises(CannotDo, match=name.rsplit("/", 1)[1]):
        load_published(folder=loaded)
    assert everything() == before


def test_a_folder_that_isnt_there_is_said(db, tmp_path):
    with pytest.raises(CannotDo, match=r"no such folder"):
        load_published(folder=tmp_path / "nowhere")


def test_only_an_operator_may_load(db, folder):
    with pytest.raises(NotAllowed):
        load_published(folder=folder, actor=public_actor())
    assert not Source.objects.exists()


def test_a_load_is_in_the_audit(loaded):
    entry = AuditEntry.objects.get(action="indicators.load_published")
    assert (entry.outcome, entry.count) == ("changed", Figure.objects.count())


def test_every_area_has_its_region_and_only_todays_have_an_outline(loaded):
    areas = {area.code: area for area in Area.objects.all()}
    assert len(areas) == 1 + 2 + 6
    assert areas["981"].region_name == "North West"
    assert areas["981"].outline
    assert not areas["984"].outline
    assert not areas["984"].is_current
