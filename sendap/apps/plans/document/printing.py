"""A plan that was sent as a tagged PDF (PDF/UA-1), with the same fields as its page."""

from __future__ import annotations

import json

import typst

from sendap.apps.plans.document.queries import PLACES, ServedPlan
from sendap.exchange.plan.comparison import shown
from sendap.exchange.plan.document import STATUSES

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
]
"""
"""The words of people come in as data (``plan``), never as part of this text."""


def plan_pdf(served: ServedPlan) -> bytes:
    """The plan as this reader may see it, as the bytes of a PDF."""
    content = json.dumps(_content(served), ensure_ascii=False)
    return bytes(
        typst.compile(
            _LAYOUT.encode(), format="pdf", pdf_standards="ua-1", sys_inputs={"plan": content}
        )
    )


def _content(served: ServedPlan) -> dict[str, object]:
    plan = served.plan
    sent = served.version.served_on or served.version.prepared_on
    return {
        "title": f"{plan.shape.title} for {served.forename}",
        "about": f"{STATUSES[served.version.status]}, version {served.version.number}, "
        f"sent on {sent:%d %B %Y}.",
        "sections": [
            {
                "title": f"{letter}. {section.title}",
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
