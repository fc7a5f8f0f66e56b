"""How a ranked ballot is read, and what a quota is."""

from __future__ import annotations

from dataclasses import replace

from endorsements.rulebook.parts import Prose, Section, Table
from endorsements.tally.ranked import read_ranked
from endorsements.tally.selections import read_ranks
from endorsements.tally.tie_words import DUPLICATES_READ, GAPS_READ, OVERVOTES_READ
from endorsements.tally.vocabulary import EXHAUST_TWO, IRV, RankedRules, Rule
from endorsements.tally.words import listed
from endorsements.tally.worked_examples import NAMES

_TWO_AT_ONE_RANK = ("ash>birch=cedar>dogwood", "1. Ash, 2. Birch and Cedar, 3. Dogwood")
_TWICE = ("ash>ash>birch", "1. Ash, 2. Ash again, 3. Birch")
_GAP = ("ash>>birch", "1. Ash, 2. empty, 3. Birch")
_TWO_GAPS = ("ash>>>birch", "1. Ash, 2. and 3. empty, 4. Birch")


def reading() -> Section:
    """Each rule of reading with a ballot on which it decides."""
    return Section(
        "ranks",
        "How ranks are read",
        (
            Prose(
                "A ballot may rank fewer than all. Where ranks are not plain, one of these rules "
                "is fixed for the contest; it stands in the rule above the ballot, and the result "
                "says how many ballots it touched. What a ballot says is read once, before the "
                "count begins, and never depends on who is still in."
            ),
            Table(
                "Ranks that are not plain, and what they count as",
                ("The rule", "On the ballot", "Counts as"),
                (
                    *(
                        _row({"overvote": o}, _TWO_AT_ONE_RANK, OVERVOTES_READ[o])
                        for o in OVERVOTES_READ
                    ),
                    *(_row({"duplicate": o}, _TWICE, DUPLICATES_READ[o]) for o in DUPLICATES_READ),
                    *(
                        _row({"skipped": o}, _TWO_GAPS if o == EXHAUST_TWO else _GAP, GAPS_READ[o])
                        for o in GAPS_READ
                    ),
                ),
            ),
            Prose(
                "A ballot with ranks of which none counts is invalid. A ballot is exhausted when "
                "nobody whom it ranks is still in; it then counts for nobody, and stays in the "
                "table of rounds."
            ),
        ),
    )


def _row(options: dict[str, str], ballot: tuple[str, str], rule: str) -> tuple[str, str, str]:
    text, in_words = ballot
    return rule, in_words, _read_as(replace(RankedRules(), **options), text)


def _read_as(ranked: RankedRules, text: str) -> str:
    rule = Rule(tuple(NAMES), None, has_no_endorsement=False, form=IRV, ranked=ranked)
    ballots = read_ranked(rule, {text: 1}, eligible=1)
    ((ranking, _),) = [pair for parcel in ballots.by_first_choice.values() for pair in parcel]
    kept = [NAMES[key] for (key,) in read_ranks(ranking)]
    return f"{listed(kept)}, in this order" if len(kept) > 1 else f"{kept[0]} alone"


def quota() -> Section:
    """Where a quota comes from."""
    return Section(
        "quota",
        "The quota",
        (
            Prose(
                "For several seats the quota is the smallest number that only as many candidates "
                "can reach as there are seats: the valid ballots divided by one more than the "
                "seats, the fraction dropped, plus one. 100 ballots and 3 seats give 100 / 4 + 1 = "
                "26: four candidates would need 104."
            ),
            Prose(
                "Somebody with 48 votes has 22 too many. Not 22 of the 48 ballots move on, since "
                "someone would have to choose which; all 48 do, each at 22/48 of its value. "
                "Values stay exact fractions, unless the contest says that they are cut after five "
                "decimals, as Scottish councils do. So no vote depends on the order in which "
                "ballots lie. The rules are those of the Scottish Local Government Elections "
                "Order 2007, schedule 1, rules 48 to 52."
            ),
        ),
    )
