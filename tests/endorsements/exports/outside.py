"""Readers of the exports that know nothing of this project but its documentation, and recounts.

Only the standard library and other people's counters: what is proved with these, a stranger can do.
"""

import csv
import io
import json
from collections import Counter
from fractions import Fraction

import pyrankvote
from votelib.evaluate.sequential import TransferableVoteSelector

Rankings = Counter[tuple[str, ...]]


def rankings_in_csv(text: str) -> Rankings:
    """Preferences of the marked ballots: repeats and gaps passed over, cut at a shared rank."""
    found: Rankings = Counter()
    for row in csv.DictReader(io.StringIO(text)):
        ranks = [row[column].split("|") for column in row if column.startswith("rank ")]
        if row["counts as"] == "marked":
            found[_preferences(ranks)] += 1
    return found


def rankings_in_json(text: str) -> Rankings:
    """The same from a report in the common data format, through its own ids."""
    report = json.loads(text)
    (election,) = report["Election"]
    names = {
        selection["@id"]: selection["CandidateIds"][0]
        for contest in election["Contest"]
        for selection in contest["ContestSelection"]
    }
    found: Rankings = Counter()
    for record in report["CVR"]:
        (current,) = (
            snapshot
            for snapshot in record["CVRSnapshot"]
            if snapshot["@id"] == record["CurrentSnapshotId"]
        )
        (contest,) = current["CVRContest"]
        if "Status" in contest:
            continue
        at_rank: dict[int, list[str]] = {}
        for selection in contest["CVRContestSelection"]:
            name = names[selection["ContestSelectionId"]].removeprefix("candidate-")
            for position in selection["SelectionPosition"]:
                if position["HasIndication"] == position["IsAllocable"] == "yes":
                    at_rank.setdefault(position["Rank"], []).append(name)
        found[_preferences(keys for _, keys in sorted(at_rank.items()))] += 1
    return found


def _preferences(ranks) -> tuple[str, ...]:
    kept: list[str] = []
    for keys in ranks:
        if len(keys) > 1:
            break
        kept += [key for key in keys if key and key not in kept]
    return tuple(kept)


def instant_runoff(rankings: Rankings) -> str:
    """Who wins, as pyrankvote counts."""
    people = {key: pyrankvote.Candidate(key) for ranking in rankings for key in ranking}
    ballots = [
        pyrankvote.Ballot([people[key] for key in ranking])
        for ranking, number in rankings.items()
        for _ in range(number)
    ]
    (winner,) = pyrankvote.instant_runoff_voting(list(people.values()), ballots).get_winners()
    return winner.name


def transferable_vote(rankings: Rankings, seats: int) -> set[str]:
    """Who is elected, as votelib counts by exact fractions."""
    votes = {ranking: Fraction(number) for ranking, number in rankings.items()}
    selector = TransferableVoteSelector(
        transferer="Gregory", quota_function="droop", eliminate_step=-1
    )
    return set(selector.evaluate(votes, seats))
