"""Values as JSON gives them, taken only in the shape they must have."""

from __future__ import annotations

import re
from collections.abc import Collection
from fractions import Fraction
from typing import Any

# Far above every roll, far below what would make a count or its answer slow.
MOST_BALLOTS = 10**12
LONGEST_SHOWN = 40

_SHARE = re.compile(r"([0-9]{1,12})(?:/([0-9]{1,12}))?")


class MalformedContest(Exception):
    """What was read is not a contest of the format; the sentence names the place."""


def shown(value: Any) -> str:
    """A value for a sentence, short however long or deep it is."""
    if isinstance(value, str):
        cut = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
        return f"“{cut}”"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return "a number too long to show" if abs(value) > MOST_BALLOTS**2 else str(value)
    return "a list" if isinstance(value, list) else "an object"


def part_of(whole: dict[str, Any], key: str, where: str) -> Any:
    if key not in whole:
        raise MalformedContest(f"{where}: {shown(key)} is missing.")
    return whole[key]


def an_object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedContest(f"{where}: an object is expected, not {shown(value)}.")
    return value


def a_list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise MalformedContest(f"{where}: a list is expected, not {shown(value)}.")
    return value


def a_number(value: Any, where: str, *, least: int = 0, most: int = MOST_BALLOTS) -> int:
    """A whole number; true and 1.0 are none."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise MalformedContest(f"{where}: a whole number is expected, not {shown(value)}.")
    if not least <= value <= most:
        raise MalformedContest(f"{where}: {shown(value)} is not from {least} to {most}.")
    return value


def one_of(value: Any, where: str, allowed: Collection[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(shown(word) for word in allowed)
        raise MalformedContest(f"{where}: {shown(value)} is not one of {words}.")
    return value


def is_candidate(value: Any, candidates: Collection[str]) -> bool:
    return isinstance(value, str) and value in candidates


def a_candidate(value: Any, where: str, candidates: Collection[str]) -> str:
    if not is_candidate(value, candidates):
        raise MalformedContest(f"{where}: {shown(value)} is not one of the candidates.")
    return value


def a_share(value: Any, where: str) -> Fraction:
    """A text such as "3/5", from 0 to 1."""
    found = _SHARE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise MalformedContest(f"{where}: a share such as “3/5” is expected, not {shown(value)}.")
    numerator, denominator = int(found[1]), int(found[2] or 1)
    if numerator > denominator or not denominator:
        raise MalformedContest(f"{where}: {shown(value)} is not a share from 0 to 1.")
    return Fraction(numerator, denominator)


def known_keys(value: dict[str, Any], where: str, known: Collection[str]) -> None:
    """Refuse an option that would otherwise be silently without effect."""
    for key in value:
        if key not in known:
            raise MalformedContest(f"{where}: {shown(key)} is not known here.")
