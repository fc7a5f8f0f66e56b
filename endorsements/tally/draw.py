"""The public draw: an order of candidates that nobody could choose, from the head of the log."""

from __future__ import annotations

from collections.abc import Iterable

from endorsements.protocol.digests import digest


def tie_order(seed: bytes, contest_key: str, options: Iterable[str]) -> tuple[str, ...]:
    """The order that settles ties in a contest: the first wins, the last is excluded first.

    Every option gets the SHA-256 of the seed, the contest's key and its own key; the options
    are sorted by it.

    Args:
        seed: head of the log at the `close` entry (32 bytes), signed and published before any
            envelope is opened.
        options: keys of what can win.
    """
    return tuple(sorted(options, key=lambda key: digest("draw/1", seed, contest_key, key)))
