"""Replaying a log: from the genesis entry on, what holds after each line.

The server uses it before it opens an envelope, the auditor's script to check everything: one
set of rules for both.
"""

import hmac
from dataclasses import dataclass, field
from typing import Any

from endorsements.protocol import chain
from endorsements.protocol.merkle import values_root

DEFAULT_BARS = (chain.ANNUL,)
_AFTER_CLOSE = (chain.ANNUL, chain.CLOSE)
# What may not stand after which entry; an annulment is followed by destructions alone.
BARRED_AFTER: dict[str, tuple[str, ...]] = {
    chain.CAST: _AFTER_CLOSE,
    chain.EXTEND: _AFTER_CLOSE,
    chain.ROLL_ADD: _AFTER_CLOSE,
    chain.WITHDRAW: _AFTER_CLOSE,
    chain.VOID: _AFTER_CLOSE,
    chain.PAPER: (chain.ANNUL, chain.TALLY),
    chain.DESTROY: (),
}
NEEDS = {
    chain.MIX: chain.CLOSE,
    chain.TALLY: chain.MIX,
    chain.CERTIFY: chain.TALLY,
    chain.PAPER: chain.CLOSE,
}
NOT_WHILE_HELD = (chain.CAST, chain.MIX, chain.TALLY, chain.CERTIFY)
HEX_SLOT = 32
HEX_DIGEST = 64


class LogBroken(Exception):
    """The log does not follow from its own beginning; the sentence says where and why."""


