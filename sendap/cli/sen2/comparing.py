"""``sendap sen2 diff``."""

from __future__ import annotations

import argparse
import json


def run(parsed: argparse.Namespace) -> int:
    """Say what changed between two returns, person by person; returns 0.

    Errors: ``UnreadableInput`` for a file that can't be read; nothing is then printed.
    """
    from sendap.exchange.sen2.comparison import compare
    from sendap.exchange.sen2.read import read_return

    found = compare(read_return(parsed.old), read_return(parsed.new))
    if parsed.json:
        print(json.dumps(found.document(), ensure_ascii=False))
        return 0
    for line in found.lines():
        print(line)
    return 0
