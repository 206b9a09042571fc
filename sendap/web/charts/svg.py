"""The few SVG elements that charts are made of; every text and attribute is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

INK = "#0b0c0c"
GREY = "#505a5f"
PALE = "#b1b4b6"
COLOURS = ("#1f4e5f", "#c8501e", "#5b3f8c", "#00703c")
"""Line colours: 4 to 1 or better on white, distinct in the common kinds of colour vision."""


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """One element; ``_`` in an attribute's name becomes ``-`` and a trailing ``_`` is dropped."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(escape(part) for part in inside)
    written = f"<{name}{pairs}>{content}</{name}>" if content else f"<{name}{pairs}/>"
    return Markup(written)  # noqa: S704 - every part was escaped above


def chart(
    *inside: Markup,
    key: str,
    title: str,
    description: str,
    width: int,
    height: int,
    class_: str = "app-chart",
    role: str = "img",
) -> Markup:
    """The whole picture with title and description; ``key`` makes its ids unique on the page."""
    named = f"{key}-title {key}-description"
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-description"),
        *inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        class_=class_,
        role=role,
        aria_labelledby=named,
        focusable="false",
    )


def group(*inside: Markup, **attributes: object) -> Markup:
    """A group of elements."""
    return element("g", *inside, **attributes)


def text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 14) -> Markup:
    """Words at a point, in the ink of the page."""
    return element("text", words, x=x, y=y, text_anchor=anchor, font_size=size, fill="currentColor")


def polyline(points: Iterable[tuple[float, float]], **attributes: object) -> Markup:
    """A line through points."""
    joined = " ".join(f"{_short(x)},{_short(y)}" for x, y in points)
    return element("polyline", points=joined, fill="none", **attributes)


def _short(value: object) -> object:
    """Numbers with no more than two decimals: pictures stay small."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return value
