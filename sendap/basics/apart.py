"""A module of ours run in a process of its own, that can harm nothing and outlives nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

NOTHING: Mapping[str, str] = {}


def run_apart(
    module: str,
    arguments: Sequence[str],
    *,
    said: bytes,
    folder: Path,
    seconds: float,
    variables: Mapping[str, str] = NOTHING,
) -> bytes | None:
    """Run a module in a folder, with ``said`` on its standard input; what it answers.

    None when it failed, broke, or took longer than ``seconds``: then it and all that it started
    are killed. Its environment holds no secret of the service's, only ``variables``. The module
    sets its own limits of memory and time before it reads anything.
    """
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", module, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        cwd=folder, env=_environment(variables), start_new_session=True,
    )  # fmt: skip
    answer: bytes | None = None
    try:
        answer, _ = process.communicate(said, timeout=seconds)
    except subprocess.TimeoutExpired:
        answer = None
    finally:
        end_group(process)
    return answer if process.returncode == 0 else None


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads a group of its own, and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **variables}
