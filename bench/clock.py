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
from datetime import date, timedelta

from sendap.law.case_reading import read_case
from sendap.law.clock import as_json, deadlines

AIM_CASES, AIM_SECONDS = 640_000, 60
BLOCK = 2_000
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


def measure(numbers: range) -> tuple[float, int, int, str]:
    """Seconds in the clock alone, events, deadlines, and a digest of every result."""
    seconds, events, rows, digest = 0.0, 0, 0, hashlib.sha256()
    for block in _blocks(numbers):
        cases = [read_case(json.dumps(made_up_case(number))) for number in block]
        started = time.perf_counter()
        results = [deadlines(case) for case in cases]
        seconds += time.perf_counter() - started
        events += sum(len(case.events) for case in cases)
        rows += sum(map(len, results))
        for result in results:
            digest.update(
                "".join(f"{r.rule}{r.due}{r.status}{r.days_late}" for r in result).encode()
            )
    return seconds, events, rows, digest.hexdigest()


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
    seconds, events, rows, _ = measure(range(cases))
    print(f"{cases:,} cases, {events / cases:.1f} events and {rows / cases:.1f} deadlines each")
    _report("1 process", cases, seconds)
    halves = [range(cases // 2), range(cases // 2, cases)]
    with ProcessPoolExecutor(2) as pool:
        both = list(pool.map(measure, halves))
    _report("2 processes", cases, max(half[0] for half in both))
    same = [half[3] for half in both] == [measure(half)[3] for half in halves]
    print(f"one process and two give {'the same' if same else 'DIFFERENT'} deadlines")
    print(f"{prove_equal_to_command(range(20))} cases are equal to what sendap clock prints")


if __name__ == "__main__":
    main()
