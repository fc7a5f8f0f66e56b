"""The shape of a counting rule in a definition: whether a contest can be counted by it at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from endorsements.protocol.entries import is_number
from endorsements.tally.vocabulary import (
    AT_LEAST,
    BASES_OF_FORM,
    DECIMAL5,
    EXACT,
    EXHAUST,
    EXHAUST_TWO,
    FORMS,
    FORMS_WITH_LIMITED_MARKS,
    FORMS_WITH_ONE_WINNER,
    FORMS_WITHOUT_NO_ENDORSEMENT,
    LOOKBACK_EARLIEST,
    LOOKBACK_LATEST,
    LOOKBACK_NONE,
    MORE_THAN,
    NO,
    QUESTION,
    RANKED_FORMS,
    SKIP,
    STOP_AT_MAJORITY,
    STOP_AT_TWO_LEFT,
    STV,
    TIE_DRAW,
    TIE_RULES,
    WHETHER_WHOM,
    YES,
)
from endorsements.verifier.reading import exactly

MOST_SEATS_OR_MARKS = 999
_SHARE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)
_RANKED_FIELDS = {
    "overvote": exactly(EXHAUST, SKIP),
    "duplicate": exactly(EXHAUST, SKIP),
    "skipped": exactly(EXHAUST, EXHAUST_TWO, SKIP),
    "lookback": exactly(LOOKBACK_EARLIEST, LOOKBACK_LATEST, LOOKBACK_NONE),
    "stop": exactly(STOP_AT_MAJORITY, STOP_AT_TWO_LEFT),
    "arithmetic": exactly(DECIMAL5, EXACT),
}


def _is_share(value: Any) -> bool:
    match = _SHARE.fullmatch(value) if isinstance(value, str) else None
    return match is not None and int(match[1]) <= int(match[2])


def _is_quorum(value: Any) -> bool:
    if not isinstance(value, dict):
        return value is None
    if set(value) == {"ballots"}:
        return is_number(value["ballots"])
    return set(value) == {"share"} and _is_share(value["share"])


_THRESHOLD_FIELDS = {
    "share": _is_share,
    "compare": exactly(AT_LEAST, MORE_THAN),
    "base": exactly(*{base for bases in BASES_OF_FORM.values() for base in bases}),
}


def _is_bar(value: Any) -> bool:
    return value is None or _has_fields(value, _THRESHOLD_FIELDS)


def _is_ranked(value: Any) -> bool:
    return value is None or _has_fields(value, _RANKED_FIELDS)


def _has_fields(value: Any, fields: Mapping[str, Any]) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(fields)
        and all(test(value[key]) for key, test in fields.items())
    )


def _is_small_number(value: Any) -> bool:
    return is_number(value) and 1 <= value <= MOST_SEATS_OR_MARKS


RULE = {
    "form": exactly(*FORMS),
    "seats": _is_small_number,
    "most_marks": lambda value: value is None or _is_small_number(value),
    "ties": exactly(*TIE_RULES),
    "ranked": _is_ranked,
    "threshold": _is_bar,
    "whom_threshold": _is_bar,
    "no_endorsement": exactly(True, False),
    "abstain": exactly(True, False),
    "quorum": _is_quorum,
}


def fault_in_rule(contest: Mapping[str, Any]) -> str:
    """What cannot be together in the rule of a contest that has the right fields; else empty.

    As the database of the site refuses it too.
    """
    form, bars = contest["form"], [contest["threshold"], contest["whom_threshold"]]
    bases = {bar["base"] for bar in bars if bar is not None}
    senseless = {
        "a bar of what its form does not count": not bases <= set(BASES_OF_FORM[form]),
        "a second step, which its form has not": form != WHETHER_WHOM and bars[1] is not None,
        "ranks where there are none, or none where there are": (
            (contest["ranked"] is not None) != (form in RANKED_FORMS)
        ),
        "several seats, where its form finds one": (
            form in FORMS_WITH_ONE_WINNER and contest["seats"] != 1
        ),
        "a limit of marks, which its form has not": (
            contest["most_marks"] is not None and form not in FORMS_WITH_LIMITED_MARKS
        ),
        "“no endorsement”, which its form has not": (
            contest["no_endorsement"] and form in FORMS_WITHOUT_NO_ENDORSEMENT
        ),
        "a tie rule that its form has not": form == STV and contest["ties"] != TIE_DRAW,
        "answers other than Yes and No": (
            form == QUESTION and [one["key"] for one in contest["candidates"]] != [YES, NO]
        ),
    }
    return next((fault for fault, is_so in senseless.items() if is_so), "")
