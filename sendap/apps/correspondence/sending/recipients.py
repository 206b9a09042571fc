"""Which accounts hear of news about a case."""

from __future__ import annotations

from datetime import date

from sendap.apps.people.models import Relationship
from sendap.apps.people.rules import Tie, sees_record
from sendap.apps.people.ties import TIE, agreed_on, lacking_capacity
from sendap.apps.timeline.models import Case


def family_accounts(case: Case, *, on: date) -> frozenset[int]:
    """The accounts of the family to which the record is open on a day."""
    person = {case.person_id}
    agreed, lacks = agreed_on(person, on=on), bool(lacking_capacity(person, on=on))
    rows = Relationship.objects.filter(person_id=case.person_id, account__isnull=False)
    ties = (Tie(*row) for row in rows.values_list(*TIE))
    return frozenset(
        tie.account_id
        for tie in ties
        if tie.account_id is not None
        and sees_record(
            tie, born_on=case.person.born_on, on=on, agreed=agreed, lacks_capacity=lacks
        )
    )
