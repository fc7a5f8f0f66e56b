"""Whether the log follows from itself, and from what was fixed before the first ballot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.protocol.chain import CAST, CLOSE, MIX, TALLY
from endorsements.protocol.digests import checkpoint_message, definition_digest, receipt_message
from endorsements.protocol.files import CHECKPOINTS_FILE, LOG_FILE, ROLL_FILE
from endorsements.protocol.merkle import roll_root
from endorsements.protocol.replay import LogBroken, Replay
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.rule_words import rule_in_words
from endorsements.verifier.examination import Examination, plural
from endorsements.verifier.record import Record
from endorsements.verifier.report import Report


def replay_log(record: Record, report: Report) -> Replay | None:
    """Replay the log; None when it breaks, for then nothing can be built on it."""
    report.heading("Log")
    state = Replay(roll=dict(record.roll) if record.is_whole else None)
    try:
        for line in record.log:
            state.take(line)
            if line["kind"] == CAST and "signature" not in line:
                raise LogBroken(f"entry {line['seq']} is a ballot without a signature")
        state.current()
    except LogBroken as fault:
        report.fault(f"The log does not add up: {fault}.")
        return None
    if state.seq < 0:
        report.fault(f"{LOG_FILE} is empty.")
        return None
    entries = plural(state.seq + 1, "entry", "entries")
    report.ok(f"{entries}, each following from the one before.")
    return state


def check_definition(ex: Examination) -> None:
    """The definition is the one that was fixed before the first ballot."""
    definition, genesis = ex.record.definition, ex.state.genesis
    if definition_digest(definition).hex() != genesis["definition"]:
        ex.report.fault("The definition is not the one that the log began with.")
    elif definition["round"] != genesis["round"]:
        ex.report.fault("The definition is that of another round.")
    else:
        contests = plural(len(definition["contests"]), "contest")
        ex.report.ok(f"The definition, with {contests}, was fixed before the first ballot.")
    for contest in definition["contests"]:
        _check_words(ex, contest)


def _check_words(ex: Examination, contest: Mapping[str, Any]) -> None:
    """The rule that voters read is the rule by which this program counts."""
    words = rule_in_words(rule_from_definition(dict(contest)))
    if contest["rule"] != words:
        ex.report.fault(
            f"{contest['office']}: voters were told “{contest['rule']}”; counted was “{words}”."
        )


def check_roll(ex: Examination) -> None:
    """The roll is the one that was fixed before the first ballot, and fits the definition."""
    roll, state = ex.record.roll, ex.state
    slots = [slot for slot, _ in roll]
    if slots != sorted(set(slots)):
        ex.report.fault(f"{ROLL_FILE} has a slot twice or is not sorted.")
    root = roll_root((bytes.fromhex(slot), style) for slot, style in roll)
    if (len(roll), root.hex()) != (state.genesis["roll_count"], state.genesis["roll_root"]):
        ex.report.fault("The roll is not the one that the log began with.")
    else:
        added = f", and {len(state.added)} added by logged acts" if state.added else ""
        slots_there = plural(len(roll), "slot")
        ex.report.ok(f"The roll of {slots_there} was fixed before the first ballot{added}.")
    unknown = set(state.voters_by_style()) - set(ex.record.definition["styles"])
    if unknown:
        ex.report.fault(f"The roll has ballot styles without contests: {sorted(unknown)}.")


def check_withdrawals(ex: Examination) -> None:
    """Whoever withdrew was a candidate."""
    for key, candidate in sorted(ex.state.withdrawn):
        contest = ex.contest(key)
        if not contest or candidate not in {one["key"] for one in contest["candidates"]}:
            ex.report.fault(f"The log withdraws {candidate} in {key}: there is no such candidate.")


def check_checkpoints(ex: Examination) -> None:
    """Each checkpoint says of the log what it says of itself; the steps of the count are signed."""
    points, state = ex.record.checkpoints, ex.state
    before = -1
    for point in points:
        if point["seq"] <= before:
            ex.report.fault(f"{CHECKPOINTS_FILE} is not in order at entry {point['seq']}.")
            return
        before = point["seq"]
        if contradiction := fault_in_checkpoint(point, state):
            ex.report.fault(f"Checkpoint at entry {point['seq']}: {contradiction}")
            return
    _check_coverage(ex, [point["seq"] for point in points])


def fault_in_checkpoint(point: dict[str, Any], state: Replay) -> str:
    """How a checkpoint contradicts the log, as a sentence; empty when it does not."""
    seq = point["seq"]
    if point["round"] != state.genesis["round"]:
        return "it is one of another round."
    if seq > state.seq:
        return f"the log ends at entry {state.seq}. Entries that were signed are not there."
    if point["head"] != state.heads[seq].hex():
        return "the log stood otherwise when this was signed. Entries were changed since."
    if point["slots"] != state.slots_at[seq]:
        return f"it speaks of {point['slots']} slots, the log of {state.slots_at[seq]}."
    return ""


def _check_coverage(ex: Examination, seqs: list[int]) -> None:
    reached = ex.state.reached_at
    if MIX in reached and not any(reached[CLOSE] <= seq < reached[MIX] for seq in seqs):
        ex.report.fault("No checkpoint fixes the close before the envelopes were opened.")
    last = seqs[-1] if seqs else -1
    if ex.record.is_whole and last < reached.get(TALLY, 0):
        ex.report.fault(
            "No checkpoint covers the result. Within seconds of publication that may be: "
            "download the record again."
        )
    if seqs:
        fit = plural(len(seqs), "checkpoint fits", "checkpoints fit")
        ex.report.ok(f"{fit} the log up to entry {last}.")
    if last < ex.state.seq:
        after = plural(ex.state.seq - last, "entry", "entries")
        ex.report.note(f"{after} at the end of the log: no checkpoint covers that yet.")


def check_signatures(ex: Examination) -> None:
    """The round's key has signed every ballot's entry and every checkpoint."""
    casts = [line for line in ex.record.log if line["kind"] == CAST]
    points = ex.record.checkpoints
    number = f"{plural(len(casts), 'ballot')} and {plural(len(points), 'checkpoint')}"
    if ex.is_signed is None:
        ex.report.unchecked(
            f"The signatures of {number}: PyNaCl is not installed. "
            "“python3 -m pip install pynacl” brings it."
        )
        return
    for line in casts:
        message = cast_message(ex.state, line["payload"])
        if not ex.is_signed(message, line["signature"]):
            ex.report.fault(f"The signature of entry {line['seq']} is not the round's.")
            return
    for point in points:
        if not ex.is_signed(point_message(point), point["signature"]):
            ex.report.fault(
                f"The signature of the checkpoint at {point['seq']} is not the round's."
            )
            return
    ex.report.ok(f"{number} are signed with the key that the log began with.")


def cast_message(state: Replay, payload: dict[str, Any]) -> bytes:
    """What the signature of a ballot's entry covers."""
    return receipt_message(
        bytes.fromhex(state.genesis["round"]),
        bytes.fromhex(payload["slot"]),
        payload["version"],
        bytes.fromhex(payload["commitment"]),
    )


def point_message(point: dict[str, Any]) -> bytes:
    """What the signature of a checkpoint covers."""
    return checkpoint_message(
        bytes.fromhex(point["round"]),
        point["seq"],
        bytes.fromhex(point["head"]),
        point["slots"],
        point["at"],
    )
