"""A downloaded record: each file as values, or a sentence why it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from endorsements.protocol.files import (
    CHECKPOINTS_FILE,
    DEFINITION_FILE,
    INNER_FILE,
    LOG_FILE,
    RESULT_FILE,
    ROLL_FILE,
    SUMS_FILE,
    records_file,
)
from endorsements.protocol.records import parse_records_csv
from endorsements.verifier.reading import Unreadable, conform, json_of, lines_of, text_of
from endorsements.verifier.shapes import RESULT, check_checkpoint_shape, check_definition_shape

_ROLL_LINE = re.compile(r"([0-9a-f]{32}) ([-\w]{1,40})", re.ASCII)
_HASH_LINE = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SUM_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


@dataclass(frozen=True)
class Record:
    """The files of one round's public record. Every reader may raise `Unreadable`.

    Args:
        files: name to content.
    """

    files: Mapping[str, bytes]

    @property
    def is_whole(self) -> bool:
        """Whether there is more than the log, which is public alone until the count."""
        return bool(set(self.files) - {LOG_FILE, CHECKPOINTS_FILE})

    def raw(self, name: str) -> bytes:
        if name not in self.files:
            raise Unreadable(f"{name} is missing.")
        return self.files[name]

    @cached_property
    def log(self) -> list[Any]:
        """The lines of the log, of any shape."""
        return self._json_lines(LOG_FILE)

    @cached_property
    def checkpoints(self) -> list[dict[str, Any]]:
        points = self._json_lines(CHECKPOINTS_FILE)
        for number, point in enumerate(points, start=1):
            check_checkpoint_shape(point, f"{CHECKPOINTS_FILE}, line {number}")
        return points

    @cached_property
    def definition(self) -> dict[str, Any]:
        value = self._json(DEFINITION_FILE)
        check_definition_shape(value, DEFINITION_FILE)
        return value

    @cached_property
    def result(self) -> dict[str, Any]:
        value = self._json(RESULT_FILE)
        conform(value, RESULT, RESULT_FILE)
        return value

    @cached_property
    def roll(self) -> list[tuple[str, str]]:
        """Slot (hexadecimal) and ballot style, line by line."""
        return [(match[1], match[2]) for match in self._matches(ROLL_FILE, _ROLL_LINE)]

    @cached_property
    def inner_hashes(self) -> list[str]:
        return [match[0] for match in self._matches(INNER_FILE, _HASH_LINE)]

    @cached_property
    def sums(self) -> list[tuple[str, str]]:
        """SHA-256 (hexadecimal) and name of each file, as the record itself states them."""
        return [(match[1], match[2]) for match in self._matches(SUMS_FILE, _SUM_LINE)]

    def has_records(self, contest_key: str) -> bool:
        return records_file(contest_key) in self.files

    def records(self, contest_key: str) -> list[tuple[str, str]]:
        """Check code and selection of each ballot in a contest, line by line."""
        name = records_file(contest_key)
        try:
            return parse_records_csv(text_of(self.raw(name), name))
        except ValueError as fault:
            raise Unreadable(f"{name} is not a list of records: {fault}.") from None

    def _json(self, name: str) -> Any:
        return json_of(text_of(self.raw(name), name), name)

    def _json_lines(self, name: str) -> list[Any]:
        lines = lines_of(self.raw(name), name)
        return [json_of(line, f"{name}, line {n}") for n, line in enumerate(lines, start=1)]

    def _matches(self, name: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        matches = []
        for number, line in enumerate(lines_of(self.raw(name), name), start=1):
            match = pattern.fullmatch(line)
            if match is None:
                raise Unreadable(f"{name}, line {number} is malformed.")
            matches.append(match)
        return matches
