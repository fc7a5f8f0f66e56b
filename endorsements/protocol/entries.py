"""What a line of the log holds: for each kind of entry its fields, and the form of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from endorsements.protocol.chain import (
    ANNUL,
    CAST,
    CERTIFY,
    CLOSE,
    DESTROY,
    EXTEND,
    GENESIS,
    HOLD,
    MIX,
    PAPER,
    RELEASE,
    ROLL_ADD,
    TALLY,
    VOID,
    WITHDRAW,
)
from endorsements.protocol.digests import HEX_DIGEST, HEX_ID, HEX_SIGNATURE, is_hex

KEYS = ("signing", "mix", "tally")
LARGEST_NUMBER = 2**63 - 1
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


def is_number(value: Any) -> bool:
    """Whether a value is a whole number that the log may hold; `true` is not 1."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST_NUMBER


def is_time(value: Any) -> bool:
    """Whether a value is a moment in UTC with microseconds, so that texts sort as times."""
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def is_id(value: Any) -> bool:
    """Whether a value is a round's or slot's 16 bytes."""
    return is_hex(value, HEX_ID)


def is_digest(value: Any) -> bool:
    """Whether a value is 32 bytes: a hash, a root or a public key."""
    return is_hex(value, HEX_DIGEST)


def is_signature(value: Any) -> bool:
    return is_hex(value, HEX_SIGNATURE)


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_version(value: Any) -> bool:
    return is_number(value) and value >= 1


def _is_key(value: Any) -> bool:
    return value in KEYS


def _are_numbers(value: Any) -> bool:
    return isinstance(value, dict) and all(is_number(number) for number in value.values())


def _are_roots(value: Any) -> bool:
    return isinstance(value, dict) and all(_are_fields(ROOT, root) for root in value.values())


Fields = dict[str, Callable[[Any], bool]]
ROOT: Fields = {"count": is_number, "root": is_digest}
FIELDS: dict[str, Fields] = {
    GENESIS: {
        "round": is_id,
        "definition": is_digest,
        "roll_root": is_digest,
        "roll_count": is_number,
        "mix_key": is_digest,
        "tally_key": is_digest,
        "signing_key": is_digest,
        "opens_at": is_time,
        "closes_at": is_time,
    },
    CAST: {"slot": is_id, "version": _is_version, "commitment": is_digest},
    HOLD: {"from": is_text, "reason": is_text},
    RELEASE: {"to": is_text, "reason": is_text},
    EXTEND: {"old": is_time, "new": is_time},
    ROLL_ADD: {"slot": is_id, "style": is_text},
    VOID: {"slot": is_id, "reason": is_text},
    WITHDRAW: {"contest": is_text, "candidate": is_text},
    PAPER: {**ROOT, "styles": _are_numbers},
    CLOSE: {**ROOT, "styles": _are_numbers, "at": is_time},
    MIX: ROOT,
    DESTROY: {"key": _is_key},
    TALLY: {"count": is_number, "records": _are_roots, "result": is_digest},
    ANNUL: {"reason": is_text},
    CERTIFY: {},
}
# A close before its time says why, and so does a certification.
MORE_FIELDS: dict[str, Fields] = {CLOSE: {"early": is_text}, CERTIFY: {"early": is_text}}
LINE: Fields = {"seq": is_number, "kind": is_text, "payload": lambda _: True, "head": is_digest}
MORE_IN_LINE: Fields = {"signature": is_signature}


def fault_in(line: Any) -> str:
    """What is wrong with the form of a line of the log, as a sentence; empty when nothing is.

    Every field must be there and have its form, and no other: what is not expected is not hashed
    or not looked at by anybody.
    """
    if not _are_fields(LINE, line, MORE_IN_LINE) or line["kind"] not in FIELDS:
        return f"a line of the log is malformed: {str(line)[:80]}"
    kind = line["kind"]
    if not _are_fields(FIELDS[kind], line["payload"], MORE_FIELDS.get(kind)):
        return f"entry {line['seq']} of the log is a malformed {kind} entry"
    if "signature" in line and kind != CAST:
        return f"entry {line['seq']} ({kind}) carries a signature, which only ballots do"
    return ""


def _are_fields(fields: Fields, value: Any, more: Fields | None = None) -> bool:
    if not isinstance(value, dict) or not set(fields) <= set(value):
        return False
    known = {**fields, **(more or {})}
    return all(key in known and known[key](part) for key, part in value.items())
