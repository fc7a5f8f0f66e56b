"""The log as a chain: the head after each entry, and the kinds of entries there are."""

from __future__ import annotations

import hashlib
from typing import Any

from endorsements.protocol.digests import canonical_json, digest

GENESIS = "genesis"
CAST = "cast"
HOLD = "hold"
RELEASE = "release"
EXTEND = "extend"
ROLL_ADD = "roll_add"
VOID = "void"
WITHDRAW = "withdraw"
PAPER = "paper"
CLOSE = "close"
MIX = "mix"
DESTROY = "destroy"
TALLY = "tally"
ANNUL = "annul"
CERTIFY = "certify"

KINDS = (
    GENESIS,
    CAST,
    HOLD,
    RELEASE,
    EXTEND,
    ROLL_ADD,
    VOID,
    WITHDRAW,
    PAPER,
    CLOSE,
    MIX,
    DESTROY,
    TALLY,
    ANNUL,
    CERTIFY,
)


def genesis_head(payload: dict[str, Any]) -> bytes:
    """Head 0 of a round's log: everything that was fixed before the first ballot.

    Args:
        payload: of the genesis entry: `round`, `definition`, `roll_root`, `mix_key`,
            `tally_key`, `signing_key` as hexadecimal texts, `roll_count` as a number,
            `opens_at` and `closes_at` as texts in UTC.

    Raises:
        KeyError, ValueError: a field is missing or is not hexadecimal.
    """
    return digest(
        "genesis/1",
        bytes.fromhex(payload["round"]),
        bytes.fromhex(payload["definition"]),
        bytes.fromhex(payload["roll_root"]),
        payload["roll_count"],
        bytes.fromhex(payload["mix_key"]),
        bytes.fromhex(payload["tally_key"]),
        bytes.fromhex(payload["signing_key"]),
        payload["opens_at"],
        payload["closes_at"],
    )


def next_head(head: bytes, seq: int, kind: str, payload: dict[str, Any]) -> bytes:
    """The head after entry number `seq` (1, 2, ...)."""
    return digest("log/1", head, seq, kind, hashlib.sha256(canonical_json(payload)).digest())
