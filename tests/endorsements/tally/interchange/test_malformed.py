"""What is not a contest of the open format: refused in a sentence that names the place."""

import json

import pytest

from endorsements.tally.interchange import MalformedContest, parse, read_contest
from tests.endorsements.tally.interchange.open_contests import contest, ranked

SIXTY = {"share": "3/5", "compare": "at_least", "base": "valid"}


def without(key):
    return {name: value for name, value in contest().items() if name != key}


def threshold(**parts):
    return contest(rules={"threshold": {**SIXTY, **parts}})


MALFORMED = [
    ([], "contest: an object is expected, not a list."),
    (None, "contest: an object is expected, not null."),
    ("tally-1", "contest: an object is expected, not “tally-1”."),
    (without("format"), "contest: “format” is missing."),
    (without("rule"), "contest: “rule” is missing."),
    (without("seats"), "contest: “seats” is missing."),
    (without("candidates"), "contest: “candidates” is missing."),
    (without("ballots"), "contest: “ballots” is missing."),
    (contest(format="tally-2"), "format: “tally-2” is not one of “tally-1”."),
    (contest(format="tally-1-set"), "format: this is a set of contests; give its contests one "
     "by one."),
    (contest("condorcet"), "rule: “condorcet” is not one of “plurality”, “approval”, “irv”, "
     "“stv”, “star”."),
    (contest(["irv"]), "rule: a list is not one of “plurality”, “approval”, “irv”, “stv”, "
     "“star”."),
    (contest(seats=0), "seats: 0 is not from 1 to 1000000000000."),
    (contest(seats=True), "seats: a whole number is expected, not true."),
    (contest(seats=1.0), "seats: a whole number is expected, not 1.0."),
    (contest(seats="1"), "seats: a whole number is expected, not “1”."),
    (contest(candidates="Ash"), "candidates: a list is expected, not “Ash”."),
    (contest(candidates=[]), "candidates, how many: 0 is not from 1 to 1000."),
    (contest(candidates=[f"c{n}" for n in range(1001)]), "candidates, how many: 1001 is not from "
     "1 to 1000."),
    (contest(candidates=["Ash", 5]), "candidates[1]: a text is expected, not 5."),
    (contest(candidates=["Ash", "Ash"]), "candidates[1]: “Ash” stands there twice."),
    (contest("stv", candidates=["exhausted"], none_option=None), "candidates[0]: transfers use "
     "“exhausted” for another thing."),
    (contest(none_option="Nobody"), "none_option: “Nobody” is not one of the candidates."),
    (contest(none_option=["None"]), "none_option: a list is not one of the candidates."),
    (contest(eligible=-1), "eligible: -1 is not from 0 to 1000000000000."),
    (contest(eligible=False), "eligible: a whole number is expected, not false."),
    (contest(rules=[1]), "rules: an object is expected, not a list."),
    (contest(rules={"colour": 1}), "rules: “colour” is not known here."),
    (contest(rules={"overvote": "skip"}), "rules: “overvote” is not known here."),
    (contest("stv", rules={"threshold": SIXTY}), "rules: “threshold” is not known here."),
    (contest("stv", rules={"stop": "majority"}), "rules: “stop” is not known here."),
    (contest("irv", rules={"arithmetic": "exact"}), "rules: “arithmetic” is not known here."),
    (contest("irv", rules={"max_marks": 2}), "rules: “max_marks” is not known here."),
    (contest("irv", rules={"overvote": "count"}), "rules.overvote: “count” is not one of "
     "“exhaust”, “skip”."),
    (contest("irv", rules={"duplicate": "exhaust_two"}), "rules.duplicate: “exhaust_two” is not "
     "one of “skip”, “exhaust”."),
    (contest("irv", rules={"skipped": 2}), "rules.skipped: 2 is not one of “skip”, “exhaust”, "
     "“exhaust_two”."),
    (contest("irv", rules={"stop": True}), "rules.stop: true is not one of “majority”, "
     "“two_left”."),
    (contest("irv", rules={"tie_lookback": "first"}), "rules.tie_lookback: “first” is not one of "
     "“none”, “latest”, “earliest”."),
    (contest("stv", rules={"arithmetic": "float"}), "rules.arithmetic: “float” is not one of "
     "“decimal5”, “exact”."),
    (contest("approval", rules={"max_marks": 0}), "rules.max_marks: 0 is not from 1 to "
     "1000000000000."),
    (contest(rules={"tie_order": "Ash"}), "rules.tie_order: a list is expected, not “Ash”."),
    (contest(rules={"tie_order": ["Ash", "Birch"]}), "rules.tie_order: every candidate must stand "
     "there exactly once."),
    (contest(rules={"tie_order": ["Ash", "Birch", "Ash"]}), "rules.tie_order: every candidate "
     "must stand there exactly once."),
    (contest(rules={"tie_order": ["Ash", "Elm", "None"]}), "rules.tie_order[1]: “Elm” is not one "
     "of the candidates."),
    (contest(rules={"tie_order": ["Ash", ["Birch"], "None"]}), "rules.tie_order[1]: a list is not "
     "one of the candidates."),
    (contest(rules={"quorum": 5}), "rules.quorum: an object is expected, not 5."),
    (contest(rules={"quorum": {}}), "rules.quorum: either “ballots” or “share” is expected."),
    (contest(rules={"quorum": {"ballots": 1, "share": "1/2"}}), "rules.quorum: either “ballots” "
     "or “share” is expected."),
    (contest(rules={"quorum": {"members": 1}}), "rules.quorum: “members” is not known here."),
    (contest(rules={"quorum": {"ballots": -1}}), "rules.quorum.ballots: -1 is not from 0 to "
     "1000000000000."),
    (contest(rules={"quorum": {"ballots": 10**30}}), "rules.quorum.ballots: a number too long to "
     "show is not from 0 to 1000000000000."),
    (contest(rules={"quorum": {"share": "1/2"}}), "eligible: a quorum by share needs the number "
     "of eligible voters."),
    (contest(rules={"quorum": {"share": 0.5}}, eligible=4), "rules.quorum.share: a share such as "
     "“3/5” is expected, not 0.5."),
    (contest(rules={"threshold": "3/5"}), "rules.threshold: an object is expected, not “3/5”."),
    (contest(rules={"threshold": {}}), "rules.threshold: “share” is missing."),
    (threshold(of="all"), "rules.threshold: “of” is not known here."),
    (threshold(share="0/0"), "rules.threshold.share: “0/0” is not a share from 0 to 1."),
    (threshold(share="1/0"), "rules.threshold.share: “1/0” is not a share from 0 to 1."),
    (threshold(share="6/5"), "rules.threshold.share: “6/5” is not a share from 0 to 1."),
    (threshold(share="2"), "rules.threshold.share: “2” is not a share from 0 to 1."),
    (threshold(share="-1/2"), "rules.threshold.share: a share such as “3/5” is expected, not "
     "“-1/2”."),
    (threshold(share="0.6"), "rules.threshold.share: a share such as “3/5” is expected, not "
     "“0.6”."),
    (threshold(share="3 / 5"), "rules.threshold.share: a share such as “3/5” is expected, not "
     "“3 / 5”."),
    (threshold(share="\u0663/\u0665"), "rules.threshold.share: a share such as “3/5” is expected, "
     "not “\u0663/\u0665”."),
    (threshold(share=1), "rules.threshold.share: a share such as “3/5” is expected, not 1."),
    (threshold(share="1/" + "9" * 99), "rules.threshold.share: a share such as “3/5” is expected, "
     "not “1/" + "9" * 38 + "…”."),
    (threshold(compare="over"), "rules.threshold.compare: “over” is not one of “at_least”, "
     "“more_than”."),
    (threshold(base="continuing"), "rules.threshold.base: “continuing” is not one of “valid”, "
     "“cast”, “decisive”."),
    (threshold(base={}), "rules.threshold.base: an object is not one of “valid”, “cast”, "
     "“decisive”."),
    (contest(ballots=[]) | {"ballots": {}}, "ballots: a list is expected, not an object."),
    (contest(ballots=[]) | {"ballots": ["Ash"]}, "ballots[0]: a list is expected, not “Ash”."),
    (contest(ballots=[(["Ash"],)]), "ballots[0]: marks and a number of ballots are expected."),
    (contest(ballots=[(["Ash"], 1), (["Ash"], 1, 1)]), "ballots[1]: marks and a number of ballots "
     "are expected."),
    (contest(ballots=[(["Ash"], -1)]), "ballots[0][1]: -1 is not from 0 to 1000000000000."),
    (contest(ballots=[(["Ash"], True)]), "ballots[0][1]: a whole number is expected, not true."),
    (contest(ballots=[(["Ash"], 1.0)]), "ballots[0][1]: a whole number is expected, not 1.0."),
    (contest(ballots=[(["Ash"], "1")]), "ballots[0][1]: a whole number is expected, not “1”."),
    (contest(ballots=[(["Ash"], None)]), "ballots[0][1]: a whole number is expected, not null."),
    (contest(ballots=[(["Ash"], 10**13)]), "ballots[0][1]: 10000000000000 is not from 0 to "
     "1000000000000."),
    (contest(ballots=[("Ash", 1)]), "ballots[0][0]: a list is expected, not “Ash”."),
    (contest(ballots=[(None, 1)]), "ballots[0][0]: a list is expected, not null."),
    (contest(ballots=[({"Ash": 1}, 1)]), "ballots[0][0]: a list is expected, not an object."),
    (contest(ballots=[(["Ash", "Elm"], 1)]), "ballots[0][0][1]: “Elm” is not one of the "
     "candidates."),
    (contest(ballots=[([None], 1)]), "ballots[0][0][0]: null is not one of the candidates."),
    (contest(ballots=[([["Ash"]], 1)]), "ballots[0][0][0]: a list is not one of the candidates."),
    (contest(ballots=[(["Elm"], 0)]), "ballots[0][0][0]: “Elm” is not one of the candidates."),
    (ranked([(["A", "Elm"], 1)]), "ballots[0][0][1]: “Elm” is not one of the candidates."),
    (ranked([(["A", 1], 1)]), "ballots[0][0][1]: 1 is not one of the candidates."),
    (ranked([(["A", ["B", None]], 1)]), "ballots[0][0][1][1]: null is not one of the candidates."),
    (ranked([(["A", ["B", ["C"]]], 1)]), "ballots[0][0][1][1]: a list is not one of the "
     "candidates."),
    (ranked([({"A": 1}, 1)]), "ballots[0][0]: a list is expected, not an object."),
    (contest("star", [(["Ash"], 1)]), "ballots[0][0]: an object is expected, not a list."),
    (contest("star", [({"Elm": 1}, 1)]), "ballots[0][0]: “Elm” is not one of the candidates."),
    (contest("star", [({"Ash": 6}, 1)]), "ballots[0][0], “Ash”: 6 is not from 0 to 5."),
    (contest("star", [({"Ash": -1}, 1)]), "ballots[0][0], “Ash”: -1 is not from 0 to 5."),
    (contest("star", [({"Ash": 2.0}, 1)]), "ballots[0][0], “Ash”: a whole number is expected, not "
     "2.0."),
    (contest("star", [({"Ash": True}, 1)]), "ballots[0][0], “Ash”: a whole number is expected, "
     "not true."),
    (contest("star", [({"Ash": None}, 1)]), "ballots[0][0], “Ash”: a whole number is expected, "
     "not null."),
]  # fmt: skip


