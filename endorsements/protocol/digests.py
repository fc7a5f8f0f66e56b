"""Domain-separated hashes over fields of unambiguous length, and canonical JSON."""

from __future__ import annotations

import hashlib
import json
from typing import Any

# Lengths of the values that texts hold in hexadecimal.
HEX_ID = 32
HEX_DIGEST = 64
HEX_SIGNATURE = 128
_HEX_DIGITS = frozenset("0123456789abcdef")


def canonical_json(value: Any) -> bytes:
    """The one way a value is written before it is hashed.

    Keys sorted, no spaces, UTF-8 as it is. Floats are refused: shares are written as texts
    such as "3/5", so that two machines can never round differently.

    Raises:
        TypeError: the value holds a float or something JSON does not know.
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("floats have no canonical form; write an exact fraction")
    children: Any = ()
    if isinstance(value, dict):
        children = value.values()
    elif isinstance(value, (list, tuple)):
        children = value
    for child in children:
        _refuse_floats(child)


def pack(*fields: bytes | str | int) -> bytes:
    """Join fields so that they can be taken apart again in one way only.

    Each field is preceded by its length in four bytes; texts are UTF-8, whole numbers eight
    bytes, highest first.
    """
    out = bytearray()
    for field in fields:
        raw = _as_bytes(field)
        out += len(raw).to_bytes(4, "big") + raw
    return bytes(out)


def _as_bytes(field: bytes | str | int) -> bytes:
    if isinstance(field, int):
        return field.to_bytes(8, "big")
    return field.encode() if isinstance(field, str) else field


def digest(domain: str, *fields: bytes | str | int) -> bytes:
    """SHA-256 (32 bytes) over the domain's name and the fields, packed."""
    return hashlib.sha256(pack(domain, *fields)).digest()


def definition_digest(definition: dict[str, Any]) -> bytes:
    """The hash under which a round's frozen definition is known."""
    return digest("definition/1", canonical_json(definition))


def inner_digest(sealed: bytes) -> bytes:
    """The name of an inner ballot in the public list."""
    return digest("inner/1", sealed)


def commitment_digest(outer: bytes) -> bytes:
    """What the log says of an outer envelope: its hash, nothing else."""
    return digest("outer-hash/1", outer)


def receipt_message(round_id: bytes, slot: bytes, version: int, commitment: bytes) -> bytes:
    """The bytes that the round's signing key signs for one recorded ballot."""
    return pack("receipt/1", round_id, slot, version, commitment)


def checkpoint_message(round_id: bytes, seq: int, head: bytes, slots: int, at: str) -> bytes:
    """The bytes that the round's signing key signs for one state of the log."""
    return pack("checkpoint/1", round_id, seq, head, slots, at)


def is_hex(value: Any, length: int) -> bool:
    """Whether a value is a text of so many hexadecimal digits, in lower case."""
    return isinstance(value, str) and len(value) == length and set(value) <= _HEX_DIGITS
