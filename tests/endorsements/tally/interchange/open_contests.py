"""Small contests in the open format, to be varied by a test."""

import json

from endorsements.tally.interchange import parse, read_contest, result_of


def contest(rule="plurality", ballots=(), rules=None, **more):
    """Three candidates, of whom the last is "no endorsement"."""
    return {
        "format": "tally-1",
        "id": "made-up",
        "rule": rule,
        "seats": 1,
        "candidates": ["Ash", "Birch", "None"],
        "none_option": "None",
        "rules": rules or {},
        "ballots": [list(ballot) for ballot in ballots],
    } | more


def ranked(ballots, rule="irv", **rules):
    """Without "no endorsement", for rules of reading."""
    return contest(rule, ballots, rules, candidates=["A", "B", "C"], none_option=None)


def result(value):
    """By way of JSON, as the command does it."""
    return result_of(read_contest(parse(json.dumps(value))))
