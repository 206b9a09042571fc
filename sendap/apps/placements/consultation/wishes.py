"""What the family asked for: its order of the settings on its list, and those that it added."""

from __future__ import annotations

from collections.abc import Mapping

from sendap.apps.access.actors import Actor
from sendap.apps.access.visibility import visible
from sendap.apps.placements.models import ListChoice, ListWord
from sendap.apps.timeline.models import Case


def ranks_of(viewer: Actor, case: Case) -> Mapping[str, int]:
    """The family's own order of settings by number, 1 first, as one of it said last.

    Settings that it added to its list and didn't put in order come last, in order of asking.
    """
    choices = visible(viewer, ListChoice.objects.filter(tailored__case=case))
    latest = choices.order_by("-sent_at").first()
    numbers = [str(number) for number in latest.ranked] if latest else []
    words = visible(viewer, ListWord.objects.filter(tailored__case=case, kind=ListWord.Kind.ADDED))
    numbers += words.order_by("made_at").values_list("number", flat=True)
    return {number: place for place, number in enumerate(dict.fromkeys(numbers), 1)}
