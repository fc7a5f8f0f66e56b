"""The files of the public record, by name."""

from __future__ import annotations

DEFINITION_FILE = "definition.json"
ROLL_FILE = "roll.txt"
LOG_FILE = "log.jsonl"
CHECKPOINTS_FILE = "checkpoints.jsonl"
INNER_FILE = "inner_hashes.txt"
RESULT_FILE = "result.json"
SUMS_FILE = "SHA256SUMS"
VERIFIER_FILE = "verify.py"


def records_file(contest_key: str) -> str:
    """The file with the cast vote records of a contest."""
    return f"records/{contest_key}.csv"
