"""Replaying a log: from the genesis entry on, what holds after each line.

The server uses it before it opens an envelope, the auditor's script to check everything: one
set of rules for both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    ROLL_ADD,
    TALLY,
    VOID,
    WITHDRAW,
    genesis_head,
    next_head,
)
from endorsements.protocol.entries import fault_in
from endorsements.protocol.merkle import values_root

# What may not stand after which entry; an annulment is followed by destructions alone.
DEFAULT_BARS = (ANNUL,)
BARRED_AFTER: dict[str, tuple[str, ...]] = {
    CAST: (ANNUL, CLOSE),
    EXTEND: (ANNUL, CLOSE),
    ROLL_ADD: (ANNUL, CLOSE),
    WITHDRAW: (ANNUL, CLOSE),
    VOID: (ANNUL, CLOSE),
    PAPER: (ANNUL, TALLY),
    HOLD: (ANNUL, CERTIFY),
    DESTROY: (),
}
NEEDS = {MIX: CLOSE, TALLY: MIX, CERTIFY: TALLY, PAPER: CLOSE}
NOT_WHILE_HELD = (CAST, MIX, TALLY, CERTIFY)
ONCE = (PAPER, CLOSE, MIX, TALLY, ANNUL, CERTIFY)
# A key goes when its work is done, or with the round; the signing key only with the round.
DESTROYED_AFTER = {"mix": MIX, "tally": TALLY, "signing": ANNUL}


class LogBroken(Exception):
    """The log does not follow from its own beginning; the sentence says where and why."""


@dataclass
class Replay:
    """State of a round's log after the lines taken so far.

    Args:
        roll: slot (hexadecimal) to ballot style, as frozen before the first ballot. None where
            only the log is public yet: then nothing is said of slots and styles.
    """

    roll: Mapping[str, str] | None
    seq: int = -1
    head: bytes = b""
    genesis: dict[str, Any] = field(default_factory=dict)
    closes_at: str = ""
    casts: dict[str, dict[int, str]] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    voided: dict[str, str] = field(default_factory=dict)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    heads: dict[int, bytes] = field(default_factory=dict)
    slots_at: dict[int, int] = field(default_factory=dict)
    reached: dict[str, dict[str, Any]] = field(default_factory=dict)
    reached_at: dict[str, int] = field(default_factory=dict)
    destroyed: list[str] = field(default_factory=list)
    is_held: bool = False

    def take(self, line: dict[str, Any]) -> None:
        """Take the next line of the log.

        Args:
            line: `seq` (0, 1, ...), `kind`, `payload`, `head` (hexadecimal).

        Raises:
            LogBroken: the line is malformed or does not follow from the lines before it.
        """
        if fault := fault_in(line):
            raise LogBroken(fault)
        seq, kind, payload = line["seq"], line["kind"], line["payload"]
        if seq != self.seq + 1:
            raise LogBroken(f"line {self.seq + 2} of the log has number {seq}, not {self.seq + 1}")
        self._check_place(seq, kind)
        head = next_head(self.head, seq, kind, payload) if seq else genesis_head(payload)
        if head.hex() != line["head"]:
            raise LogBroken(f"the head after entry {seq} ({kind}) does not follow from its text")
        getattr(self, "_" + kind)(payload, seq)
        self.seq, self.head = seq, head
        if kind in ONCE:
            self.reached[kind], self.reached_at[kind] = payload, seq
        self.counts[kind] += 1
        self.heads[seq] = head
        self.slots_at[seq] = len(self.casts)

    def _check_place(self, seq: int, kind: str) -> None:
        if (seq == 0) != (kind == GENESIS):
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
            if max(versions) != len(versions):
                raise LogBroken(f"the versions of slot {slot} have a gap")
        return {
            slot: (len(versions), versions[len(versions)])
            for slot, versions in sorted(self.casts.items())
            if slot not in self.voided
        }

    def current_by_style(self) -> dict[str, int]:
        """Ballot style to the number of ballots that count."""
        return dict(Counter(self.style_of(slot) for slot in self.current()))

    def style_of(self, slot: str) -> str:
        """The ballot style of a slot on the roll, additions included."""
        return self.added.get(slot) or (self.roll or {})[slot]

    def paper_by_style(self) -> dict[str, int]:
        """Ballot style to the number of ballots that were entered from paper."""
        paper: dict[str, int] = self.reached.get(PAPER, {}).get("styles", {})
        return paper

    def voters_by_style(self) -> dict[str, int]:
        """Ballot style to the number of slots on the roll, additions included."""
        return dict(Counter([*(self.roll or {}).values(), *self.added.values()]))

    def _is_on_the_roll(self, slot: str) -> bool:
        return self.roll is None or slot in self.roll or slot in self.added

    def _genesis(self, payload: dict[str, Any], seq: int) -> None:
        self.genesis = payload
        self.closes_at = payload["closes_at"]
        if payload["opens_at"] >= self.closes_at:
            raise LogBroken("the round closes before it opens")

    def _cast(self, payload: dict[str, Any], seq: int) -> None:
        slot, version = payload["slot"], payload["version"]
        if not self._is_on_the_roll(slot):
            raise LogBroken(f"entry {seq} is a ballot from a slot that is not on the roll")
        if slot in self.voided:
            raise LogBroken(f"entry {seq} is a ballot from a slot that was voided")
        versions = self.casts.setdefault(slot, {})
        if version in versions:
            raise LogBroken(f"entry {seq} repeats version {version} of slot {slot}")
        versions[version] = payload["commitment"]

    def _hold(self, payload: dict[str, Any], seq: int) -> None:
        if self.is_held:
            raise LogBroken(f"entry {seq} holds a round that is held already")
        self.is_held = True

    def _release(self, payload: dict[str, Any], seq: int) -> None:
        if not self.is_held:
            raise LogBroken(f"entry {seq} releases a round that is not held")
        self.is_held = False

    def _extend(self, payload: dict[str, Any], seq: int) -> None:
        if payload["old"] != self.closes_at:
            raise LogBroken(f"entry {seq} extends from a closing time that was not in force")
        if payload["new"] <= self.closes_at:
            raise LogBroken(f"entry {seq} does not move the closing time to a later one")
        self.closes_at = payload["new"]

    def _roll_add(self, payload: dict[str, Any], seq: int) -> None:
        slot = payload["slot"]
        if slot in (self.roll or {}) or slot in self.added:
            raise LogBroken(f"entry {seq} adds a slot that is on the roll already")
        self.added[slot] = payload["style"]

    def _void(self, payload: dict[str, Any], seq: int) -> None:
        slot = payload["slot"]
        if not self._is_on_the_roll(slot):
            raise LogBroken(f"entry {seq} voids a slot that is not on the roll")
        if slot in self.voided:
            raise LogBroken(f"entry {seq} voids a slot for the second time")
        self.voided[slot] = payload["reason"]

    def _withdraw(self, payload: dict[str, Any], seq: int) -> None:
        gone = payload["contest"], payload["candidate"]
        if gone in self.withdrawn:
            raise LogBroken(f"entry {seq} withdraws a candidate for the second time")
        self.withdrawn.add(gone)

    def _paper(self, payload: dict[str, Any], seq: int) -> None:
        if payload["count"] != sum(payload["styles"].values()):
            raise LogBroken("the paper entry does not match its own numbers of each ballot style")
        if self.roll is None:
            return
        left = Counter(self.voters_by_style())
        left.subtract(self.style_of(slot) for slot in {*self.current(), *self.voided})
        if any(number > left[style] for style, number in payload["styles"].items()):
            raise LogBroken("more ballots on paper were entered than members had not voted here")

    def _close(self, payload: dict[str, Any], seq: int) -> None:
        commitments = [bytes.fromhex(commitment) for _, commitment in self.current().values()]
        if (payload["count"], payload["root"]) != (
            len(commitments),
            values_root(commitments).hex(),
        ):
            raise LogBroken("the close entry does not match the ballots in the log before it")
        if self.roll is not None and payload["styles"] != self.current_by_style():
            raise LogBroken("the close entry does not match the ballot styles of the slots")
        if payload["at"] < self.closes_at and "early" not in payload:
            raise LogBroken("the round was closed before its time, and no reason is given")

    def _mix(self, payload: dict[str, Any], seq: int) -> None:
        if payload["count"] != len(self.current()):
            raise LogBroken("the mix entry has another number of ballots than the log")

    def _destroy(self, payload: dict[str, Any], seq: int) -> None:
        key = payload["key"]
        if key in self.destroyed:
            raise LogBroken(f"entry {seq} destroys a key for the second time")
        if DESTROYED_AFTER[key] not in self.reached and ANNUL not in self.reached:
            raise LogBroken(f"entry {seq} destroys the {key} key before its work was done")
        self.destroyed.append(key)

    def _tally(self, payload: dict[str, Any], seq: int) -> None:
        if payload["count"] != len(self.current()) + sum(self.paper_by_style().values()):
            raise LogBroken("the tally entry has another number of ballots than the log")

    def _annul(self, payload: dict[str, Any], seq: int) -> None:
        self.is_held = False

    def _certify(self, payload: dict[str, Any], seq: int) -> None:
        if "tally" not in self.destroyed:
            raise LogBroken("the round was certified before the tally key was destroyed")
