"""Whatever happens to the bytes of a return, it is read or refused in a sentence, never a crash."""

from __future__ import annotations

import random

import pytest

from sendap.basics.errors import UnreadableInput
from sendap.exchange.sen2.checks import check
from sendap.exchange.sen2.read import read_return
from tests.engines.sen2.made_returns import as_xml, person

PIECES = (
    b"<", b">", b"</Person>", b"<Person>", b"<Person/>", b"&", b"]]>", b"<![CDATA[", b"<!--",
    b"-->", b"\x00", b"\xff", b"\xc3", b"<!DOCTYPE M>", b"<?x ?>", b"</Persons><Persons>", b"",
    b"2025-02-31", b"<Requests>", b"</Requests>", b"  ", b"<UPN></UPN>",
    b"\n" * 50, "Zo\u00eb\u2028".encode(),
)  # fmt: skip
RETURN = as_xml(2026, person(2026), person(2026, 2), person(2026, 3))


def mutant(seed: int) -> bytes:
    """The return with one to four pieces put in, taken out, doubled or moved."""
    chance = random.Random(seed)
    text = RETURN
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text))
        end = min(len(text), start + chance.choice((0, 0, 1, 3, 20, 300)))
        put = chance.choice((chance.choice(PIECES), text[start:end] * 2, text[end : end + 40]))
        text = text[:start] + put + text[end:]
    return text


@pytest.mark.parametrize("block", range(10))
def test_a_mutant_is_read_or_refused(block: int) -> None:
    outcomes = set()
    for seed in range(block * 100, block * 100 + 100):
        try:
            report = check(read_return(mutant(seed), name="return.xml"))
        except UnreadableInput as refused:
            outcomes.add("refused")
            assert str(refused).startswith("return.xml: ") and "\n" not in str(refused)
        else:
            outcomes.add("read")
            assert all(1 <= (each.person or 1) <= report.people for each in report.problems)
    assert outcomes == {"read", "refused"}
