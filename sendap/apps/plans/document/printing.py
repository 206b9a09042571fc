"""A plan that was sent as a tagged PDF (PDF/UA-1), with the same fields as its page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from sendap.apps.correspondence.files.storing import folder
from sendap.apps.plans.document.queries import PLACES, ServedPlan
from sendap.exchange.plan.comparison import shown
from sendap.exchange.plan.document import STATUSES

VIEWS = "A"
"""The section of the family's views."""

_LAYOUT = """
#let plan = json(bytes(sys.inputs.plan))
#set document(title: plan.title)
#set text(lang: "en", region: "gb", size: 12pt)
#set page(paper: "a4", footer: context [
  #set text(size: 9pt)
  #plan.title · page #counter(page).display() of #counter(page).final().first()
])
= #plan.title
#plan.about

#for section in plan.sections [
  == #section.title
  #if section.items.len() == 0 [Nothing is written here.]
  #for item in section.items [
    === #item.id
    #for (name, said) in item.fields [
      *#name*: #said

    ]
  ]
  #for view in section.views [
    #if view.picture == "" [
      Recording: #view.words. It can be played with the plan on its page.
    ] else [
      #figure(
        image(view.picture, format: "jpg", alt: view.words, width: 8cm),
        caption: view.words, supplement: none, numbering: none,
      )
    ]
  ]
]
"""
"""The words of people come in as data (``plan``), never as part of this text."""


@dataclass(frozen=True, slots=True)
class PrintedView:
    """A picture of somebody's views with its words, or (without a ``path``) a recording's."""

    words: str
    path: Path | None


def plan_pdf(served: ServedPlan, views: Sequence[PrintedView] = ()) -> bytes:
    """The plan as this reader may see it, as the bytes of a PDF; ``views`` stand in section A."""
    content = json.dumps(_content(served, views), ensure_ascii=False)
    root: Any = _folder(views)  # The stubs want it to be of the type of the text.
    return bytes(
        typst.compile(
            _LAYOUT.encode(), format="pdf", pdf_standards="ua-1", sys_inputs={"plan": content},
            root=root,
        )
    )  # fmt: skip


def _folder(views: Sequence[PrintedView]) -> str | None:
    """The one folder that the printing may read: that of the files, if there is a picture."""
    return str(folder()) if any(view.path for view in views) else None


def _printed(view: PrintedView) -> dict[str, str]:
    picture = f"/{view.path.relative_to(folder())}" if view.path else ""
    return {"words": view.words.rstrip("."), "picture": picture}


def _content(served: ServedPlan, views: Sequence[PrintedView]) -> dict[str, object]:
    plan = served.plan
    sent = served.version.served_on or served.version.prepared_on
    return {
        "title": f"{plan.shape.title} for {served.forename}",
        "about": f"{STATUSES[served.version.status]}, version {served.version.number}, "
        f"sent on {sent:%d %B %Y}.",
        "sections": [
            {
                "title": f"{letter}. {section.title}",
                "views": [_printed(view) for view in views] if letter == VIEWS else [],
                "items": [
                    {
                        "id": item.id,
                        "fields": [
                            [field.title, shown(field, item)]
                            for field in section.kind.fields.values()
                            if shown(field, item)
                        ],
                    }
                    for item in plan.sections.get(letter, ())
                ],
            }
            for letter, section in plan.shape.sections.items()
            if not (served.withheld and letter in PLACES)
        ],
    }
