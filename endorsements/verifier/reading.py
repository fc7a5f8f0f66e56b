"""Reading what may be hostile: texts and JSON, strictly, with a sentence for all that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

MOST_LEVELS = 12
MOST_DIGITS = 19


class Unreadable(Exception):
    """A file or an argument cannot be read; the sentence says which and why."""


def text_of(raw: bytes, name: str) -> str:
    """The text of a file in UTF-8. Raises `Unreadable`."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not a text in UTF-8.") from None


def lines_of(raw: bytes, name: str) -> list[str]:
    """The lines of a file, each ended by one line feed. Raises `Unreadable`."""
    *lines, rest = text_of(raw, name).split("\n")
    if rest:
        raise Unreadable(f"{name} is cut short: its last line has no end.")
    return lines


def json_of(text: str, name: str) -> Any:
    """A JSON value as the record writes it: no fractions, no key twice, nothing bottomless.

    Raises:
        Unreadable: it is something else.
    """
    try:
        value = json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        _look_through(value, MOST_LEVELS)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(f"{name} is not JSON as a record has it: {fault}.") from None
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands there twice")
    return value


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise ValueError("a number is too long")
    return int(digits)


def _refuse_number(digits: str) -> None:
    raise ValueError(f"{digits[:20]} is not a whole number")


def _look_through(value: Any, levels: int) -> None:
    if levels == 0:
        raise ValueError("it is nested too deeply")
    if isinstance(value, str):
        value.encode()  # half a character cannot be written again
    elif isinstance(value, dict):
        for key, part in value.items():
            key.encode()
            _look_through(part, levels - 1)
    elif isinstance(value, list):
        for part in value:
            _look_through(part, levels - 1)


def conform(value: Any, shape: Any, name: str) -> None:
    """Check the shape of a value.

    Args:
        shape: a dict of the keys that must be there, a list with the shape of every element, or
            a test of a single value.

    Raises:
        Unreadable: it has another shape; the sentence says where.
    """
    if isinstance(shape, dict):
        _conform_to_keys(value, shape, name)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Unreadable(f"{name} is not a list.")
        for number, part in enumerate(value, start=1):
            conform(part, shape[0], f"{name}, number {number}")
    elif not shape(value):
        raise Unreadable(f"{name} is not what it should be.")


def _conform_to_keys(value: Any, shape: dict[str, Any], name: str) -> None:
    if not isinstance(value, dict):
        raise Unreadable(f"{name} is not an object.")
    for key, part in shape.items():
        if key not in value:
            raise Unreadable(f"{name} has no “{key}”.")
        conform(value[key], part, f"{name}, “{key}”")


def exactly(*allowed: Any) -> Callable[[Any], bool]:
    """A test for `conform`: one of a few values, and of the same type."""
    return lambda value: any(type(value) is type(one) and value == one for one in allowed)
