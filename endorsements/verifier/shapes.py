"""The shape of the record's JSON files, checked before anything in them is used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from endorsements.protocol.entries import (
    is_digest,
    is_id,
    is_number,
    is_signature,
    is_text,
    is_time,
)
from endorsements.tally.vocabulary import RESERVED_KEYS
from endorsements.verifier.reading import Unreadable, conform, exactly
from endorsements.verifier.rule_shapes import RULE, fault_in_rule

MOST_CANDIDATES = 999
_SLUG = re.compile(r"[-\w]{1,40}", re.ASCII)


def is_slug(value: Any) -> bool:
    """Whether a value is a key of a contest, candidate or ballot style."""
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def _are_styles(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_slug(style)
        and isinstance(contests, list)
        and all(map(is_slug, contests))
        and 0 < len(contests) == len(set(contests))
        for style, contests in value.items()
    )


CONTEST = {
    "key": is_slug,
    "office": is_text,
    "candidates": [{"key": is_slug, "name": is_text}],
    **RULE,
    "rule": is_text,
}
DEFINITION = {
    "format": exactly("definition/1"),
    "suite": exactly("sb2"),
    "round": is_id,
    "organisation": is_text,
    "title": is_text,
    "rehearsal": exactly(True, False),
    "demo": exactly(True, False),
    "counts_minimum": is_number,
    "records_minimum": is_number,
    "patterns": exactly(True, False),
    "contests": [CONTEST],
    "styles": _are_styles,
}
CHECKPOINT = {
    "round": is_id,
    "seq": is_number,
    "head": is_digest,
    "slots": is_number,
    "at": is_time,
    "signature": is_signature,
}
RESULT = {"contests": [{"contest": is_text}]}


def check_definition_shape(definition: Any, name: str) -> None:
    """Whether a definition can be counted by: its shape, and that its keys lead somewhere.

    Raises:
        Unreadable: it cannot; the sentence says where.
    """
    conform(definition, DEFINITION, name)
    contests = [contest["key"] for contest in definition["contests"]]
    if len(set(contests)) != len(contests):
        raise Unreadable(f"{name} has two contests with the same key.")
    for contest in definition["contests"]:
        _check_contest_shape(contest, name)
    on_ballots = {key for keys in definition["styles"].values() for key in keys}
    if on_ballots != set(contests):
        raise Unreadable(f"{name} has a contest on no ballot, or a ballot with an unknown contest.")


def _check_contest_shape(contest: Mapping[str, Any], name: str) -> None:
    if fault := fault_in_rule(contest):
        raise Unreadable(f"{name} has a contest with {fault}.")
    if len(contest["candidates"]) > MOST_CANDIDATES:
        raise Unreadable(f"{name} has a contest with more candidates than anybody can rank.")
    keys = [candidate["key"] for candidate in contest["candidates"]]
    if len(set(keys)) != len(keys) or set(keys) & set(RESERVED_KEYS):
        raise Unreadable(f"{name} has a candidate's key twice, or one that is reserved.")


def check_checkpoint_shape(checkpoint: Any, name: str) -> None:
    """Whether a value is a checkpoint with nothing besides. Raises `Unreadable`."""
    conform(checkpoint, CHECKPOINT, name)
    if set(checkpoint) != set(CHECKPOINT):
        raise Unreadable(f"{name} holds more than a checkpoint has.")
