"""How fast the clock is over a whole caseload: ``python bench/clock.py [--cases N]``.

Prints cases a second in one process and in two, and the ratio to the aim: 640,000 cases with
about 12 events each within one minute on two cores (below 1 is faster). It then proves on a
sample that the command ``sendap clock`` prints the same. The cases are made up, from a seed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines

AIM_CASES, AIM_SECONDS = 640_000, 60
BLOCK = 500
AS_OF = date(2026, 1, 15)


def made_up_case(number: int) -> dict[str, object]:
    """One case from its number: a request that became a plan, and reviews since."""
    chance = random.Random(number)
    day = date(2021, 1, 4) + timedelta(days=chance.randrange(1_000))
    story = _request(chance) + _reviews(chance)
    events = []
    for name, gap, items in story:
        day += timedelta(days=gap)
        if day > AS_OF:
            break
        events.append({"event": name, "on": day.isoformat(), **items})
    case: dict[str, object] = {"regime": "cfa2014", "as_of": AS_OF.isoformat(), "events": events}
    case["born"] = date(2003 + number % 18, 1 + number % 12, 1 + number % 28).isoformat()
    case["closures"] = [{"kind": "school", "from": "2022-07-22", "to": "2022-09-04"}]
    if number % 10 == 0:
        period = {"from": "2021-06-01", "to": "2025-07-15"}
        case["exceptions"] = [{"rule": "C7", "limb": "personal_circumstances", **period}]
    return case


def _request(chance: random.Random) -> list[tuple[str, int, dict[str, object]]]:
    return [
        ("request_received", 0, {}),
        ("decision_to_assess_notified", chance.randrange(20, 60), {}),
        ("advice_requested", 1, {"id": "school", "from_school": True}),
        ("advice_requested", 0, {"id": "psychologist"}),
        ("advice_received", chance.randrange(20, 60), {"id": "school"}),
        ("advice_received", chance.randrange(30), {"id": "psychologist"}),
        ("draft_plan_served", chance.randrange(5, 30), {}),
        ("final_plan_issued", chance.randrange(15, 60), {}),
    ]


def _reviews(chance: random.Random) -> list[tuple[str, int, dict[str, object]]]:
    outcome = chance.choice(["maintain", "amend"])
    return [
        ("review_meeting_held", chance.randrange(300, 400), {}),
        ("review_decision_notified", chance.randrange(20, 60), {"outcome": outcome}),
        ("amendment_notice_served", chance.randrange(20), {}),
        ("final_amended_plan_issued", chance.randrange(40, 80), {}),
    ]


@dataclass
class Measured:
    """Seconds in the clock alone, on the wall and of the processor, and what was worked out."""

    seconds: float = 0.0
    processor_seconds: float = 0.0
    events: int = 0
    deadlines: int = 0
    digest: str = ""


def measure(numbers: range) -> Measured:
    """Work out every case; making and reading the cases isn't timed."""
    found, digest = Measured(), hashlib.sha256()
    for block in _blocks(numbers):
        cases = [read_case(json.dumps(made_up_case(number))) for number in block]
        started, processor = time.perf_counter(), time.process_time()
        results = [deadlines(case) for case in cases]
        found.seconds += time.perf_counter() - started
        found.processor_seconds += time.process_time() - processor
        found.events += sum(len(case.events) for case in cases)
        found.deadlines += sum(map(len, results))
        for row in chain.from_iterable(results):
            digest.update(f"{row.rule}{row.due}{row.status}{row.days_late}".encode())
    found.digest = digest.hexdigest()
    return found


def _blocks(numbers: range) -> Iterator[range]:
    for start in range(numbers.start, numbers.stop, BLOCK):
        yield range(start, min(start + BLOCK, numbers.stop))


def prove_equal_to_command(numbers: range) -> int:
    """How many sample cases the command answered as the function does; fails on a difference."""
    command = [sys.executable, "-m", "sendap", "clock", "-"]
    for number in numbers:
        text = json.dumps(made_up_case(number))
        printed = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
        if json.loads(printed.stdout) != json.loads(as_json(deadlines(read_case(text)))):
            raise SystemExit(f"case {number}: the command and the function differ")
    return len(numbers)


def _report(label: str, cases: int, seconds: float) -> None:
    ratio = (seconds / cases) / (AIM_SECONDS / AIM_CASES)
    print(f"{label}: {cases / seconds:,.0f} cases a second, {ratio:.2f} of the aim")


def main() -> None:
    """Measure with one process, then two, and compare with the command."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=20_000)
    cases = parser.parse_args().cases
    halves = [range(cases // 2), range(cases // 2, cases)]
    alone = [measure(half) for half in halves]
    events, rows = (sum(getattr(m, name) for m in alone) for name in ("events", "deadlines"))
    print(f"{cases:,} cases, {events / cases:.1f} events and {rows / cases:.1f} deadlines each")
    _report("1 process", cases, sum(half.seconds for half in alone))
    with ProcessPoolExecutor(2) as pool:
        both = list(pool.map(measure, halves))
    _report("2 processes", cases, max(half.seconds for half in both))
    processor = sum(half.processor_seconds for half in alone) / cases * 1e6
    print(f"{processor:.0f} microseconds of the processor a case")
    same = [half.digest for half in both] == [half.digest for half in alone]
    print(f"one process and two give {'the same' if same else 'DIFFERENT'} deadlines")
    print(f"{prove_equal_to_command(range(20))} cases are equal to what sendap clock prints")


if __name__ == "__main__":
    main()
