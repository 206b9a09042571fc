"""From a version in the database to the plan as a document."""

from __future__ import annotations

from sendap.apps.organisations.models import Authority
from sendap.apps.plans.models import PlanVersion
from sendap.exchange.plan.document import Person, PlanDocument, from_json, items_from


def document_of(version: PlanVersion) -> PlanDocument:
    """The plan that a version holds: as it was sent, or as it stands while it is open."""
    if version.content:
        return from_json(version.content)
    person, code = version.case.person, version.case.authority_code
    name = Authority.objects.filter(pk=code).values_list("name", flat=True).first()
    return PlanDocument(
        status=version.status,
        number=version.number,
        prepared_on=version.prepared_on,
        person=Person(person.forename, person.surname, person.born_on),
        authority_code=code,
        authority_name=name or "",
        sections={row.letter: items_from(row.items) for row in version.sections.all()},
    )
