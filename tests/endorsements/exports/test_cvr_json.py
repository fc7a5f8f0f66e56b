"""The report in the common data format: whole values for the ranked form, the rest by form."""

import json

import pytest

from endorsements.exports.cvr_json import RECORDS_IN_A_PIECE, Round, json_pieces
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
from tests.endorsements.exports.contests import PUBLISHED_AT, ROUND, coded, contest

ABOUT = Round(ROUND, PUBLISHED_AT)
INVALIDATED = ["invalidated-rules"]


def report(form, *selections, withdrawn=(), **changes):
    exported = contest(form, withdrawn, **changes)
    return json.loads("".join(json_pieces(ABOUT, exported, coded(*selections))))


def ballots(form, *selections, **options):
    """The CVRContest lists of the records, without the type that each part has."""
    records = report(form, *selections, **options)["CVR"]
    return [_without_types(record["CVRSnapshot"][0]["CVRContest"]) for record in records]


def _without_types(value):
    if isinstance(value, list):
        return [_without_types(one) for one in value]
    if isinstance(value, dict):
        return {key: _without_types(one) for key, one in value.items() if key != "@type"}
    return value


def key(value):
    return [{"@type": "CVR.Code", "Type": "other", "OtherType": "key", "Value": value}]


def chosen(selection, *positions, allocable="yes", **more):
    marks = [{"HasIndication": "yes", "IsAllocable": allocable} | place for place in positions]
    return {"ContestSelectionId": selection, "SelectionPosition": marks} | more


def ballot(*selections, part="", **status):
    return {
        "ContestId": f"contest-governor{part}",
        "CVRContestSelection": list(selections),
        **status,
    }


ONE = {"NumberVotes": 1}


def test_a_report_of_a_ranked_contest_as_a_whole():
    assert report(IRV, "ash>>birch", has_no_endorsement=False) == {
        "@type": "CVR.CastVoteRecordReport",
        "Version": "1.0.0",
        "GeneratedDate": PUBLISHED_AT,
        "Notes": "As the members decided.",
        "ReportType": ["aggregated"],
        "ReportGeneratingDeviceIds": ["site"],
        "ReportingDevice": [
            {"@type": "CVR.ReportingDevice", "@id": "site", "Application": "endorsements"}
        ],
        "GpUnit": [
            {
                "@type": "CVR.GpUnit",
                "@id": "organisation",
                "Type": "other",
                "OtherType": "membership organisation",
                "Name": "Progressive Examples",
            }
        ],
        "Election": [
            {
                "@type": "CVR.Election",
                "@id": "election",
                "Name": "Autumn round",
                "ElectionScopeId": "organisation",
                "Candidate": [
                    {
                        "@type": "CVR.Candidate",
                        "@id": f"candidate-{word}",
                        "Name": name,
                        "Code": key(word),
                    }
                    for word, name in (
                        ("ash", "Ash Alder"),
                        ("birch", "Birch Beech"),
                        ("cedar", "Cédric Cane"),
                    )
                ],
                "Contest": [
                    {
                        "@type": "CVR.CandidateContest",
                        "@id": "contest-governor",
                        "Name": "Governor",
                        "Code": key("governor"),
                        "VoteVariation": "rcv",
                        "NumberElected": 1,
                        "ContestSelection": [
                            {
                                "@type": "CVR.CandidateSelection",
                                "@id": f"selection-{word}",
                                "CandidateIds": [f"candidate-{word}"],
                                "Code": key(word),
                            }
                            for word in ("ash", "birch", "cedar")
                        ],
                    }
                ],
            }
        ],
        "CVR": [
            {
                "@type": "CVR.CVR",
                "UniqueId": "AAAAAAAAAAA2",
                "ElectionId": "election",
                "CurrentSnapshotId": "snapshot-AAAAAAAAAAA2",
                "CVRSnapshot": [
                    {
                        "@type": "CVR.CVRSnapshot",
                        "@id": "snapshot-AAAAAAAAAAA2",
                        "Type": "modified",
                        "CVRContest": [
                            {
                                "@type": "CVR.CVRContest",
                                "ContestId": "contest-governor",
                                "CVRContestSelection": [
                                    {
                                        "@type": "CVR.CVRContestSelection",
                                        "ContestSelectionId": f"selection-{word}",
                                        "SelectionPosition": [
                                            {
                                                "@type": "CVR.SelectionPosition",
                                                "HasIndication": "yes",
                                                "IsAllocable": "yes",
                                                "NumberVotes": 1,
                                                "Rank": rank,
                                            }
                                        ],
                                    }
                                    for word, rank in (("ash", 1), ("birch", 3))
                                ],
                            }
                        ],
                    }
                ],
            }
        ],
    }


def test_a_candidate_at_several_ranks_has_several_positions():
    assert ballots(IRV, "ash>birch=cedar>ash") == [
        [
            ballot(
                chosen("selection-ash", ONE | {"Rank": 1}, ONE | {"Rank": 3}),
                chosen("selection-birch", ONE | {"Rank": 2}),
                chosen("selection-cedar", ONE | {"Rank": 2}),
            )
        ]
    ]


def test_ballots_that_do_not_count_say_why():
    assert ballots(SINGLE_CHOICE, "", "abstain", "zzz") == [
        [ballot(Status=["not-indicated"])],
        [ballot(Status=["other"], OtherStatus="abstained")],
        [ballot(Status=INVALIDATED)],
    ]


def test_marks_for_somebody_who_withdrew_are_shown_and_not_allocable():
    gone = chosen("selection-ash", ONE, allocable="no", Status=INVALIDATED)
    assert ballots(APPROVAL, "ash birch", "ash", withdrawn=("ash",)) == [
        [ballot(gone, chosen("selection-birch", ONE))],
        [ballot(gone, Status=INVALIDATED)],
    ]


