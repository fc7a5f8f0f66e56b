"""The command line: a record in, a report out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from endorsements.protocol.chain import ANNUL, CERTIFY, TALLY
from endorsements.protocol.receipts import KeptReceipt, ReceiptUnreadable, parse_receipt
from endorsements.verifier.count_checks import check_inner_ballots, check_results
from endorsements.verifier.examination import Examination
from endorsements.verifier.file_checks import check_names, check_sums
from endorsements.verifier.folders import read_files
from endorsements.verifier.kept import check_kept_checkpoint, check_receipt
from endorsements.verifier.log_checks import (
    check_checkpoints,
    check_definition,
    check_roll,
    check_signatures,
    check_withdrawals,
    replay_log,
)
from endorsements.verifier.reading import Unreadable, json_of, text_of
from endorsements.verifier.record import Record
from endorsements.verifier.report import FAULT, Report, printable
from endorsements.verifier.shapes import check_checkpoint_shape
from endorsements.verifier.signatures import signer_of
from endorsements.verifier.story import tell

ADDS_UP, DOES_NOT_ADD_UP, CANNOT_BE_READ = 0, 1, 2
LONGEST_KEPT_FILE = 1 << 20
Kept = Sequence[tuple[str, Any]]


def main(arguments: Sequence[str]) -> int:
    """Check a record and print the report.

    Returns:
        0 when everything that was checked adds up, 1 when something does not, 2 when the record
        or an argument cannot be read.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    chosen = _parser().parse_args(arguments)
    report = Report()
    try:
        receipts = [(str(path), _receipt(path)) for path in chosen.receipt]
        checkpoints = [(str(path), _checkpoint(path)) for path in chosen.checkpoint]
        files = read_files(chosen.record, besides=[*chosen.receipt, *chosen.checkpoint])
        examine(Record(files), report, receipts=receipts, checkpoints=checkpoints)
    except Unreadable as fault:
        sys.stdout.write(report.as_findings())
        sys.stderr.write(f"CANNOT BE READ: {printable(str(fault))}\n")
        return CANNOT_BE_READ
    sys.stdout.write(report.as_text())
    return DOES_NOT_ADD_UP if report.number_of(FAULT) else ADDS_UP


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description="Check the public record of a round and recount every contest.",
        epilog="Exit status: 0 everything adds up, 1 something does not, 2 cannot be read.",
    )
    parser.add_argument(
        "record",
        nargs="?",
        type=Path,
        default=Path(sys.argv[0]).parent,
        help="folder or zip file of the record; without it, the folder of this program",
    )
    for name, what in (("receipt", "a receipt you kept"), ("checkpoint", "a checkpoint you kept")):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            type=Path,
            metavar="FILE",
            help=f"{what}; may be given several times",
        )
    return parser


def _kept_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(LONGEST_KEPT_FILE + 1)
    except OSError as fault:
        raise Unreadable(f"{path} cannot be read: {fault.strerror or fault}.") from None
    if len(raw) > LONGEST_KEPT_FILE:
        raise Unreadable(f"{path} is too large to be a receipt or a checkpoint.")
    return text_of(raw, str(path))


def _receipt(path: Path) -> KeptReceipt:
    try:
        return parse_receipt(_kept_text(path))
    except ReceiptUnreadable as fault:
        raise Unreadable(f"{path} is not a receipt: {fault}.") from None


def _checkpoint(path: Path) -> dict[str, Any]:
    point = json_of(_kept_text(path), str(path))
    check_checkpoint_shape(point, str(path))
    return point


def examine(record: Record, report: Report, *, receipts: Kept = (), checkpoints: Kept = ()) -> None:
    """Run every check that the record at hand allows.

    Args:
        receipts, checkpoints: what somebody kept, each with the name of its file.

    Raises:
        Unreadable: a file of the record is missing or malformed; the report ends there.
    """
    check_sums(record, report)
    _introduce(record, report)
    state = replay_log(record, report)
    if state is None:
        return
    ex = Examination(record, report, state, signer_of(state.genesis["signing_key"]))
    check_checkpoints(ex)
    check_signatures(ex)
    if record.is_whole:
        check_names(record, report)
        check_definition(ex)
        check_roll(ex)
        check_withdrawals(ex)
    tell(ex)
    if record.is_whole:
        check_inner_ballots(ex)
        check_results(ex)
    else:
        _explain_log_alone(ex)
    for name, receipt in receipts:
        report.heading(f"Receipt {name}")
        check_receipt(ex, receipt)
    for name, point in checkpoints:
        report.heading(f"Checkpoint {name}")
        check_kept_checkpoint(ex, point)


def _introduce(record: Record, report: Report) -> None:
    if not record.is_whole:
        report.heading("The log of a round")
        return
    definition = record.definition
    report.heading(f"The record of “{definition['title']}”, {definition['organisation']}")
    if definition["rehearsal"]:
        report.note("This was a rehearsal; its outcome means nothing.")
    if definition["demo"]:
        report.note("This round belongs to a demonstration; its candidates are invented.")


def _explain_log_alone(ex: Examination) -> None:
    reached = ex.state.reached
    ex.report.heading("Ballots and contests")
    if ANNUL in reached:
        ex.report.note("The round was annulled: nothing of its count is published.")
    elif CERTIFY in reached:
        ex.report.fault("The round is certified, so all files of its record should be here.")
    elif TALLY in reached:
        ex.report.unchecked("The count: its files are not here. If they are public, fetch them.")
    else:
        ex.report.unchecked("The count: the round is not counted, as far as this log says.")
    ex.report.unchecked("The roll: it is published with the count.")
