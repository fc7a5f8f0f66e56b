"""What happened in the round, in words, as the log tells it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from endorsements.protocol.chain import (
    ANNUL,
    CERTIFY,
    CLOSE,
    DESTROY,
    EXTEND,
    GENESIS,
    HOLD,
    KINDS,
    MIX,
    PAPER,
    RELEASE,
    ROLL_ADD,
    TALLY,
    VOID,
    WITHDRAW,
)
from endorsements.tally.words import choice_names, percent
from endorsements.verifier.examination import Examination, plural

MOST_TOLD = 20
SENTENCES = {
    GENESIS: "voting opened at {opens_at} and was to close at {closes_at}",
    HOLD: "the round was held: {reason}",
    RELEASE: "the round was released: {reason}",
    EXTEND: "the closing time was moved from {old} to {new}",
    ROLL_ADD: "slot {slot} was added to the roll with ballot style {style}",
    VOID: "slot {slot} was taken out of the count: {reason}",
    PAPER: "{count} ballots on paper were entered",
    MIX: "{count} envelopes were opened and their ballots mixed",
    DESTROY: "the {key} key was destroyed, the log says",
    TALLY: "{count} ballots were opened and counted",
    ANNUL: "the round was annulled: {reason}",
    CERTIFY: "the round was certified",
}


def tell(ex: Examination) -> None:
    """Report how many entries of each kind there are, and every one that is not a ballot."""
    ex.report.heading("What happened")
    numbers = [f"{ex.state.counts[kind]} {kind}" for kind in KINDS if ex.state.counts[kind]]
    ex.report.note(f"Entries of the log by kind: {', '.join(numbers)}.")
    told: dict[str, int] = {}
    for line in ex.record.log:
        kind = line["kind"]
        sentence = _told(ex, kind, line["payload"])
        told[kind] = told.get(kind, 0) + 1
        if sentence and told[kind] <= MOST_TOLD:
            ex.report.note(f"Entry {line['seq']}: {sentence.rstrip('.')}.")
    _tell_turnout(ex)


def _told(ex: Examination, kind: str, payload: dict[str, Any]) -> str:
    if kind == CLOSE:
        early = f", before its time: {payload['early']}" if "early" in payload else ""
        return f"voting closed at {payload['at']} with {payload['count']} ballots{early}"
    if kind == WITHDRAW:
        return _withdrawal(ex, payload["contest"], payload["candidate"])
    return SENTENCES.get(kind, "").format_map(payload)


def _withdrawal(ex: Examination, key: str, candidate: str) -> str:
    contest = ex.contest(key) if ex.record.is_whole else None
    name = choice_names(contest).get(candidate, candidate) if contest else candidate
    return f"{name} withdrew in the contest {ex.office(key)}; votes for them count as blank"


def _tell_turnout(ex: Examination) -> None:
    state = ex.state
    current = state.current()
    slots = state.genesis["roll_count"] + len(state.added)
    turnout = f" ({percent(Fraction(len(current), slots))})" if slots else ""
    ex.report.note(
        f"Ballots that count: {len(current)}, from {plural(slots, 'slot')} on the roll{turnout}."
    )
    changed = sum(version > 1 for version, _ in current.values())
    if changed:
        ex.report.note(f"{plural(changed, 'of them replaces', 'of them replace')} an earlier one.")
