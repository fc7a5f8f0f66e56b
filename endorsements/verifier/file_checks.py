"""Whether the files are those of a record, whole and as it lists them itself."""

from __future__ import annotations

import hashlib

from endorsements.protocol.files import (
    CHECKPOINTS_FILE,
    DEFINITION_FILE,
    INNER_FILE,
    LOG_FILE,
    RESULT_FILE,
    ROLL_FILE,
    SUMS_FILE,
    VERIFIER_FILE,
    records_file,
)
from endorsements.verifier.record import Record
from endorsements.verifier.report import Report

ALWAYS_THERE = (
    CHECKPOINTS_FILE,
    DEFINITION_FILE,
    INNER_FILE,
    LOG_FILE,
    RESULT_FILE,
    ROLL_FILE,
    SUMS_FILE,
    VERIFIER_FILE,
)


def check_sums(record: Record, report: Report) -> None:
    """SHA256SUMS names every file once, with the right sum, and no other."""
    report.heading("Files")
    if not record.is_whole:
        report.note("Only the log is here; the other files are published after the count.")
        return
    faults = report.number_of("FAULT")
    named = {name: stated for stated, name in record.sums}
    if len(named) != len(record.sums):
        report.fault(f"{SUMS_FILE} names a file twice.")
    for name, stated in named.items():
        if name not in record.files:
            report.fault(f"{name} is missing; {SUMS_FILE} names it.")
        elif hashlib.sha256(record.files[name]).hexdigest() != stated:
            report.fault(f"{name} is not the file whose sum stands in {SUMS_FILE}.")
    for name in sorted(set(record.files) - set(named) - {SUMS_FILE}):
        report.fault(f"{name} is not named in {SUMS_FILE}: it does not belong to the record.")
    if report.number_of("FAULT") == faults:
        report.ok(f"{len(named)} files have the sums that stand in {SUMS_FILE}.")


def check_names(record: Record, report: Report) -> None:
    """Every file that a record must have is there, and no stranger."""
    for name in ALWAYS_THERE:
        if name not in record.files:
            report.fault(f"{name} is missing: a published record has it.")
    contests = {records_file(contest["key"]) for contest in record.definition["contests"]}
    for name in sorted(set(record.files) - set(ALWAYS_THERE) - contests):
        report.fault(f"{name} is not a file that this record can have.")
