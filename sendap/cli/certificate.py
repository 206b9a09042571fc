"""``sendap certificate``: check a mediation certificate, offline. No database."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from sendap.basics.errors import UnreadableInput
from sendap.basics.signing import MOST_BYTES, Signed, fingerprint, verify

KIND = "mediation certificate"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="PART")
    check = parts.add_parser("verify", help="check that a certificate is as it was signed")
    check.add_argument("file", metavar="FILE", help="the certificate as JSON; - reads input")
    check.add_argument("--key", default="", help="the public key of the signer, to insist on")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=run_verify)


def run_verify(parsed: argparse.Namespace) -> int:
    """Print what the certificate says and who signed it; returns 0.

    Errors: ``UnreadableInput`` naming the file when it isn't a certificate, was changed, or was
    signed with another key.
    """
    name = "standard input" if parsed.file == "-" else parsed.file
    try:
        found = verify(_read(parsed.file), public_key=parsed.key)
        if found.content.get("kind") != KIND:
            raise UnreadableInput("this is a signed document, but not a mediation certificate")
    except UnreadableInput as error:
        raise type(error)(f"{name}: {error}.") from None
    if parsed.json:
        print(json.dumps({"file": name, "genuine": True, "public_key": found.public_key,
                          **found.content}, ensure_ascii=False))  # fmt: skip
    else:
        _print(found, insisted=bool(parsed.key))
    return 0


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as source:
        return source.read(MOST_BYTES + 1)


def _print(found: Signed, *, insisted: bool) -> None:
    print("As it was signed.")
    for name, value in found.content.items():
        print(f"  {name.replace('_', ' ')}: {value}")
    print(f"Signed with the key {found.public_key}")
    print(f"  ({fingerprint(found.public_key)})")
    if not insisted:
        print("Compare this key with the one that the adviser publishes, or give it with --key.")
