"""A contest of the open format as a rule and a profile."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from endorsements.tally.counts import EXHAUSTED
from endorsements.tally.interchange.marks import selection_of
from endorsements.tally.interchange.options import (
    FORMS_OF_RULES,
    most_marks_of,
    options_of,
    quorum_of,
    ranked_rules_of,
    threshold_of,
    tie_order_of,
)
from endorsements.tally.interchange.shapes import (
    MalformedContest,
    a_candidate,
    a_list,
    a_number,
    an_object,
    one_of,
    part_of,
    shown,
)
from endorsements.tally.vocabulary import (
    FORMS_WITH_ONE_WINNER,
    NO_ENDORSEMENT,
    RANKED_FORMS,
    TIE_DRAW,
    Rule,
)

FORMAT = "tally-1"
FORMAT_OF_SETS = "tally-1-set"
# Every round of a ranked count names everybody who is left: more would fill the memory.
MOST_CANDIDATES = 1000


@dataclass(frozen=True)
class OpenContest:
    """A contest ready to be counted.

    Args:
        ids: our keys to the candidates' ids, in the order of the format's ballot. Ids may hold any
            characters, so they never stand in a selection.
    """

    rule: Rule
    profile: Mapping[str, int]
    eligible: int
    tie_order: tuple[str, ...]
    ids: Mapping[str, str]


def parse(text: bytes | str) -> Any:
    """JSON as a value.

    Raises:
        MalformedContest: it is not JSON, or an object says the same twice.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except RecursionError as error:
        raise MalformedContest("This is nested too deeply to be a contest.") from error
    except UnicodeDecodeError as error:
        raise MalformedContest("This is not JSON: it is not text in UTF-8.") from error
    except ValueError as error:
        raise MalformedContest(f"This is not JSON: {error}.") from error


def read_contest(value: Any) -> OpenContest:
    """Read a contest; keys at the top that do not bear on counting are passed over.

    Raises:
        MalformedContest: something is missing, of the wrong type, or not known.
    """
    contest = an_object(value, "contest")
    _check_format(contest)
    form = FORMS_OF_RULES[one_of(part_of(contest, "rule", "contest"), "rule", FORMS_OF_RULES)]
    seats = a_number(part_of(contest, "seats", "contest"), "seats", least=1)
    candidates = _candidates(contest, form)
    none_option = contest.get("none_option")
    if none_option is not None:
        a_candidate(none_option, "none_option", candidates)
    eligible = contest.get("eligible")
    if eligible is not None:
        a_number(eligible, "eligible")
    options = options_of(contest, form)
    named = [candidate for candidate in candidates if candidate != none_option]
    keys = {candidate: f"c{place}" for place, candidate in enumerate(named)}
    rule = Rule(
        candidates=tuple(keys.values()),
        threshold=threshold_of(options, form),
        has_no_endorsement=none_option is not None,
        quorum=quorum_of(options, eligible),
        form=form,
        seats=1 if form in FORMS_WITH_ONE_WINNER else seats,
        most_marks=most_marks_of(options),
        ties=TIE_DRAW,
        ranked=ranked_rules_of(options, form),
    )
    if none_option is not None:
        keys[none_option] = NO_ENDORSEMENT
    return OpenContest(
        rule=rule,
        profile=_profile(contest, form, keys),
        eligible=eligible or 0,
        tie_order=tuple(keys[candidate] for candidate in tie_order_of(options, candidates)),
        ids={keys[candidate]: candidate for candidate in candidates},
    )


def _check_format(contest: dict[str, Any]) -> None:
    written = part_of(contest, "format", "contest")
    if written == FORMAT_OF_SETS:
        raise MalformedContest("format: this is a set of contests; give its contests one by one.")
    one_of(written, "format", (FORMAT,))


def _candidates(contest: dict[str, Any], form: str) -> Sequence[str]:
    candidates = a_list(part_of(contest, "candidates", "contest"), "candidates")
    a_number(len(candidates), "candidates, how many", least=1, most=MOST_CANDIDATES)
    seen = set()
    for place, candidate in enumerate(candidates):
        where = f"candidates[{place}]"
        if not isinstance(candidate, str):
            raise MalformedContest(f"{where}: a text is expected, not {shown(candidate)}.")
        if candidate in seen:
            raise MalformedContest(f"{where}: {shown(candidate)} stands there twice.")
        if candidate == EXHAUSTED and form in RANKED_FORMS:
            raise MalformedContest(f"{where}: transfers use {shown(candidate)} for another thing.")
        seen.add(candidate)
    return candidates


def _profile(contest: dict[str, Any], form: str, keys: Mapping[str, str]) -> Mapping[str, int]:
    profile: Counter[str] = Counter()
    for place, ballot in enumerate(a_list(part_of(contest, "ballots", "contest"), "ballots")):
        where = f"ballots[{place}]"
        if len(a_list(ballot, where)) != 2:
            raise MalformedContest(f"{where}: marks and a number of ballots are expected.")
        marks, number = ballot
        text = selection_of(form, marks, keys, f"{where}[0]")
        if a_number(number, f"{where}[1]"):
            profile[text] += number
    return profile


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise MalformedContest(f"An object says {shown(twice)} twice.")
    return found


def _no_constant(word: str) -> Any:
    raise MalformedContest(f"This is not JSON: {word} is not a number.")