def test_points_are_votes():
    expected = [
        ballot(
            chosen("selection-ash", {"NumberVotes": 5}),
            chosen("selection-birch", {"NumberVotes": 0}),
        )
    ]
    assert ballots(SCORE, "ash:5 birch:0") == ballots(STAR, "ash:5 birch:0") == [expected]


def test_a_question_is_a_ballot_measure_with_its_three_answers():
    (measure,) = report(QUESTION)["Election"][0]["Contest"]
    assert "Candidate" not in report(QUESTION)["Election"][0]
    assert measure["@type"] == "CVR.BallotMeasureContest"
    assert [one["Selection"] for one in measure["ContestSelection"]] == ["Yes", "No", "No position"]
    assert ballots(QUESTION, "no-endorsement") == [
        [ballot(chosen("selection-no-endorsement", ONE))]
    ]


def test_an_answer_to_each_candidate_is_a_retention_contest_each():
    contests = report(PER_CANDIDATE)["Election"][0]["Contest"]
    assert [(one["@type"], one["@id"], one["CandidateId"], one["Name"]) for one in contests] == [
        ("CVR.RetentionContest", f"contest-governor.{word}", f"candidate-{word}", name)
        for word, name in (
            ("ash", "Governor: Ash Alder"),
            ("birch", "Governor: Birch Beech"),
            ("cedar", "Governor: Cédric Cane"),
        )
    ]
    assert ballots(PER_CANDIDATE, "ash:yes cedar:abstain") == [
        [
            ballot(chosen("selection-ash.yes", ONE), part=".ash"),
            ballot(part=".birch", Status=["not-indicated"]),
            ballot(chosen("selection-cedar.abstain", ONE), part=".cedar"),
        ]
    ]


def test_whether_then_whom_is_a_measure_and_a_contest_of_candidates():
    contests = report(WHETHER_WHOM)["Election"][0]["Contest"]
    assert [(one["@type"], one["@id"]) for one in contests] == [
        ("CVR.BallotMeasureContest", "contest-governor.whether"),
        ("CVR.CandidateContest", "contest-governor.whom"),
    ]
    assert ballots(WHETHER_WHOM, "yes:ash", "no:", "yes:abstain") == [
        [
            ballot(chosen("selection-whether.yes", ONE), part=".whether"),
            ballot(chosen("selection-whom.ash", ONE), part=".whom"),
        ],
        [
            ballot(chosen("selection-whether.no", ONE), part=".whether"),
            ballot(part=".whom", Status=["not-indicated"]),
        ],
        [
            ballot(chosen("selection-whether.yes", ONE), part=".whether"),
            ballot(part=".whom", Status=["other"], OtherStatus="abstained"),
        ],
    ]


VARIATIONS = {
    SINGLE_CHOICE: ("plurality", 1, 1),
    APPROVAL: ("approval", 2, 3),
    SCORE: ("range", 1, None),
    STAR: ("other", 1, None),
    IRV: ("rcv", 1, None),
    STV: ("rcv", 2, None),
}


@pytest.mark.parametrize("form", VARIATIONS)
def test_a_contest_says_how_votes_are_counted(form):
    (one,) = report(form)["Election"][0]["Contest"]
    said = one["VoteVariation"], one["NumberElected"], one.get("VotesAllowed")
    assert said == VARIATIONS[form]


def test_a_limit_on_approvals_is_said():
    (one,) = report(APPROVAL, most_marks=2)["Election"][0]["Contest"]
    assert one["VotesAllowed"] == 2


def _ids_and_references(value):
    """All "@id" values, and all values of keys that name one."""
    ids, named = [], set()
    if isinstance(value, dict):
        for name, child in value.items():
            if name == "@id":
                ids.append(child)
            elif name.endswith(("Id", "Ids")) and name != "UniqueId":
                named |= {child} if isinstance(child, str) else set(child)
            else:
                more, referred = _ids_and_references(child)
                ids += more
                named |= referred
    if isinstance(value, list):
        for child in value:
            more, referred = _ids_and_references(child)
            ids += more
            named |= referred
    return ids, named


SAMPLES = {
    SINGLE_CHOICE: ["ash", "no-endorsement"],
    QUESTION: ["yes", "no", "no-endorsement"],
    APPROVAL: ["ash birch", "no-endorsement"],
    PER_CANDIDATE: ["ash:yes birch:no cedar:abstain"],
    SCORE: ["ash:5 cedar:0"],
    STAR: ["ash:5 cedar:0"],
    IRV: ["ash>birch>cedar>no-endorsement"],
    STV: ["ash>birch"],
    WHETHER_WHOM: ["yes:ash", "no:birch", "abstain:cedar"],
}


@pytest.mark.parametrize("form", FORMS)
def test_every_id_stands_once_and_whatever_is_named_is_there(form):
    ids, named = _ids_and_references(report(form, *SAMPLES[form]))
    assert len(ids) == len(set(ids))
    assert named <= set(ids)


def test_many_records_come_in_pieces_and_none_is_lost():
    records = coded(*["ash"] * (2 * RECORDS_IN_A_PIECE + 1))
    pieces = list(json_pieces(ABOUT, contest(SINGLE_CHOICE), records))
    written = json.loads("".join(pieces))["CVR"]
    assert len(pieces) == 4
    assert [record["UniqueId"] for record in written] == [code for code, _ in records]


def test_a_contest_without_records_is_a_report_too():
    assert report(SINGLE_CHOICE)["CVR"] == []
