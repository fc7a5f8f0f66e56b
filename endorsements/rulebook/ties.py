"""Ties: the rules for an endorsement, ties inside a count, and the public draw with its program."""

from __future__ import annotations

import hashlib
import json

from endorsements.rulebook.counted import sentence
from endorsements.rulebook.parts import Listing, Part, Points, Prose, Section, Table
from endorsements.tally.draw import tie_order
from endorsements.tally.tie_words import LOOKBACKS
from endorsements.tally.vocabulary import (
    APPROVAL,
    NO_ENDORSEMENT,
    TIE_DRAW,
    TIE_ENDORSES_BOTH,
    TIE_ENDORSES_NOBODY,
    TIE_RUN_OFF,
    Rule,
)
from endorsements.tally.words import listed

CONTEST = "governor"
OPTIONS = ("ash", "birch", "cedar", NO_ENDORSEMENT)
HEAD = hashlib.sha256(b"the last line of an example").digest()

# Printed for anybody to run; a test runs it and compares.
PROGRAM = '''
import hashlib


def packed(*fields):
    """Each field with its length in four bytes before it."""
    raw = [field if isinstance(field, bytes) else field.encode() for field in fields]
    return b"".join(len(one).to_bytes(4, "big") + one for one in raw)


def draw(head, contest, choices):
    """The order: the first comes first, the last goes first."""
    seed = bytes.fromhex(head)
    return sorted(
        choices,
        key=lambda key: hashlib.sha256(packed("draw/1", seed, contest, key)).digest(),
    )
'''.strip()

_RULES = {
    TIE_ENDORSES_NOBODY: "Nobody is endorsed",
    TIE_ENDORSES_BOTH: "Everybody in the tie is endorsed",
    TIE_RUN_OFF: "A run-off round is prepared",
    TIE_DRAW: "The public draw decides",
}


def ties() -> Section:
    """What may be fixed for ties."""
    return Section(
        "ties",
        "Ties",
        (
            Prose(
                "What happens in a tie is fixed with the contest, before anybody votes; the order "
                "of names on the ballot never decides. Take 45 marks each for Ash and Birch in a "
                "contest where the most marks win:"
            ),
            Table(
                "A tie under each rule",
                ("The rule", "The result says"),
                tuple((words, _tie(rule)) for rule, words in _RULES.items()),
            ),
            Prose(
                "If several seats are to be filled, only the tie at the edge matters: whoever is "
                "safely above it is endorsed. If “no endorsement” is in the tie, nobody in it is "
                "endorsed by the rule that endorses everybody. Inside a ranked count somebody must "
                "be chosen, round by round; there one of these is fixed:"
            ),
            Points(tuple(f"{words[0].upper()}{words[1:]}." for words in LOOKBACKS.values())),
            Prose(
                "In STAR the draw settles who goes into the final; in the final itself the one "
                "with more points goes first, then the rule for endorsements."
            ),
        ),
    )


def _tie(rule: str) -> str:
    approvals = Rule(("ash", "birch"), None, has_no_endorsement=False, form=APPROVAL, ties=rule)
    order = tie_order(HEAD, CONTEST, ("ash", "birch"))
    return sentence(approvals, {"ash": 45, "birch": 45}, order)


def draw() -> Section:
    """The draw, to be worked out again by anybody."""
    order = tie_order(HEAD, CONTEST, OPTIONS)
    parts: tuple[Part, ...] = (
        Prose(
            "Nobody throws a coin. When voting closes, the public log gets a line that sums up "
            "every envelope that counts. Its last field, the head, is 64 digits and letters. "
            "Nobody knows them while ballots still come in: one ballot more, and they would be "
            "others. The line is signed and published before any envelope is opened, so that "
            "nobody knows a vote either when the order is fixed."
        ),
        Prose(
            "Every choice of the contest gets a number made from the head, the short name of the "
            "contest and its own short name, and they are sorted by it. The first comes first "
            "in a tie, the last goes first. “No endorsement” takes part under the short name "
            f"{NO_ENDORSEMENT}. This is the whole program, in Python:"
        ),
        Listing(PROGRAM),
        Prose(
            "The head is in log.jsonl, in the line whose kind is close; short names are in "
            "definition.json. An example to try it with:"
        ),
        Listing(f'head = "{HEAD.hex()}"\nprint(draw(head, "{CONTEST}", {json.dumps(OPTIONS)}))'),
        Prose(f"It prints: {listed(order)}."),
    )
    return Section("draw", "The public draw", parts)
