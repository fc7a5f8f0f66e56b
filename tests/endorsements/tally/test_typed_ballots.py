"""Ballots as people type them: what is read, what is refused and why."""

from dataclasses import replace

import pytest

from endorsements.tally.presets import PRESETS
from endorsements.tally.typed_ballots import MOST_LINES, Remark, read_typed, write_typed
from endorsements.tally.worked_examples import NAMES
from tests.factories.endorsements import PLAIN_RULES

NAMED = {
    "ash": "Ash Alder",
    "birch": "Birch",
    "doe-jr": "Doe, Jr.",
    "no-endorsement": "No endorsement",
    "abstain": "Abstain",
}
KEYS = ("ash", "birch", "doe-jr")


def rule_of(form, **fields):
    candidates = ("yes", "no") if form == "question" else KEYS
    return replace(PLAIN_RULES[form], candidates=candidates, has_abstain=True, **fields)


def names_of(rule):
    answers = {"yes": "Yes", "no": "No", **NAMED, "no-endorsement": "No position"}
    names = answers if rule.form == "question" else NAMED
    return {key: names[key] for key in rule.options()}


def read(form, text, **fields):
    rule = rule_of(form, **fields)
    return read_typed(rule, names_of(rule), text)


@pytest.mark.parametrize(
    ("form", "typed", "profile"),
    [
        ("single_choice", "12: Ash Alder", {"ash": 12}),
        ("single_choice", "ash", {"ash": 1}),
        ("single_choice", "3 x  ASH  alder", {"ash": 3}),
        ("single_choice", "3* doe-jr", {"doe-jr": 3}),
        ("single_choice", "3 birch", {"birch": 3}),
        (
            "single_choice",
            "2: no endorsement\n1: Birch\n4: No-Endorsement",
            {"no-endorsement": 6, "birch": 1},
        ),
        ("single_choice", "2:\n\n# a comment\n3: blank\n4: Abstain", {"": 5, "abstain": 4}),
        ("single_choice", "7: invalid", {"?": 7}),
        ("question", "2: yes\n1: No\n3: no position", {"yes": 2, "no": 1, "no-endorsement": 3}),
        ("approval", "3: Birch, Ash Alder; Birch", {"ash birch": 3}),
        (
            "per_candidate",
            "Birch=n, ash: Yes, doe-jr=abstain",
            {"ash:yes birch:no doe-jr:abstain": 1},
        ),
        ("score", "2: Birch=0 Ash Alder=5", {"ash:5 birch:0": 2}),
        ("star", "Ash Alder = 4; No endorsement: 3", {"ash:4 no-endorsement:3": 1}),
        ("irv", "9: Birch > Ash Alder", {"birch>ash": 9}),
        ("irv", "Birch >> Ash Alder = doe-jr >", {"birch>>ash=doe-jr": 1}),
        ("stv", "> Birch", {">birch": 1}),
        (
            "whether_whom",
            "yes, Ash Alder\ny: ash\nn\nno, Birch\n, birch",
            {"yes:ash": 2, "no:": 1, "no:birch": 1, ":birch": 1},
        ),
        (
            "whether_whom",
            "abstain\nabstain, Birch\nyes, abstain",
            {"abstain": 1, "abstain:birch": 1, "yes:abstain": 1},
        ),
    ],
)
def test_a_line_is_read(form, typed, profile):
    ballots = read(form, typed)

    assert ballots.profile == profile
    assert (ballots.faults, ballots.notes) == ((), ())


@pytest.mark.parametrize(
    ("form", "typed", "sentence"),
    [
        (
            "single_choice",
            "3: Brich",
            "“Brich” is not one of “Ash Alder”, “Birch”, “Doe, Jr.”, “No endorsement” and "
            "“Abstain”.",
        ),
        ("single_choice", "0: Birch", "Write a number of ballots from 1 to 1,000,000."),
        ("single_choice", "1000001: Birch", "Write a number of ballots from 1 to 1,000,000."),
        ("approval", "Birch,", "A name is missing."),
        ("irv", "Birch = > Ash Alder", "A name is missing."),
        ("per_candidate", "Birch=maybe", "Write yes, no or abstain after “Birch”."),
        ("score", "Birch=6", "Write 0, 1, 2, 3, 4 or 5 after “Birch”."),
        ("score", "Birch=1, birch=2", "“birch” stands there twice."),
        (
            "score",
            "Birch",
            "Write each name with = and what it gets, such as “Ash=…, Birch=…”.",
        ),
        ("whether_whom", "Ash Alder", "Begin with yes, no or abstain, then a comma and whom."),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(form, typed, sentence):
    ballots = read(form, f"# first\n{typed}\nblank")

    assert ballots.faults == (Remark(2, sentence),)
    assert ballots.profile == {"": 1}


def test_abstaining_is_read_only_where_it_is_offered():
    rule = replace(PLAIN_RULES["single_choice"], candidates=("ash",))
    ballots = read_typed(rule, {"ash": "Ash", "no-endorsement": "No endorsement"}, "abstain")

    assert ballots.faults == (Remark(1, "“abstain” is not one of “Ash” and “No endorsement”."),)


@pytest.mark.parametrize(
    ("form", "typed", "fields"),
    [
        ("single_choice", "Ash Alder, Birch", {}),
        ("approval", "Ash Alder, Birch", {"most_marks": 1}),
        ("approval", "Birch, No endorsement", {}),
        ("irv", "Birch > Ash Alder", {"most_marks": 1}),
    ],
)
def test_what_the_rule_does_not_allow_is_counted_as_invalid_and_said(form, typed, fields):
    ballots = read(form, f"Birch\n2: {typed}", **fields)

    assert sum(ballots.profile.values()) == 3
    assert ballots.faults == ()
    assert ballots.notes == (Remark(2, "This rule does not allow it: it counts as invalid."),)


def test_so_many_lines_are_read_and_no_more():
    ballots = read("single_choice", "Birch\n" * (MOST_LINES + 1))

    assert ballots.profile == {"birch": MOST_LINES}
    assert ballots.faults == (Remark(MOST_LINES + 1, f"At most {MOST_LINES} lines are read."),)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_example_of_every_rule_is_read_back_as_it_was_written(preset):
    is_question = preset.rule.form == "question"
    rule = replace(preset.rule, candidates=("yes", "no") if is_question else tuple(NAMES))
    names = {key: NAMES.get(key, key) for key in rule.options()}

    ballots = read_typed(rule, names, write_typed(rule, names, preset.example))

    assert ballots.profile == preset.example
    assert (ballots.faults, ballots.notes) == ((), ())


@pytest.mark.parametrize(
    ("form", "text", "line"),
    [
        ("irv", "ash>>birch=doe-jr", "4: Ash Alder >  > Birch = doe-jr"),
        ("approval", "ash doe-jr", "4: Ash Alder, doe-jr"),
        ("whether_whom", "no:", "4: no"),
        ("score", "", "4: blank"),
    ],
)
def test_names_with_signs_in_them_are_written_as_keys(form, text, line):
    rule = rule_of(form)
    written = write_typed(rule, names_of(rule), {text: 4})

    assert written == line
    assert read_typed(rule, names_of(rule), written).profile == {text: 4}
