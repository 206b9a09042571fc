"""The check of a file in a process of its own, with hard limits, so that nothing in a file can
harm the service: neither its memory, nor its time, nor its disk.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

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
    command = [sys.executable, "-I", "-m", "sendap.exchange.files"]
    process = subprocess.Popen(
        [*command, str(path), str(kept), str(small)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=path.parent, env=_environment(), start_new_session=True,
    )  # fmt: skip
    try:
        answer, _ = process.communicate(name.encode("utf-8", "surrogatepass"), timeout=seconds)
    except subprocess.TimeoutExpired:
        answer = b""
    finally:
        _end(process)
    verdict = _read(answer) if process.returncode == 0 else None
    if verdict is None:
        kept.unlink(missing_ok=True)
        small.unlink(missing_ok=True)
        return Verdict(sentence=TOO_HARD)
    return verdict


def _environment() -> dict[str, str]:
    """No secret of the service's is in the process's environment."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(answer: bytes) -> Verdict | None:
    try:
        return Verdict(**json.loads(answer))
    except (ValueError, TypeError):
        return None
