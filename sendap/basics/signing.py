"""Documents signed with Ed25519, and checked offline by anybody who has the file.

A signed document is JSON: ``content``, the signer's ``public_key`` and the ``signature`` of the
content's canonical form (RFC 8032; keys sorted, no spaces, UTF-8). Keys are 32 bytes in Base64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sendap.basics.errors import UnreadableInput

FORM = "sendap signed document 1"
"""The form of the file, in each file."""

KEY_BYTES = 32
MOST_BYTES = 1_000_000
"""The largest file that is read."""


class NotGenuine(UnreadableInput):
    """The document isn't as it was signed, or not signed by whom it should be; says which."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A document whose signature holds: its content, and the key of its signer (Base64)."""

    content: Mapping[str, Any]
    public_key: str


def new_key() -> str:
    """A new private key. Keep it secret: whoever has it can sign."""
    return _text(Ed25519PrivateKey.generate().private_bytes_raw())


def public_key_of(key: str) -> str:
    """The public key that belongs to a private one; it may be published."""
    return _text(_private(key).public_key().public_bytes_raw())


def fingerprint(public_key: str) -> str:
    """A short name of a public key that can be read out and compared: eight groups of four."""
    digest = hashlib.sha256(_key_bytes(public_key)).hexdigest()[:32]
    return " ".join(digest[place : place + 4] for place in range(0, 32, 4))


def sign(content: Mapping[str, Any], *, key: str) -> str:
    """The signed document as text. ``content`` is what JSON can hold."""
    signer = _private(key)
    document = {
        "form": FORM,
        "content": dict(content),
        "public_key": public_key_of(key),
        "signature": _text(signer.sign(_canonical(content))),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def verify(text: str | bytes, *, public_key: str = "") -> Signed:
    """The document, if its signature holds; with ``public_key``, only if that key signed it.

    Errors: ``UnreadableInput`` for a file that isn't a signed document; ``NotGenuine`` for one that
    was changed, or that another key signed.
    """
    document = _read(text)
    signer, content = document["public_key"], document["content"]
    if public_key and _key_bytes(public_key) != _key_bytes(signer):
        raise NotGenuine("another key signed it than the one you named; don't rely on it")
    try:
        Ed25519PublicKey.from_public_bytes(_key_bytes(signer)).verify(
            _bytes(document["signature"]), _canonical(content)
        )
    except (InvalidSignature, ValueError):
        raise NotGenuine("it was changed after it was signed; don't rely on it") from None
    return Signed(content, signer)


def _read(text: str | bytes) -> dict[str, Any]:
    if len(text) > MOST_BYTES:
        raise UnreadableInput("the file is too large for a signed document")
    try:
        found = json.loads(text, object_pairs_hook=_once_each)
    except (ValueError, RecursionError):
        raise UnreadableInput("this isn't a signed document: it isn't JSON") from None
    texts = ("form", "public_key", "signature")
    if not isinstance(found, dict) or not all(isinstance(found.get(name), str) for name in texts):
        raise UnreadableInput("this isn't a signed document: it lacks a part")
    if found["form"] != FORM or not isinstance(found.get("content"), dict):
        raise UnreadableInput("this isn't a signed document of a form known here")
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are each there once: twice could be read in two ways."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found


def _canonical(content: Mapping[str, Any]) -> bytes:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def _private(key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_key_bytes(key))


def _key_bytes(key: str) -> bytes:
    found = _bytes(key)
    if len(found) != KEY_BYTES:
        raise UnreadableInput("this isn't a key: a key is 32 bytes in Base64")
    return found


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableInput("a key or a signature isn't Base64") from None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
