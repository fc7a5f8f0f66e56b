"""Cast vote records: the check codes, the root over them, and the file that lists them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from endorsements.protocol.digests import pack
from endorsements.protocol.merkle import values_root

CODE_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH = 12
RECORDS_HEADER = "code,selection"
# No table program takes such a cell for a formula: it begins with none of "=", "+", "-", "@".
_PLAIN = re.compile(r"(?:[\w:>][-\w :>=]{0,9999})?", re.ASCII)


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


def records_csv(records: Iterable[tuple[str, str]]) -> str:
    """The file of a contest's records, sorted by code.

    A selection that could not be a choice (it counts as invalid), or whose candidate's key begins
    with a hyphen, is written as a JSON text in quotes, so that no table program takes it for a
    formula and no line break for a new record.
    """
    lines = [f"{code},{_cell(selection)}" for code, selection in sorted(records)]
    return "\n".join([RECORDS_HEADER, *lines]) + "\n"


def parse_records_csv(text: str) -> list[tuple[str, str]]:
    """The (check code, selection) records of a file, in its order.

    Raises:
        ValueError: a line is not written as `records_csv` writes it; the sentence names it.
    """
    header, *lines = text.split("\n")
    if header != RECORDS_HEADER:
        raise ValueError(f"its first line is not “{RECORDS_HEADER}”")
    if not lines or lines.pop() != "":
        raise ValueError("its last line is cut short")
    return [_record(line, number) for number, line in enumerate(lines, start=2)]


def _cell(selection: str) -> str:
    if _PLAIN.fullmatch(selection):
        return selection
    return '"' + json.dumps(selection).replace('"', '""') + '"'


def _record(line: str, number: int) -> tuple[str, str]:
    code, _, cell = line.partition(",")
    selection = cell
    if cell.startswith('"""'):
        try:
            selection = str(json.loads(cell[1:-1].replace('""', '"')))
            selection.encode()
        except ValueError:
            raise ValueError(f"its line {number} is not a record") from None
    if not is_code(code) or f"{code},{_cell(selection)}" != line:
        raise ValueError(f"its line {number} is not a record")
    return code, selection
