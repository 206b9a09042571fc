"""The check of a file in a process of its own, with hard limits, so that nothing in a file can
harm the service: neither its memory, nor its time, nor its disk.
"""

from __future__ import annotations

import json
from pathlib import Path

from sendap.basics.apart import run_apart
from sendap.exchange.files.checking import Verdict

SECONDS = 30
TOO_HARD = (
    "This file couldn’t be read safely in the time that we give a file. Save or print it again, "
    "or make it smaller, and send that."
)


def check_apart(
    path: Path, name: str, *, kept: Path, small: Path, seconds: float = SECONDS
) -> Verdict:
    """``checking.check`` in another process. A file that breaks or stalls it isn't taken."""
    answer = run_apart(
        "sendap.exchange.files", [str(path), str(kept), str(small)],
        said=name.encode("utf-8", "surrogatepass"), folder=path.parent, seconds=seconds,
    )  # fmt: skip
    verdict = _read(answer) if answer is not None else None
    if verdict is None:
        kept.unlink(missing_ok=True)
        small.unlink(missing_ok=True)
        return Verdict(sentence=TOO_HARD)
    return verdict


def _read(answer: bytes) -> Verdict | None:
    try:
        return Verdict(**json.loads(answer))
    except (ValueError, TypeError):
        return None
