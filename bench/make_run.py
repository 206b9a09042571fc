"""How long `make run` takes from a bare clone, and the second time: ``python bench/make_run.py``.

Clones this repository into a scratch folder, with the published data beside it when it is there.
Prints seconds and the ratio to the limit of 180 s (first time) and 30 s (second time).
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
FIRST_LIMIT, SECOND_LIMIT = 180, 30


def main() -> None:
    """Clone, run twice and print a line for each."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "sendap"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        if (beside := ROOT.parent / "shared").is_dir():
            (Path(folder) / "shared").symlink_to(beside)
        for name, limit in (("first", FIRST_LIMIT), ("second", SECOND_LIMIT)):
            seconds = seconds_until_it_answers(clone)
            print(f"{name:<7} {seconds:6.1f} s, {seconds / limit:.2f} of the limit of {limit} s")


def seconds_until_it_answers(clone: Path) -> float:
    """Seconds from `make run` to an answer from the address that it prints; then stops it."""
    start = time.perf_counter()
    process = subprocess.Popen(
        ["make", "run", f"PORT={free_port()}"], cwd=clone, stdout=subprocess.PIPE, text=True,
        start_new_session=True, env=bare_environment(),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.match(r"Open (\S+)", line):
                with urllib.request.urlopen(found[1]) as answer:
                    assert answer.status == 200
                return time.perf_counter() - start
        raise SystemExit("make run ended without an address")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)


def bare_environment() -> dict[str, str]:
    """The environment without any of our settings and without a virtual environment."""
    left_out = ("SENDAP_", "VIRTUAL_ENV", "DJANGO_", "MAKE")
    return {name: value for name, value in os.environ.items() if not name.startswith(left_out)}


def free_port() -> int:
    """A port on the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
