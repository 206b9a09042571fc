"""Charts and maps made as SVG."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sendap.web.charts import (
    Bar,
    Dot,
    Line,
    MapArea,
    bar_chart,
    inset,
    line_chart,
    map_classes,
    map_of_england,
    strip_chart,
)
from sendap.web.charts.lines import unbroken
from sendap.web.charts.maps import class_of
from sendap.web.charts.scales import scale, short_number

SVG = "{http://www.w3.org/2000/svg}"
SAID = {"title": "A <title> & more", "description": "What it shows"}
SQUARE = "M1 1l2 0 0 2-2 0z"
LINE = Line("Northmere", ((2022, "2022", 10.0), (2023, "2023", 20.0), (2024, "2024 (prov)", 15.0)))
AREAS = [
    MapArea("Eastmere", "/areas/981", "46.4%", 0, SQUARE),
    MapArea("Cityville", "/areas/982", "not available", None, SQUARE, inset_path=SQUARE),
]
CLASSES = map_classes([46.4, 50.0])

PICTURES = {
    "line": line_chart([LINE], key="k", unit="%", **SAID),
    "bar": bar_chart([Bar("North <West>", 3.0, "3%"), Bar("South", None, "none")], key="k", **SAID),
    "strip": strip_chart([Dot("A", 1.0, marked=True), Dot("B", 2.0)], key="k", middle=1.5, **SAID),
    "map": map_of_england(AREAS, CLASSES, key="k", **SAID),
    "inset": inset(AREAS, CLASSES, key="k", **SAID),
}


@pytest.fixture(params=PICTURES)
def picture(request):
    return etree.fromstring(str(PICTURES[request.param]))


def test_a_picture_is_named_and_described(picture):
    named = picture.get("aria-labelledby").split()
    words = [picture.xpath(f"//*[@id='{key}']")[0].text for key in named]
    assert words == [SAID["title"], SAID["description"]]
    assert picture.get("role") in {"img", "group"}


def test_a_picture_has_no_style_and_no_script(picture):
    assert not picture.xpath("//@style | //*[local-name()='script' or local-name()='style']")
    assert not [name for name in picture.xpath("//@*") if name.attrname.startswith("on")]


def test_a_picture_without_links_is_one_image_and_one_with_links_is_a_group(picture):
    links = picture.findall(f".//{SVG}a")
    assert (picture.get("role") == "group") == bool(links)


def test_a_map_leads_to_each_area_once_and_reads_its_figure():
    pages = [etree.fromstring(str(PICTURES[name])) for name in ("map", "inset")]
    links = [link for page in pages for link in page.findall(f".//{SVG}a")]
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("/areas/981", "Eastmere: 46.4%"), ("/areas/982", "Cityville: not available"),
    ]  # fmt: skip


def test_an_area_without_a_figure_is_hatched():
    drawn = etree.fromstring(str(PICTURES["inset"]))
    fills = [path.get("fill") for path in drawn.findall(f".//{SVG}a/{SVG}path")]
    assert fills == ["url(#k-no-figure)"]
    assert drawn.xpath("//*[@id='k-no-figure']")


def test_lines_differ_in_dashes_and_markers_and_not_by_colour_alone():
    lines = [Line(name, LINE.points) for name in "ABCD"]
    drawn = etree.fromstring(str(line_chart(lines, key="k", **SAID)))
    dashes = [line.get("stroke-dasharray") for line in drawn.iter(f"{SVG}polyline")]
    assert len(set(dashes)) == 4


def test_a_line_has_a_point_for_each_figure():
    drawn = etree.fromstring(str(PICTURES["line"]))
    points = drawn.find(f".//{SVG}polyline").get("points").split()
    heights = [float(point.split(",")[1]) for point in points]
    assert len(points) == 3
    assert heights[1] < heights[2] < heights[0]


def test_a_line_breaks_where_a_year_is_missing_or_has_no_figure():
    points = ((2018, "", 1.0), (2019, "", 2.0), (2022, "", 3.0), (2023, "", None), (2024, "", 4.0))
    runs = [[(2018, 1.0), (2019, 2.0)], [(2022, 3.0)], [(2024, 4.0)]]
    assert unbroken(Line("A", points)) == runs


def test_pictures_of_nothing_are_still_pictures():
    for made in (
        line_chart([], key="k", **SAID), bar_chart([], key="k", **SAID),
        strip_chart([], key="k", **SAID), map_of_england([], (), key="k", **SAID),
    ):  # fmt: skip
        assert etree.fromstring(str(made)).get("viewBox")


figures = st.floats(-1e6, 1e6).map(lambda value: round(value, 3))


@given(st.lists(figures, min_size=1, max_size=20), st.booleans())
def test_an_axis_holds_every_figure_and_few_round_marks(values, from_nought):
    axis = scale(values, start=0, end=100, from_nought=from_nought)
    assert all(-0.01 <= axis.place(value) <= 100.01 for value in values)
    assert 2 <= len(axis.marks) <= 8
    assert not from_nought or 0 in axis.marks


@given(st.lists(figures, min_size=1, max_size=200))
def test_every_figure_falls_in_the_class_whose_ends_hold_it(values):
    classes = map_classes(values)
    for value in values:
        one = classes[class_of(value, classes)]
        assert one.low <= value <= one.high


def test_figures_that_are_all_the_same_make_one_class_and_none_make_none():
    assert len(map_classes([5.0] * 10)) == 1
    assert map_classes([]) == ()
    assert class_of(None, map_classes([1.0])) is None


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.5, "0.5"), (640_000, "640k"), (16e9, "16bn"), (2_500, "2,500")],
)
def test_an_axis_writes_short_numbers(value, words):
    assert short_number(value) == words
