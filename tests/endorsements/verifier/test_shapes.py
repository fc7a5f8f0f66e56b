"""The shape of a definition and of a checkpoint, before anything in them is used."""

import copy

import pytest

from endorsements.tally.vocabulary import FORMS
from endorsements.verifier.reading import Unreadable
from endorsements.verifier.shapes import check_checkpoint_shape, check_definition_shape
from tests.endorsements.tally.contests import PLAIN
from tests.endorsements.tally.forms import contest_of, of_form

CONTEST = {
    "key": "governor",
    "office": "Governor",
    "candidates": [{"key": "ash", "name": "Ash"}, {"key": "birch", "name": "Birch"}],
    **PLAIN,
    "no_endorsement": True,
    "abstain": False,
    "threshold": {"share": "3/5", "compare": "at_least", "base": "all_ballots"},
    "quorum": None,
    "rule": "Mark one choice.",
}
DEFINITION = {
    "format": "definition/1",
    "suite": "sb2",
    "round": "ab" * 16,
    "organisation": "Progressive Examples",
    "title": "Round",
    "rehearsal": False,
    "demo": False,
    "counts_minimum": 3,
    "records_minimum": 10,
    "patterns": False,
    "contests": [CONTEST],
    "styles": {"S1": ["governor"]},
}
CHECKPOINT = {
    "round": "ab" * 16,
    "seq": 3,
    "head": "cd" * 32,
    "slots": 2,
    "at": "2026-08-01T00:00:00.000000Z",
    "signature": "ef" * 64,
}
MISSING = object()


def with_change(path, value):
    """The definition with one part replaced or taken away."""
    definition = copy.deepcopy(DEFINITION)
    *way, last = path
    part = definition
    for step in way:
        part = part[step]
    if value is MISSING:
        del part[last]
    else:
        part[last] = value
    return definition


def test_a_sound_definition_passes():
    check_definition_shape(DEFINITION, "definition.json")


@pytest.mark.parametrize("quorum", [None, {"ballots": 0}, {"share": "1/4"}])
def test_every_kind_of_quorum_passes(quorum):
    check_definition_shape(with_change(["contests", 0, "quorum"], quorum), "definition.json")


CHANGES = [
    (["format"], "definition/2"),
    (["suite"], "sb9"),
    (["round"], "AB" * 16),
    (["title"], 5),
    (["demo"], 0),
    (["counts_minimum"], -1),
    (["records_minimum"], True),
    (["contests"], {}),
    (["contests", 0], "governor"),
    (["contests", 0, "key"], "../governor"),
    (["contests", 0, "key"], ""),
    (["contests", 0, "form"], "ranked"),
    (["contests", 0, "candidates", 0], "ash"),
    (["contests", 0, "candidates", 0, "key"], "a b"),
    (["contests", 0, "candidates", 0, "key"], "birch"),
    (["contests", 0, "candidates", 0, "key"], "abstain"),
    (["contests", 0, "candidates", 0, "name"], None),
    (["contests", 0, "abstain"], 1),
    (["contests", 0, "threshold", "share"], "1/0"),
    (["contests", 0, "threshold", "share"], "6/5"),
    (["contests", 0, "threshold", "share"], "0.6"),
    (["contests", 0, "threshold", "share"], "1e999999999"),
    (["contests", 0, "threshold", "share"], 1),
    (["contests", 0, "threshold", "compare"], "about"),
    (["contests", 0, "threshold", "base"], ["all_ballots"]),
    (["contests", 0, "quorum"], []),
    (["contests", 0, "quorum"], {}),
    (["contests", 0, "quorum"], {"ballots": -1}),
    (["contests", 0, "quorum"], {"share": "1/0"}),
    (["contests", 0, "quorum"], {"ballots": 1, "share": "1/2"}),
    (["styles"], []),
    (["styles", "S1"], []),
    (["styles", "S1"], "governor"),
    (["styles", "S1"], ["governor", "governor"]),
    (["styles", "S1"], [["governor"]]),
    (["styles", "S1"], ["mayor"]),
    (["styles", "S 2"], ["governor"]),
    (["styles"], {}),
    (["contests"], [CONTEST, CONTEST]),
    (["contests"], [CONTEST, CONTEST | {"key": "mayor"}]),
]