@dataclass
class Replay:
    """State of a round's log after the lines taken so far.

    Args:
        roll: slot (hexadecimal) to ballot style, as frozen before the first ballot.
    """

    roll: dict[str, str]
    seq: int = -1
    head: bytes = b""
    genesis: dict[str, Any] = field(default_factory=dict)
    closes_at: str = ""
    casts: dict[str, dict[int, str]] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    voided: dict[str, str] = field(default_factory=dict)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[int, bytes] = field(default_factory=dict)
    slots_at: dict[int, int] = field(default_factory=dict)
    reached: dict[str, dict[str, Any]] = field(default_factory=dict)
    destroyed: list[str] = field(default_factory=list)
    is_held: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Take the next line of the log.

        Args:
            line: `seq` (0, 1, ...), `kind`, `payload`, `head` (hexadecimal).

        Raises:
            LogBroken: the line does not follow from the lines before it.
        """
        seq, kind, payload = _fields(line)
        if seq != self.seq + 1:
            raise LogBroken(f"line {self.seq + 2} of the log has number {seq}, not {self.seq + 1}")
        head = self._head_after(seq, kind, payload)
        if not hmac.compare_digest(head.hex(), str(line.get("head", ""))):
            raise LogBroken(f"the head after entry {seq} ({kind}) does not follow from its text")
        self._check_place(seq, kind)
        self.seq, self.head = seq, head
        getattr(self, "_" + kind)(payload, seq)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        self.heads[seq] = head
        self.slots_at[seq] = len(self.casts)

    def _head_after(self, seq: int, kind: str, payload: dict[str, Any]) -> bytes:
        try:
            if seq == 0:
                return chain.genesis_head(payload)
            return chain.next_head(self.head, seq, kind, payload)
        except (KeyError, ValueError, TypeError, AttributeError, OverflowError) as fault:
            raise LogBroken(f"entry {seq} of the log is malformed: {fault}") from None

    def _check_place(self, seq: int, kind: str) -> None:
        if (seq == 0) != (kind == chain.GENESIS):
            raise LogBroken("the log must begin with one genesis entry and hold no other")
        if kind in self.reached:
            raise LogBroken(f"entry {seq} is a second {kind} entry")
        if self.is_held and kind in NOT_WHILE_HELD:
            raise LogBroken(f"entry {seq} ({kind}) was made while the round was held")
        for earlier in BARRED_AFTER.get(kind, DEFAULT_BARS):
            if earlier in self.reached:
                raise LogBroken(f"entry {seq} ({kind}) stands after the {earlier} entry")
        required = NEEDS.get(kind)
        if required and required not in self.reached:
            raise LogBroken(f"entry {seq} ({kind}) stands before the {required} entry")

    def current(self) -> dict[str, tuple[int, str]]:
        """Slot to (version, commitment) of the ballots that count: highest version, not voided.

        Raises:
            LogBroken: a slot's versions have a gap.
        """
        for slot, versions in self.casts.items():
            if set(versions) != set(range(1, len(versions) + 1)):
                raise LogBroken(f"the versions of slot {slot} have a gap")
        return {
            slot: (len(versions), versions[len(versions)])
            for slot, versions in sorted(self.casts.items())
            if slot not in self.voided
        }

    def current_by_style(self) -> dict[str, int]:
        """Ballot style to the number of ballots that count."""
        styles: dict[str, int] = {}
        for slot in self.current():
            style = self.style_of(slot)
            styles[style] = styles.get(style, 0) + 1
        return styles

    def style_of(self, slot: str) -> str:
        """The ballot style of a slot on the roll, additions included."""
        return self.added.get(slot) or self.roll[slot]

    def _genesis(self, payload: dict[str, Any], seq: int) -> None:
        self.genesis = payload
        self.closes_at = payload["closes_at"]

    def _cast(self, payload: dict[str, Any], seq: int) -> None:
        slot, version, commitment = _cast_fields(payload, seq)
        if slot not in self.roll and slot not in self.added:
            raise LogBroken(f"entry {seq} is a ballot from a slot that is not on the roll")
        if slot in self.voided:
            raise LogBroken(f"entry {seq} is a ballot from a slot that was voided")
        versions = self.casts.setdefault(slot, {})
        if version in versions:
            raise LogBroken(f"entry {seq} repeats version {version} of slot {slot}")
        versions[version] = commitment

    def _hold(self, payload: dict[str, Any], seq: int) -> None:
        if self.is_held:
            raise LogBroken(f"entry {seq} holds a round that is held already")
        self.is_held = True

    def _release(self, payload: dict[str, Any], seq: int) -> None:
        if not self.is_held:
            raise LogBroken(f"entry {seq} releases a round that is not held")
        self.is_held = False

    def _extend(self, payload: dict[str, Any], seq: int) -> None:
        if payload.get("old") != self.closes_at or not str(payload.get("new")) > self.closes_at:
            raise LogBroken(f"entry {seq} extends from a closing time that was not in force")
        self.closes_at = payload["new"]

    def _roll_add(self, payload: dict[str, Any], seq: int) -> None:
        slot, style = str(payload.get("slot")), str(payload.get("style"))
        if slot in self.roll or slot in self.added or not _is_hex(slot, HEX_SLOT):
            raise LogBroken(f"entry {seq} adds a slot that is on the roll already")
        self.added[slot] = style

    def _void(self, payload: dict[str, Any], seq: int) -> None:
        slot = str(payload.get("slot"))
        if slot in self.voided or (slot not in self.roll and slot not in self.added):
            raise LogBroken(f"entry {seq} voids a slot that is not on the roll")
        self.voided[slot] = str(payload.get("reason"))

    def _withdraw(self, payload: dict[str, Any], seq: int) -> None:
        self.withdrawn.add((str(payload.get("contest")), str(payload.get("candidate"))))

    def _paper(self, payload: dict[str, Any], seq: int) -> None:
        self.reached[chain.PAPER] = payload

    def _close(self, payload: dict[str, Any], seq: int) -> None:
        commitments = [bytes.fromhex(commitment) for _, commitment in self.current().values()]
        root = values_root(commitments).hex()
        if payload.get("count") != len(commitments) or payload.get("root") != root:
            raise LogBroken("the close entry does not match the ballots in the log before it")
        self.reached[chain.CLOSE] = payload

    def _mix(self, payload: dict[str, Any], seq: int) -> None:
        if payload.get("count") != len(self.current()):
            raise LogBroken("the mix entry has another number of ballots than the log")
        self.reached[chain.MIX] = payload

    def _destroy(self, payload: dict[str, Any], seq: int) -> None:
        if payload.get("key") in self.destroyed:
            raise LogBroken(f"entry {seq} destroys a key for the second time")
        self.destroyed.append(str(payload.get("key")))

    def _tally(self, payload: dict[str, Any], seq: int) -> None:
        self.reached[chain.TALLY] = payload

    def _annul(self, payload: dict[str, Any], seq: int) -> None:
        self.reached[chain.ANNUL] = payload

    def _certify(self, payload: dict[str, Any], seq: int) -> None:
        self.reached[chain.CERTIFY] = payload


def _fields(line: dict[str, Any]) -> tuple[int, str, dict[str, Any]]:
    seq, kind, payload = line.get("seq"), line.get("kind"), line.get("payload")
    if not isinstance(seq, int) or kind not in chain.KINDS or not isinstance(payload, dict):
        raise LogBroken(f"a line of the log is malformed: {str(line)[:80]}")
    return seq, str(kind), payload


def _cast_fields(payload: dict[str, Any], seq: int) -> tuple[str, int, str]:
    slot, version, commitment = (payload.get(key) for key in ("slot", "version", "commitment"))
    well_formed = (
        _is_hex(slot, HEX_SLOT)
        and isinstance(version, int)
        and not isinstance(version, bool)
        and version >= 1
        and _is_hex(commitment, HEX_DIGEST)
    )
    if not well_formed:
        raise LogBroken(f"entry {seq} of the log is a malformed ballot")
    return str(slot), int(str(version)), str(commitment)


def _is_hex(value: Any, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and set(value) <= set("0123456789abcdef")
