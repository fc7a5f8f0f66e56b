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


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Root over leaves in the given order; a node without a partner moves up unchanged."""
    # On each level at most one node waits for its partner: few, however many leaves there are.
    waiting: list[bytes | None] = []
    for leaf in leaves:
        _place(leaf, waiting)
    root: bytes | None = None
    for node in waiting:
        if node is not None:
            root = node if root is None else _node(node, root)
    return EMPTY_ROOT if root is None else root


def _place(node: bytes, waiting: list[bytes | None]) -> None:
    for level, partner in enumerate(waiting):
        if partner is None:
            waiting[level] = node
            return
        node, waiting[level] = _node(partner, node), None
    waiting.append(node)


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
