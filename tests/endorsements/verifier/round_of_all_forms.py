"""A round with a contest of each form, made by the real commands, published whole or as sums."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from endorsements import counting, keys, log, mixing, publication, rounds
from endorsements.models import Candidate, Round
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.vocabulary import (
    APPROVAL,
    FORMS,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from tests.endorsements.tally.strategies import written
from tests.endorsements.verifier.eventful_round import text_of, write_record
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import StaffFactory

VOTERS, RECORDS_MINIMUM, COUNTS_MINIMUM = 14, 5, 3
NONE = {"no-endorsement"}
WITHDRAWN_FROM = (APPROVAL, SCORE)
# What each of twelve members marks.
CHOICES: dict[str, list[Any]] = {
    SINGLE_CHOICE: [{"ash"}] * 7 + [{"birch"}, {"birch"}, NONE, NONE, set()],
    QUESTION: [{"yes"}] * 8 + [{"no"}, {"no"}, NONE, set()],
    APPROVAL: [{"ash", "birch"}] * 4
    + [{"birch", "cedar"}] * 3
    + [{"ash"}, {"cedar"}, {"ash", "cedar"}, NONE, set()],
    PER_CANDIDATE: [{"ash": "yes", "birch": "no"}] * 5
    + [{"ash": "yes", "birch": "yes", "cedar": "no"}] * 4
    + [{"cedar": "yes"}, {"ash": "no"}, {}],
    SCORE: [{"ash": 5, "birch": 4}] * 5
    + [{"birch": 5, "cedar": 2}] * 4
    + [{"ash": 1, "no-endorsement": 3}, {"cedar": 0}, {}],
    STAR: [{"ash": 5, "birch": 4}] * 5 + [{"birch": 5}] * 4 + [{"ash": 2, "birch": 2}] * 2 + [{}],
    # Birch and cedar begin equal, so that one of them is excluded by the draw.
    IRV: [[{"ash"}, {"birch"}]] * 4
    + [[{"birch"}, {"ash"}]] * 3
    + [[{"cedar"}, {"ash"}], [{"cedar"}, {"birch"}], [{"cedar"}], [{"dogwood"}, {"ash"}], []],
    STV: [[{"ash"}, {"birch"}]] * 4
    + [[{"ash"}, {"cedar"}]] * 3
    + [[{"birch"}, {"cedar"}], [{"cedar"}], [{"cedar"}, {"birch"}], [{"ash"}], []],
    WHETHER_WHOM: [("yes", "ash")] * 6
    + [("no", "birch")] * 2
    + [("yes", ""), ("", "ash"), ("no", ""), ("", "")],
}


@dataclass
class AllForms:
    """The record, and what people kept of it.

    Args:
        folder: the record as published.
        seed: of the signing key.
        receipts: texts, one for each who voted.
    """

    folder: Path
    seed: bytes = b""
    receipts: list[str] = field(default_factory=list, repr=False)


def play_all_forms(folder: Path) -> AllForms:
    """Vote, let a candidate withdraw, count and publish."""
    kept = AllForms(folder)
    voting_round = open_round(
        VOTERS,
        forms=FORMS,
        candidates=("ash", "birch", "cedar", "dogwood"),
        counts_minimum=COUNTS_MINIMUM,
        records_minimum=RECORDS_MINIMUM,
    )
    kept.seed = bytes(keys.signing_key(voting_round.pk))
    for number, entry in enumerate(entries(voting_round)[: len(CHOICES[IRV])]):
        kept.receipts.append(text_of(cast(entry, **_ballot(voting_round, number))))
    for contest in WITHDRAWN_FROM:
        gone = Candidate.objects.get(contest__key=contest, key="cedar")
        rounds.withdraw_candidate(gone.pk, by=StaffFactory(), proposed_by=StaffFactory())
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    write_record(fresh(voting_round), folder)
    return kept


def _ballot(voting_round: Round, number: int) -> dict[str, str]:
    return {
        contest["key"]: written(rule_from_definition(contest), CHOICES[contest["key"]][number])
        for contest in (voting_round.definition or {})["contests"]
    }
