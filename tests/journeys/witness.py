"""Reads the database of a server beside it: ``python -m tests.journeys.witness``.

Each line in is a JSON list, a question and its details; each line out is its answer. What happened
is handed to ``sendap clock`` as a file, as anybody could who exports it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

from tests.journeys.staging import stage_case, stage_draft, stage_home, stage_plan

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")


def renewed(day: str) -> bool:
    """Whether the nightly renewal of a day, and all other work that was due, is done."""
    from sendap.apps.jobs.models import Job, PeriodicWork

    begun = PeriodicWork.objects.filter(name="timeline.refresh_all", last_on__gte=day).exists()
    under_way = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return begun and not under_way.filter(name="timeline.refresh_all").exists()


def put_back(day: str) -> int:
    """Let the periodic work of a day be queued again; returns how many kinds of work there are."""
    from sendap.apps.jobs.models import PeriodicWork

    before = date.fromisoformat(day) - timedelta(days=1)
    return PeriodicWork.objects.update(last_on=before)


def copies(case_id: str) -> list[list[Any]]:
    """The open deadlines that lists read: rule, day and whether an exception is recorded."""
    from sendap.apps.timeline.models import OpenDeadline

    rows = OpenDeadline.objects.filter(case_id=case_id)
    return sorted(
        [rule, due and due.isoformat(), excepted]
        for rule, due, excepted in rows.values_list("rule", "due", "excepted")
    )


def events(case_id: str) -> list[str]:
    """The names of what happened and counts, in order of day and record."""
    from sendap.apps.timeline.models import Event

    rows = Event.objects.filter(case_id=case_id, retraction__isnull=True)
    return list(rows.order_by("on", "pk").values_list("name", flat=True))


def clock(case_id: str, day: str) -> list[dict[str, Any]]:
    """What ``sendap clock`` prints for the case's events as they stand on a day."""
    from sendap.cli.main import main

    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(json.dumps(_exported(case_id, day)))
        file.flush()
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), "utf-8")) as said:
            status = main(["clock", file.name])
            said.seek(0)
            printed = said.read()
    assert status == 0, printed
    found: list[dict[str, Any]] = json.loads(printed)
    return found


def _exported(case_id: str, day: str) -> dict[str, Any]:
    """The case as JSON of the contract, from its rows and not by the product's own way."""
    from sendap.apps.timeline.models import Case, Event, ExceptionRecord
    from sendap.law.regimes import find_regime

    rows = Event.objects.filter(case_id=case_id, retraction__isnull=True, on__lte=day)
    law = find_regime("cfa2014").events
    happened = [
        {"event": each.name, "on": each.on.isoformat(), **_items(each.facts, each.reference)}
        for each in rows.order_by("on", "pk") if each.name in law
    ]  # fmt: skip
    excepted = ExceptionRecord.objects.filter(case_id=case_id).exclude(limb="")
    exceptions = [
        {"rule": row.rule, "limb": row.limb, "from": _text(row.starts_on), "to": _text(row.ends_on)}
        for row in excepted
    ]
    born_on = Case.objects.values_list("born_on", flat=True).get(pk=case_id)
    return {
        "regime": "cfa2014", "as_of": day, "born": born_on.isoformat(), "events": happened,
        "exceptions": exceptions,
    }  # fmt: skip


def _items(facts: dict[str, Any], reference: str) -> dict[str, Any]:
    return {**facts, **({"id": reference} if reference else {})}


def _text(day: date | None) -> str:
    assert day is not None
    return day.isoformat()


def case_called(surname: str) -> str:
    """The case of the one person with a surname."""
    from sendap.apps.timeline.models import Case

    return str(Case.objects.values_list("pk", flat=True).get(person__surname=surname))


def setting_of(username: str) -> list[str]:
    """The number and the name of the setting that an account is of."""
    from sendap.apps.access.models import Grant
    from sendap.apps.timeline.models import Case

    held = Grant.objects.filter(account__username=username, scope=Grant.Scope.SETTING)
    number = held.values_list("code", flat=True).get()
    named = Case.objects.filter(setting_number=number).exclude(setting_name="")
    return [number, named.values_list("setting_name", flat=True)[0]]


def planned_for(case_id: str) -> str:
    """The day for which a case's last review meeting is planned."""
    from sendap.apps.timeline.models import Event

    rows = Event.objects.filter(case_id=case_id, name="review_meeting_planned")
    return str(rows.latest("pk").facts["for"])


def standing(case_id: str) -> list[str]:
    """The stage of a case, and the name of the officer who has it."""
    from sendap.apps.timeline.models import Case

    rows = Case.objects.filter(pk=case_id).values_list("stage", "officer__name")
    return [text or "" for text in rows.get()]


def failed() -> list[str]:
    """What went wrong in the background: each job that failed, with its error."""
    from sendap.apps.jobs.models import Job

    rows = Job.objects.exclude(last_error="").values_list("name", "last_error")
    return [f"{name}: {error}" for name, error in rows]


QUESTIONS: dict[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        renewed,
        put_back,
        copies,
        events,
        clock,
        case_called,
        setting_of,
        standing,
        failed,
        planned_for,
        stage_case,
        stage_draft,
        stage_home,
        stage_plan,
    )
}


def answer_all() -> None:
    """Answer every question on standard input until it ends."""
    answers = sys.stdout
    for line in sys.stdin:
        name, *details = json.loads(line)
        print(json.dumps(QUESTIONS[name](*details)), file=answers, flush=True)


if __name__ == "__main__":
    django.setup()
    answer_all()
