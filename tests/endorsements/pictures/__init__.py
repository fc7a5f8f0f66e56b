"""Pictures, from results as the real counter makes them and as the database gives them back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from endorsements.tally.count import count
from endorsements.tally.definitions import rule_to_definition
from endorsements.tally.result_numbers import result_numbers
from endorsements.tally.rule_words import rule_in_words
from endorsements.tally.vocabulary import Rule

NAMES = {
    "ash": "Ash Alder",
    "birch": "Birch Beech",
    "cedar": "Cedar",
    "dogwood": "Dogwood",
    "yes": "Yes",
    "no": "No",
}
PEOPLE = ("ash", "birch", "cedar")


def contest_with(rule: Rule) -> dict[str, Any]:
    """A contest of a frozen definition, called "governor"."""
    return {
        "key": "governor",
        "office": "Governor",
        "district": "",
        "election": "State primary",
        **rule_to_definition(rule),
        "candidates": [{"key": key, "name": NAMES.get(key, key)} for key in rule.candidates],
        "rule": rule_in_words(rule),
    }


def counted(
    rule: Rule, profile: Mapping[str, int], *, eligible: int = 500, withdrawn: tuple[str, ...] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A contest and its result, in no order of keys, as a database stores it."""
    if not rule.candidates:
        rule = replace(rule, candidates=PEOPLE)
    contest, order = contest_with(rule), rule.standing()
    came_to = count(rule, profile, eligible=eligible, tie_order=order, withdrawn=withdrawn)
    numbers = {
        "contest": "governor",
        "form": rule.form,
        "cast": came_to.cast,
        "eligible": eligible,
        "outcome": came_to.outcome,
        "published": "records",
        "rule": contest["rule"],
        "winners": list(came_to.winners),
        "withdrawn": list(withdrawn),
        **result_numbers(contest, came_to),
        "tie_order": list(order),
    }
    return contest, json.loads(json.dumps(numbers, sort_keys=True))