@pytest.mark.parametrize(("value", "sentence"), MALFORMED, ids=[words for _, words in MALFORMED])
def test_what_is_malformed_is_refused_and_the_place_named(value, sentence):
    with pytest.raises(MalformedContest) as refusal:
        read_contest(value)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "This is not JSON: Expecting value: line 1 column 1 (char 0)."),
        (b"{", "This is not JSON: Expecting property name enclosed in double quotes: line 1 "
         "column 2 (char 1)."),
        (b"\xff\xfe\xff", "This is not JSON: it is not text in UTF-8."),
        (b"[" * 100_000, "This is nested too deeply to be a contest."),
        (b'{"a": NaN}', "This is not JSON: NaN is not a number."),
        (b'{"a": -Infinity}', "This is not JSON: -Infinity is not a number."),
        (b'{"a": 1, "b": 2, "a": 1}', "An object says “a” twice."),
    ],
)  # fmt: skip
def test_what_is_not_json_is_refused(text, sentence):
    with pytest.raises(MalformedContest) as refusal:
        parse(text)

    assert str(refusal.value) == sentence


def test_a_number_of_more_digits_than_a_number_has_is_refused():
    with pytest.raises(MalformedContest, match=r"This is not JSON: .* limit"):
        parse("1" * 5000)


def test_a_number_beyond_all_numbers_is_refused():
    value = parse(json.dumps(contest(ballots=[(["Ash"], 1)])).replace(", 1]]", ", 1e999]]"))

    with pytest.raises(MalformedContest, match="expected, not a number too long to show"):
        read_contest(value)
