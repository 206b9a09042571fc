"""The console command ``sendap``: finds the command, runs it, and turns errors into a sentence.

Exit status: 0 done and clean; 1 done, and the input has errors; 2 could not be done.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from sendap.basics.errors import SendapError

COMMANDS = {
    "demo": "build the demonstration area in the configured database",
    "serve": "serve the web pages and the API",
    "clock": "work out the statutory clock for one case",
    "sen2": "generate, check, import and flatten SEN2 returns",
    "published": "load published open data into the dashboard",
    "audit": "check the audit chain",
    "work": "run background work",
}
"""Each command and what it does; the module ``sendap.cli.<command>`` carries it out."""


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaint is one sentence and whose exit status is 2."""

    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help.\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``sendap`` with these arguments (the process's own when None); returns the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = _Parser(prog="sendap", description=__doc__.split("\n")[0])
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=text, description=text.capitalize() + ".")
        if words[:1] == [name]:
            importlib.import_module(f"sendap.cli.{name}").add_arguments(subparser)
    parsed = parser.parse_args(words)
    return _run(parsed)


def _run(parsed: argparse.Namespace) -> int:
    try:
        status = int(parsed.run(parsed))
        sys.stdout.flush()
        return status
    except SendapError as error:
        print(f"sendap: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except KeyboardInterrupt:
        print("sendap: stopped by you; nothing half done is kept.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"sendap: {_sentence(error)}", file=sys.stderr)
        return 2
    except MemoryError:
        print("sendap: there isn't enough memory for this; try a smaller input.", file=sys.stderr)
        return 2


def _sentence(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}; check the file, the folder and the free space."
