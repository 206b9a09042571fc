"""The published indicators: each says what it is, and names columns that exist."""

import pytest

from sendap.exchange.statistics.ehc_plans import shapes
from sendap.insight.indicators.published import THEMES, definitions, sources

DEFINITIONS = definitions()
COLUMNS = {shape.name: set(shape.columns) for shape in shapes()[1]}


def test_the_dashboard_has_a_hundred_indicators_of_every_theme():
    assert len(DEFINITIONS) >= 100
    assert {item.theme for item in DEFINITIONS} == set(THEMES)


@pytest.mark.parametrize(
    "item", [item for item in DEFINITIONS if item.source == "ehc_plans"], ids=lambda item: item.id
)
def test_an_indicator_names_columns_of_its_table(item):
    named = {item.value, *([item.numerator] if item.numerator else []), *item.denominator}
    assert named <= COLUMNS[item.table]


def test_every_definition_is_a_sentence_or_comes_from_the_tools_dictionary():
    assert all(item.measure or item.definition.endswith(".") for item in DEFINITIONS)


def test_every_source_has_publisher_licence_date_and_address():
    assert all(
        source.publisher and source.licence and source.released and source.link.startswith("https")
        for source in sources()
    )


def test_counts_are_told_from_shares():
    by_id = {item.id: item for item in DEFINITIONS}
    assert by_id["plans_in_force"].is_count
    assert not by_id["plans_in_twenty_weeks"].is_count
    assert not by_id["medical_officer"].is_count