@pytest.mark.parametrize(("path", "value"), CHANGES, ids=str)
def test_any_other_definition_is_refused(path, value):
    with pytest.raises(Unreadable, match=r"^definition.json"):
        check_definition_shape(with_change(path, value), "definition.json")


@pytest.mark.parametrize("key", sorted(DEFINITION))
def test_no_part_of_a_definition_may_be_missing(key):
    with pytest.raises(Unreadable, match=f"definition.json has no “{key}”"):
        check_definition_shape(with_change([key], MISSING), "definition.json")


@pytest.mark.parametrize("key", sorted(CONTEST))
def test_no_part_of_a_contest_may_be_missing(key):
    with pytest.raises(Unreadable, match=f"has no “{key}”"):
        check_definition_shape(with_change(["contests", 0, key], MISSING), "definition.json")


def test_a_checkpoint_holds_its_fields_and_no_more():
    check_checkpoint_shape(CHECKPOINT, "a file")
    with pytest.raises(Unreadable, match="a file holds more than a checkpoint has"):
        check_checkpoint_shape(CHECKPOINT | {"note": ""}, "a file")


@pytest.mark.parametrize("key", sorted(CHECKPOINT))
def test_every_field_of_a_checkpoint_has_its_form(key):
    with pytest.raises(Unreadable, match=f"a file, “{key}” is not what it should be"):
        check_checkpoint_shape(CHECKPOINT | {key: None}, "a file")


@pytest.mark.parametrize("form", FORMS)
def test_a_sound_rule_of_every_form_passes(form):
    contest = contest_of(of_form(form))

    check_definition_shape(DEFINITION | {"contests": [contest]}, "definition.json")


RULES = [
    ("single_choice", {"threshold": {"share": "1/2", "compare": "at_least", "base": "continuing"}}),
    ("single_choice", {"threshold": {"share": "1/2", "compare": "at_least"}}),
    ("single_choice", {"threshold": []}),
    ("single_choice", {"seats": 2}),
    ("single_choice", {"seats": 0}),
    ("single_choice", {"most_marks": 2}),
    ("single_choice", {"ranked": contest_of(of_form("irv"))["ranked"]}),
    ("single_choice", {"whom_threshold": contest_of(of_form("irv"))["threshold"]}),
    ("single_choice", {"ties": "toss a coin"}),
    ("question", {"candidates": [{"key": "no", "name": "No"}, {"key": "yes", "name": "Yes"}]}),
    ("question", {"candidates": [{"key": "yes", "name": "Yes"}]}),
    ("approval", {"seats": 10**6}),
    ("approval", {"most_marks": 0}),
    ("approval", {"candidates": [{"key": f"c{n}", "name": "C"} for n in range(1000)]}),
    ("per_candidate", {"no_endorsement": True}),
    ("score", {"threshold": contest_of(of_form("irv"))["threshold"]}),
    ("star", {"seats": 3}),
    ("irv", {"ranked": None}),
    ("irv", {"ranked": {"overvote": "skip"}}),
    ("irv", {"ranked": contest_of(of_form("irv"))["ranked"] | {"skipped": "never"}}),
    ("stv", {"ties": "run_off"}),
    ("stv", {"threshold": contest_of(of_form("irv"))["threshold"]}),
    ("whether_whom", {"no_endorsement": True}),
]


@pytest.mark.parametrize(("form", "fields"), RULES, ids=str)
def test_a_rule_that_cannot_be_is_refused(form, fields):
    contest = contest_of(of_form(form)) | fields

    with pytest.raises(Unreadable, match=r"^definition.json"):
        check_definition_shape(DEFINITION | {"contests": [contest]}, "definition.json")
