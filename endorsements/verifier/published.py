"""The numbers of a published result, each looked at before it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from endorsements.protocol.entries import is_number
from endorsements.tally.counts import Amount
from endorsements.tally.vocabulary import HIGHEST_SCORE

# Exact values of a count for many seats have hundreds of digits; Python reads 4300 at once.
_FIXED = re.compile(r"([0-9]{1,19})\.([0-9]{5})", re.ASCII)
_FRACTION = re.compile(r"([0-9]{1,20000})/([1-9][0-9]{0,19999})", re.ASCII)
_DIGITS_READ_AT_ONCE = 4000


class Impossible(Exception):
    """No ballots can come to these numbers."""


@dataclass(frozen=True)
class Published:
    """A part of a result, of any shape. Everything that reads it may raise `Impossible`.

    Args:
        standing: keys of those who did not withdraw, "no endorsement" last, in the ballot's order.
    """

    value: Any
    standing: tuple[str, ...]

    @property
    def blank(self) -> int:
        return self.number("blank")

    @property
    def invalid(self) -> int:
        return self.number("invalid")

    @property
    def abstained(self) -> int:
        return self.number("abstained")

    @property
    def valid(self) -> int:
        """Ballots that take part in the decision."""
        return self.number("marked") - self.abstained

    def number(self, key: str) -> int:
        """A whole number."""
        number = self.value.get(key) if isinstance(self.value, dict) else None
        if number is None or not is_number(number):
            raise Impossible
        return int(number)

    def part(self, *path: str | int) -> Published:
        """What stands deeper: by key in an object, by place in a list."""
        value = self.value
        for step in path:
            try:
                value = value[step]
            except (LookupError, TypeError):
                raise Impossible from None
        return Published(value, self.standing)

    def detail(self, *path: str) -> Published:
        """A part of what the form says besides."""
        return self.part("details", *path)

    def tallies(self) -> dict[str, int]:
        """Everybody's number, in the ballot's order."""
        tallies = self.part("tallies")
        return {key: tallies.number(key) for key in tallies.keys_among(self.standing, all_of=True)}

    def scores(self) -> dict[str, list[int]]:
        """Of everybody, how many ballots give 0, 1, ... 5."""
        return {key: self._numbers(key) for key in self.standing}

    def _numbers(self, key: str) -> list[int]:
        numbers = self.detail("scores", key).value
        if not isinstance(numbers, list) or len(numbers) != HIGHEST_SCORE + 1:
            raise Impossible
        if not all(map(is_number, numbers)):
            raise Impossible
        return numbers

    def keys_among(self, known: Iterable[str], *, all_of: bool = False) -> list[str]:
        """Its keys in the order of those known; there may be no other."""
        known = list(known)
        keys = set(self.value) if isinstance(self.value, dict) else {None}
        if not keys <= set(known) or (all_of and keys != set(known)):
            raise Impossible
        return [key for key in known if key in keys]

    def amount(self, key: str) -> Amount:
        """A whole number or an exact fraction, as `counts.written` writes it."""
        value = self.part(key).value
        if is_number(value):
            return int(value)
        text = value if isinstance(value, str) else ""
        if match := _FIXED.fullmatch(text):
            return Fraction(int(match[1] + match[2]), 100_000)
        if match := _FRACTION.fullmatch(text):
            return Fraction(_whole(match[1]), _whole(match[2]))
        raise Impossible


def _whole(digits: str) -> int:
    number = 0
    for start in range(0, len(digits), _DIGITS_READ_AT_ONCE):
        piece = digits[start : start + _DIGITS_READ_AT_ONCE]
        number = number * 10 ** len(piece) + int(piece)
    return number
