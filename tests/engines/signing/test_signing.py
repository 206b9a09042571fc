"""Signed documents: what was signed is read back, and any change at all is refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from sendap.basics.errors import UnreadableInput
from sendap.basics.signing import NotGenuine, fingerprint, new_key, public_key_of, sign, verify
from sendap.cli.main import main

KEY, OTHER = new_key(), new_key()
CONTENT = {"kind": "mediation certificate", "number": "998-MC-2026-00001", "name": "Sol Åström"}
NO_SURROGATES = st.characters(exclude_categories=["Cs"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(NO_SURROGATES),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(NO_SURROGATES), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.text(NO_SURROGATES), JSON))
def test_what_was_signed_is_read_back(content: dict[str, Any]) -> None:
    found = verify(sign(content, key=KEY))
    assert (found.content, found.public_key) == (content, public_key_of(KEY))


@given(st.sampled_from(sorted(CONTENT)), st.text(NO_SURROGATES))
def test_a_changed_item_is_refused(name: str, value: str) -> None:
    document = json.loads(sign(CONTENT, key=KEY))
    document["content"][name] += value or " "
    with pytest.raises(NotGenuine, match="changed"):
        verify(json.dumps(document))


@pytest.mark.parametrize("part", ["signature", "public_key"])
def test_a_part_of_another_document_is_refused(part: str) -> None:
    document = json.loads(sign(CONTENT, key=KEY))
    document[part] = json.loads(sign({**CONTENT, "number": "2"}, key=OTHER))[part]
    with pytest.raises(NotGenuine):
        verify(json.dumps(document))


def test_one_signed_anew_with_another_key_is_refused_where_the_key_is_insisted_on() -> None:
    forged = sign(CONTENT, key=OTHER)
    assert verify(forged).public_key == public_key_of(OTHER)
    with pytest.raises(NotGenuine, match="another key"):
        verify(forged, public_key=public_key_of(KEY))


def test_the_layout_of_the_file_doesn_t_count() -> None:
    document = json.loads(sign(CONTENT, key=KEY))
    document["content"] = dict(reversed(document["content"].items()))
    assert verify(json.dumps(document)).content == CONTENT


def test_the_signature_is_plain_ed25519_of_the_canonical_content() -> None:
    import base64

    document = json.loads(sign(CONTENT, key=KEY))
    said = json.dumps(CONTENT, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    key = Ed25519PublicKey.from_public_bytes(base64.b64decode(document["public_key"]))
    key.verify(base64.b64decode(document["signature"]), said.encode())


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", "null", '{"form": "sendap signed document 1"}', "[" * 100_000,
     sign(CONTENT, key=KEY).replace("document 1", "document 2"),
     sign(CONTENT, key=KEY).replace('"number"', '"kind": "x", "number"'),
     json.dumps({**json.loads(sign(CONTENT, key=KEY)), "public_key": "QUJD"}),
     json.dumps({**json.loads(sign(CONTENT, key=KEY)), "signature": "not base64!"})],
)  # fmt: skip
def test_anything_else_is_refused_as_no_signed_document(text: str) -> None:
    with pytest.raises(UnreadableInput):
        verify(text)


def test_the_fingerprints_of_two_keys_differ() -> None:
    assert fingerprint(public_key_of(KEY)) != fingerprint(public_key_of(OTHER))


def written(folder: Path, text: str) -> str:
    file = folder / "certificate.json"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_command_says_what_a_certificate_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, sign(CONTENT, key=KEY))
    assert main(["certificate", "verify", file]) == 0
    said = capsys.readouterr().out
    assert "As it was signed." in said and CONTENT["number"] in said and public_key_of(KEY) in said
    assert main(["certificate", "verify", file, "--key", public_key_of(KEY), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["number"] == CONTENT["number"]


@pytest.mark.parametrize("change", ["changed", "another key", "another document", "not there"])
def test_the_command_refuses_in_one_sentence(
    change: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = sign(CONTENT, key=KEY)
    if change == "changed":
        text = text.replace("00001", "00002")
    if change == "another document":
        text = sign({"kind": "passport"}, key=KEY)
    file = written(tmp_path, text) if change != "not there" else str(tmp_path / "none.json")
    key = ["--key", public_key_of(OTHER)] if change == "another key" else []
    assert main(["certificate", "verify", file, *key]) == 2
    found = capsys.readouterr()
    assert found.out == "" and found.err.startswith("sendap: ") and found.err.count("\n") == 1


def test_the_command_reads_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(sign(CONTENT, key=KEY).encode()))
    monkeypatch.setattr(sys, "stdin", given)
    assert main(["certificate", "verify", "-"]) == 0
    assert "As it was signed." in capsys.readouterr().out
