"""Every command of the guide for systems works as it is printed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client

from sendap.apps.timeline.models import Case
from tests.doors.council import Council
from tests.doors.test_api import program
from tests.world import World

GUIDE = settings.BASE_DIR / "docs" / "how-to" / "connect.md"


def commands() -> Iterator[str]:
    for block in re.findall(r"```sh\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL):
        yield block.replace("\\\n", " ")


def run(command: str, known: dict[str, str]) -> Any:
    """What a shell and ``curl`` would send: names in single quotes stay as they are."""
    quoted = re.split(r"('[^']*')", command)
    said = [part if part.startswith("'") else _filled(part, known) for part in quoted]
    words = shlex.split("".join(said))[1:]
    sent: dict[str, str] = {"-X": "GET", "-d": ""}
    headers = {}
    while words[0].startswith("-"):
        option, value, *words = words
        name, _, text = value.partition(": ")
        headers |= {name.lower(): text} if option == "-H" else {}
        sent |= {option: value} if option != "-H" else {}
    (address,) = words
    return Client().generic(
        sent["-X"], address, sent["-d"], headers.pop("content-type", ""), headers=headers
    )


def _filled(text: str, known: dict[str, str]) -> str:
    return re.sub(r"\$([A-Z]+)", lambda name: known[name[1]], text)


def _first(found: Any, case: Case, item: str) -> str:
    return str(next(row[item] for row in found["items"] if row["case_id"] == str(case.pk)))


def test_every_command_of_the_guide_works_in_its_order(world: World) -> None:
    council, known = Council(world), {"SENDAP": "", "TODAY": world.today.isoformat()}
    known["TOKEN"] = program(world, "senco")["authorization"].removeprefix("Bearer ")
    ran = 0
    for command in commands():
        answer = run(command, known)
        assert answer.status_code == 200, (command, answer.content)
        _go_on(command, answer.json(), known, council)
        ran += 1
    assert ran == GUIDE.read_text(encoding="utf-8").count("curl ") > 15


def _go_on(command: str, answer: Any, known: dict[str, str], council: Council) -> None:
    """Keep what the next command needs, and let the council do its part."""
    place = re.search(r"/api/v1/(\S+?)\"?\s*$", command)
    assert place is not None
    if "send_review_report" in command:
        council.keep_plan(_case(known))
    if (then := THEN.get(place[1])) is not None:
        then(answer, known, council)


def _asked(answer: Any, known: dict[str, str], council: Council) -> None:
    case = council.take(answer["id"])
    council.ask_for_advice(case)
    known["CASE"] = str(case.pk)


def _case(known: dict[str, str]) -> Case:
    return Case.objects.get(pk=known["CASE"])


def _listed(answer: Any, known: dict[str, str], council: Council) -> None:
    known["ADVICE"] = _first(answer, _case(known), "id")


def _read(answer: Any, known: dict[str, str], council: Council) -> None:
    known["EDITION"] = answer["edition"]


def _given(answer: Any, known: dict[str, str], council: Council) -> None:
    council.send_plan(_case(known))


def _week(answer: Any, known: dict[str, str], council: Council) -> None:
    known |= {"WEEK": answer["week"], "ITEM": _first(answer, _case(known), "item_id")}


def _decided(answer: Any, known: dict[str, str], council: Council) -> None:
    assert [row["outcome"] for row in answer] == ["maintain"]


THEN: dict[str, Callable[[Any, dict[str, str], Council], None]] = {
    "requests/new": _asked,
    "advice?state=waiting": _listed,
    "advice/$ADVICE": _read,
    "advice/$ADVICE/answer": _given,
    "delivery/week?week=$TODAY": _week,
    "cases/$CASE/review/decisions": _decided,
}
