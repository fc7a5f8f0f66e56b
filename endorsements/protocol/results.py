"""The result of a whole round as one document with one hash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from endorsements.protocol.digests import canonical_json, digest


def result_document(
    definition: Mapping[str, Any],
    results: Sequence[Mapping[str, Any]],
    *,
    roll_count: int,
    salt: str,
) -> dict[str, Any]:
    """What stands in result.json: every contest's result, in the definition's order.

    Args:
        roll_count: members on the roll at the count, additions included.
        salt: 16 random bytes as hexadecimal, drawn at the count and published with the result.
            The log names the result's hash before it is published; without a salt anybody could
            try all numbers until one fits.
    """
    return {
        "format": "result/1",
        "round": definition["round"],
        "roll": roll_count,
        "salt": salt,
        "contests": [dict(result) for result in results],
    }


def result_hash(document: Mapping[str, Any]) -> bytes:
    """The hash under which a result stands in the log."""
    return digest("result/1", canonical_json(dict(document)))
