"""Cast vote records as lines, and the files of the public record."""

from collections.abc import Iterable

from endorsements.protocol.digests import pack
from endorsements.protocol.merkle import values_root

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 12


def record_value(code: str, selection: str) -> bytes:
    """The bytes that stand for one cast vote record under a contest's records root."""
    return pack("record/1", code, selection)


def records_root(records: Iterable[tuple[str, str]]) -> bytes:
    """Root over a contest's (check code, selection) records, in any order."""
    return values_root(record_value(code, selection) for code, selection in records)


def is_code(text: str) -> bool:
    """Whether a text has the form of a check code: 12 characters of `CODE_ALPHABET`."""
    return len(text) == CODE_LENGTH and set(text) <= set(CODE_ALPHABET)


def grouped(code: str) -> str:
    """A check code as people read it: three groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
