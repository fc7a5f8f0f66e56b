"""Logs written by hand: entries in, lines with the right numbers and heads out."""

from typing import Any

from endorsements.protocol import chain
from endorsements.protocol.merkle import values_root

ROUND = "00" * 16
ASH, BIRCH, CEDAR = "aa" * 16, "bb" * 16, "cc" * 16
ROLL = {ASH: "S1", BIRCH: "S2", CEDAR: "S1"}
OPENS, CLOSES, LATER = (f"2026-08-{day}T12:00:00.000000Z" for day in ("01", "08", "09"))
ONE, TWO, THREE = "11" * 32, "22" * 32, "33" * 32
Entry = tuple[str, dict[str, Any]]


def genesis(**fields: Any) -> Entry:
    payload = {
        "round": ROUND,
        "definition": "dd" * 32,
        "roll_root": "ee" * 32,
        "roll_count": 3,
        "mix_key": "01" * 32,
        "tally_key": "02" * 32,
        "signing_key": "03" * 32,
        "opens_at": OPENS,
        "closes_at": CLOSES,
    }
    return chain.GENESIS, payload | fields


def cast(slot: str, version: int = 1, commitment: str = ONE) -> Entry:
    return chain.CAST, {"slot": slot, "version": version, "commitment": commitment}


def hold() -> Entry:
    return chain.HOLD, {"from": "open", "reason": "to look"}


def release() -> Entry:
    return chain.RELEASE, {"to": "open", "reason": "looked"}


def extend(old: str = CLOSES, new: str = LATER) -> Entry:
    return chain.EXTEND, {"old": old, "new": new}


def add(slot: str, style: str = "S1") -> Entry:
    return chain.ROLL_ADD, {"slot": slot, "style": style}


def void(slot: str) -> Entry:
    return chain.VOID, {"slot": slot, "reason": "not a member"}


def withdraw(candidate: str = "ash") -> Entry:
    return chain.WITHDRAW, {"contest": "governor", "candidate": candidate}


def close(*commitments: str, styles: dict[str, int] | None = None, **fields: Any) -> Entry:
    payload = {
        "count": len(commitments),
        "root": values_root(bytes.fromhex(one) for one in commitments).hex(),
        "styles": {"S1": len(commitments)} if styles is None and commitments else styles or {},
        "at": CLOSES,
    }
    return chain.CLOSE, payload | fields


def mix(count: int) -> Entry:
    return chain.MIX, {"count": count, "root": "aa" * 32}


def tally(count: int) -> Entry:
    return chain.TALLY, {"count": count, "records": {}, "result": "bb" * 32}


def paper(**fields: Any) -> Entry:
    return chain.PAPER, {"count": 1, "root": "cc" * 32, "styles": {"S1": 1}} | fields


def destroy(key: str) -> Entry:
    return chain.DESTROY, {"key": key}


def annul() -> Entry:
    return chain.ANNUL, {"reason": "a mistake"}


def certify() -> Entry:
    return chain.CERTIFY, {}


def chained(*entries: Entry) -> list[dict[str, Any]]:
    """The entries as lines of a log that follow from one another."""
    lines, head = [], b""
    for seq, (kind, payload) in enumerate(entries):
        is_first = seq == 0 and kind == chain.GENESIS
        head = (
            chain.genesis_head(payload) if is_first else chain.next_head(head, seq, kind, payload)
        )
        lines.append({"seq": seq, "kind": kind, "payload": payload, "head": head.hex()})
    return lines
