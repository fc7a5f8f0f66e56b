"""Whether what a voter or an observer kept is in the record: receipts and checkpoints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from endorsements.protocol.chain import TALLY
from endorsements.protocol.receipts import KeptReceipt, one_line
from endorsements.protocol.records import grouped
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.legality import marked_options
from endorsements.tally.publicity_words import publicity_of_result
from endorsements.tally.results import RECORDS, how_much_is_public, withdrawn_from
from endorsements.tally.selection_words import selection_in_words
from endorsements.tally.words import choice_names, listed
from endorsements.verifier.examination import Examination
from endorsements.verifier.log_checks import fault_in_checkpoint


def check_kept_checkpoint(ex: Examination, point: dict[str, Any]) -> None:
    """The log still holds what this checkpoint says, and the record lists it.

    So its signature is checked with the others.
    """
    if contradiction := fault_in_checkpoint(point, ex.state):
        ex.report.fault(f"This checkpoint contradicts the record: {contradiction}")
        return
    if point not in ex.record.checkpoints:
        ex.report.fault("The record does not list this checkpoint.")
        return
    ex.report.ok(f"The log up to entry {point['seq']} is as it was at {point['at']}.")


def check_receipt(ex: Examination, receipt: KeptReceipt) -> None:
    """The ballot of this receipt is in the log, is the one that counts, and counts as cast."""
    if receipt.round_id and receipt.round_id != ex.state.genesis["round"]:
        ex.report.fault("This receipt is for another round.")
        return
    counts = True
    if receipt.has_public_half:
        if not _is_recorded(ex, receipt):
            return
        counts = _is_the_last(ex, receipt)
    else:
        ex.report.unchecked("Whether the ballot was recorded: the public half is not there.")
    if not receipt.has_private_half:
        ex.report.unchecked("Whether it counts as it was cast: the private half is not there.")
    elif not ex.record.is_whole or TALLY not in ex.state.reached:
        ex.report.unchecked("Whether it counts as it was cast: that is published after the count.")
    else:
        _check_private_half(ex, receipt, counts)


def _is_recorded(ex: Examination, receipt: KeptReceipt) -> bool:
    versions = ex.state.casts.get(receipt.slot, {})
    if versions.get(receipt.version) != receipt.commitment:
        has = "another" if receipt.version in versions else "no"
        ex.report.fault(
            f"The log has {has} ballot of version {receipt.version} from the slot of this receipt."
        )
        return False
    if receipt.signature != _signature_in_log(ex, receipt):
        ex.report.fault("The log has another signature for this ballot than the receipt.")
        return False
    ex.report.ok("The ballot of this receipt is in the log, with the same signature.")
    return True


def _signature_in_log(ex: Examination, receipt: KeptReceipt) -> str:
    """Of the ballot; the same message is never signed in two ways with one key."""
    of_ballot = {"slot": receipt.slot, "version": receipt.version, "commitment": receipt.commitment}
    return next(line["signature"] for line in ex.record.log if line["payload"] == of_ballot)


def _is_the_last(ex: Examination, receipt: KeptReceipt) -> bool:
    last = max(ex.state.casts[receipt.slot])
    if receipt.slot in ex.state.voided:
        ex.report.fault(
            "This ballot does not count: its slot was taken out of the count "
            f"({ex.state.voided[receipt.slot]})."
        )
    elif receipt.version < last:
        ex.report.fault(
            f"This ballot does not count: version {last} replaced it. If you cast that one, check "
            "its receipt instead; if you did not, challenge the result."
        )
    else:
        ex.report.ok("It is the last of its slot, the one that counts.")
        return True
    return False


def _check_private_half(ex: Examination, receipt: KeptReceipt, counts: bool) -> None:
    if receipt.inner_hash:
        is_there = receipt.inner_hash in ex.record.inner_hashes
        if is_there != counts:
            ex.report.fault(
                "The inner ballot did not come out of the mixing."
                if counts
                else "The inner ballot of a ballot that was replaced came out of the mixing."
            )
        elif counts:
            ex.report.ok("Its inner ballot came out of the mixing.")
    for key, code in receipt.codes.items():
        contest = ex.contest(key)
        if contest is None:
            ex.report.fault(f"The receipt has a code for {key}, which is not a contest here.")
        elif counts:
            _check_code(ex, contest, code, receipt.choices.get(key))
    if counts and receipt.has_public_half:
        _check_nothing_missing(ex, receipt)


def _check_code(ex: Examination, contest: Mapping[str, Any], code: str, choice: str | None) -> None:
    key, office = contest["key"], contest["office"]
    if how_much_is_public(ex.record.definition, contest, ex.ballots_in(key)) != RECORDS:
        why = publicity_of_result(ex.record.definition, contest, ex.ballots_in(key))
        ex.report.unchecked(f"{office}: {why}")
        return
    selection = dict(ex.record.records(key)).get(code)
    if selection is None:
        ex.report.fault(f"{office}: the code {grouped(code)} is not in the list.")
        return
    stands = selection_in_words(contest, selection)
    if choice is None:
        ex.report.note(f"{office}: {grouped(code)} stands beside “{stands}”. Is that your choice?")
    elif one_line(choice) != one_line(stands):
        ex.report.fault(
            f"{office}: {grouped(code)} stands beside “{stands}”; the receipt says “{choice}”."
        )
    else:
        ex.report.ok(f"{office}: {grouped(code)} stands beside “{stands}”, as on the receipt.")
    _tell_withdrawals(ex, contest, selection)


def _tell_withdrawals(ex: Examination, contest: Mapping[str, Any], selection: str) -> None:
    rule, names = rule_from_definition(contest), choice_names(contest)
    withdrawn = withdrawn_from(contest, ex.state.withdrawn)
    gone = [key for key in rule.candidates if key in withdrawn & marked_options(rule, selection)]
    if not gone:
        return
    who = listed([names[key] for key in gone])
    then = "this vote counts as blank" if [selection] == gone else "that counts as not marked"
    ex.report.note(f"{contest['office']}: {who} withdrew, so {then}.")


def _check_nothing_missing(ex: Examination, receipt: KeptReceipt) -> None:
    style = ex.state.style_of(receipt.slot)
    for key in ex.record.definition["styles"].get(style, []):
        if key not in receipt.codes:
            ex.report.unchecked(f"{ex.office(key)}: the receipt has no code for it.")
