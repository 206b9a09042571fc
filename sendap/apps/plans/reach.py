"""Which of an actor's roles reach a case."""

from __future__ import annotations

from datetime import date

from sendap.apps.access.actors import Actor
from sendap.apps.access.models import Grant
from sendap.apps.access.roles import FAMILY
from sendap.apps.people.queries import family_of
from sendap.apps.timeline.models import Case


def roles_over(actor: Actor, case: Case, *, on: date) -> frozenset[str]:
    """The roles that this actor holds over this case: a role held elsewhere doesn't count.

    A family's role counts only while its tie to the person lets it see the record.
    """
    reach: dict[str, str] = {
        Grant.Scope.AUTHORITY: case.authority_code,
        Grant.Scope.SETTING: case.setting_number,
        Grant.Scope.PERSON: str(case.person_id),
    }
    held = {each.role for each in actor.grants if each.code and reach.get(each.scope) == each.code}
    if case.person_id not in family_of(actor, on=on):
        held -= FAMILY
    return frozenset(held)
