"""The console command ``sendap``: finds the command, runs it, and turns errors into a sentence.

Exit status: 0 done and clean; 1 done, and the input has errors; 2 could not be done.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from sendap.basics.errors import CannotDo, SendapError

COMMANDS = {
    "demo": "build the demonstration area in the configured database",
    "serve": "serve the web pages and the API",
    "clock": "work out the statutory clock for one case",
    "sen2": "generate, check, import and flatten SEN2 returns",
    "indicators": "count every indicator of returns, from their tables",
    "project": "project plans, joiners, leavers and cost, from the tables of returns",
    "plan": "print the open schema of a plan, and check the quality of one",
    "published": "load published open data into the dashboard",
    "register": "load the public register of establishments, and say what is odd in it",
    "certificate": "check a signed mediation certificate, offline",
    "audit": "check the audit chain",
    "work": "run background work",
}
"""Each command and what it does; the module ``sendap.cli.<command>`` carries it out."""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence and whose exit status is 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``sendap`` with these arguments (the process's own when None); the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    output_is_open = sys.stdout is not None
    _prepare_streams()
    parser = _Parser(
        prog="sendap", description="One open system for SEND and alternative provision."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=text, description=text.capitalize() + ".")
        if words[:1] == [name]:
            importlib.import_module(f"sendap.cli.{name}").add_arguments(subparser)
    parsed = parser.parse_args(words)
    return _run(parsed, output_is_open=output_is_open)


def _prepare_streams() -> None:
    """Put nothing in place of a closed stream, and write what isn't Unicode as an escape.

    A caller may close any of the three, and Python then has None there. A file's name may hold
    bytes that no text can; escaped, they leave JSON valid.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 -- open for the process's life
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        if isinstance(getattr(sys, name), io.TextIOWrapper):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(parsed: argparse.Namespace, *, output_is_open: bool) -> int:
    try:
        if not output_is_open:
            raise CannotDo("standard output is closed; give it a file, a pipe or /dev/null.")
        status = int(parsed.run(parsed))
        sys.stdout.flush()
        return status
    except SendapError as error:
        _complain(str(error))
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print("sendap: stopped by you; nothing half done is kept.", file=sys.stderr)
        return 2
    except OSError as error:
        _complain(_sentence(error))
        return 2
    except MemoryError:
        print("sendap: there isn't enough memory for this; try a smaller input.", file=sys.stderr)
        return 2


def _complain(sentence: str) -> None:
    """One line, whatever is in the names it quotes: no new line, nothing a terminal obeys."""
    shown = (c if c.isprintable() else ascii(c)[1:-1] for c in sentence)
    print(f"sendap: {''.join(shown)}", file=sys.stderr)


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; check the file, the folder and the free space."
