"""The election part of a cast vote record report: contests, candidates, what could be chosen.

Every `@id` is a word before a key, so that ids of different things never meet.
"""

from __future__ import annotations

from typing import Any

from endorsements.exports.reading import Contest
from endorsements.tally.legality import answers_to
from endorsements.tally.vocabulary import (
    APPROVAL,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    SCORE,
    SINGLE_CHOICE,
    STAR,
    STV,
    WHETHER_WHOM,
)
from endorsements.tally.words import choice_names

Part = dict[str, Any]
# The standard's word for how votes are counted, and ours where it has none.
VARIATIONS: dict[str, Part] = {
    SINGLE_CHOICE: {"VoteVariation": "plurality"},
    QUESTION: {"VoteVariation": "plurality"},
    APPROVAL: {"VoteVariation": "approval"},
    SCORE: {"VoteVariation": "range"},
    STAR: {"VoteVariation": "other", "OtherVoteVariation": "star"},
    IRV: {"VoteVariation": "rcv"},
    STV: {"VoteVariation": "rcv"},
    WHETHER_WHOM: {"VoteVariation": "plurality"},
    PER_CANDIDATE: {"VoteVariation": "plurality"},
}
WHETHER = "whether"
WHOM = "whom"


def contest_id(contest: Contest, part: str = "") -> str:
    """Id of a contest; `part` is a candidate's key, `WHETHER` or `WHOM` where it has parts."""
    return f"contest-{contest.key}.{part}" if part else f"contest-{contest.key}"


def selection_id(key: str, part: str = "") -> str:
    """Id of what can be chosen, in a contest or in a part of one."""
    return f"selection-{part}.{key}" if part else f"selection-{key}"


def election_parts(contest: Contest) -> Part:
    """`Candidate` (left out where there is none) and `Contest` of the election."""
    form = contest.rule.form
    if form == QUESTION:
        return {"Contest": [_question(contest)]}
    people = {"Candidate": [_candidate(contest, key) for key in contest.rule.standing()]}
    if form == PER_CANDIDATE:
        return people | {"Contest": [_on_one(contest, key) for key in contest.rule.candidates]}
    if form == WHETHER_WHOM:
        return people | {"Contest": [_whether(contest), _of_candidates(contest, WHOM)]}
    return people | {"Contest": [_of_candidates(contest)]}


def _candidate(contest: Contest, key: str) -> Part:
    return {
        "@type": "CVR.Candidate",
        "@id": _candidate_id(key),
        "Name": _names(contest)[key],
        "Code": _code(key),
    }


def _of_candidates(contest: Contest, part: str = "") -> Part:
    votes = _votes_allowed(contest)
    return {
        "@type": "CVR.CandidateContest",
        **_named(contest, part),
        "NumberElected": contest.rule.seats,
        **({"VotesAllowed": votes} if votes else {}),
        "ContestSelection": [
            {
                "@type": "CVR.CandidateSelection",
                "@id": selection_id(key, part),
                "CandidateIds": [_candidate_id(key)],
                "Code": _code(key),
            }
            for key in contest.rule.standing()
        ],
    }


def _votes_allowed(contest: Contest) -> int | None:
    """Votes on one ballot; nothing is said where ranks or points are given."""
    if contest.rule.form in (SINGLE_CHOICE, WHETHER_WHOM):
        return 1
    if contest.rule.form == APPROVAL:
        return contest.rule.most_marks or len(contest.rule.candidates)
    return None


def _question(contest: Contest) -> Part:
    answers = {key: _names(contest)[key] for key in contest.rule.standing()}
    return {
        "@type": "CVR.BallotMeasureContest",
        **_named(contest),
        "ContestSelection": _measure_selections(answers),
    }


def _whether(contest: Contest) -> Part:
    return {
        "@type": "CVR.BallotMeasureContest",
        **_named(contest, WHETHER),
        "ContestSelection": _answer_selections(contest, WHETHER),
    }


def _on_one(contest: Contest, candidate: str) -> Part:
    return {
        "@type": "CVR.RetentionContest",
        **_named(contest, candidate),
        "CandidateId": _candidate_id(candidate),
        "ContestSelection": _answer_selections(contest, candidate),
    }


def _answer_selections(contest: Contest, part: str) -> list[Part]:
    return _measure_selections({key: key for key in answers_to(contest.rule)}, part)


def _measure_selections(answers: dict[str, str], part: str = "") -> list[Part]:
    return [
        {
            "@type": "CVR.BallotMeasureSelection",
            "@id": selection_id(key, part),
            "Selection": name,
            "Code": _code(key),
        }
        for key, name in answers.items()
    ]


def _named(contest: Contest, part: str = "") -> Part:
    office, district = contest.definition["office"], contest.definition["district"]
    name = f"{office}, {district}" if district else office
    which = _names(contest).get(part, {WHETHER: "whether", WHOM: "whom"}.get(part, part))
    return {
        "@id": contest_id(contest, part),
        "Name": f"{name}: {which}" if part else name,
        "Code": _code(contest.key),
        **VARIATIONS[contest.rule.form],
    }


def _candidate_id(key: str) -> str:
    return f"candidate-{key}"


def _names(contest: Contest) -> dict[str, str]:
    return choice_names(contest.definition)


def _code(key: str) -> list[Part]:
    return [{"@type": "CVR.Code", "Type": "other", "OtherType": "key", "Value": key}]
