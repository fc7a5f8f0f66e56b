"""Merkle roots over sorted leaves: one value that fixes a whole list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

EMPTY_ROOT = hashlib.sha256(b"").digest()


def roll_leaf(slot: bytes, style: str) -> bytes:
    """The leaf of one voter's slot (16 bytes) and ballot style."""
    return _leaf(slot + style.encode())


def roll_root(entries: Iterable[tuple[bytes, str]]) -> bytes:
    """Root over all (slot, style) of a roll, in any order. The empty roll has `EMPTY_ROOT`."""
    return merkle_root(sorted(roll_leaf(slot, style) for slot, style in entries))


def values_root(values: Iterable[bytes]) -> bytes:
    """Root over a set of values (commitments, inner hashes, record lines), in any order."""
    return merkle_root([_leaf(value) for value in sorted(values)])


def merkle_root(leaves: list[bytes]) -> bytes:
    """Root over leaves in the given order; a node without a partner moves up unchanged."""
    if not leaves:
        return EMPTY_ROOT
    level = leaves
    while len(level) > 1:
        paired = [_node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
