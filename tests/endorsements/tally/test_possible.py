"""What a ballot may hold: all of it tried out, and none of it longer than the longest."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endorsements.tally.legality import is_legal
from endorsements.tally.possible import longest_selection, possible_ballots
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
from tests.endorsements.tally.forms import of_form


@pytest.mark.parametrize(
    ("form", "fields", "number"),
    [
        (SINGLE_CHOICE, {}, 5),  # three candidates, "no endorsement", blank
        (SINGLE_CHOICE, {"has_abstain": True}, 6),
        (QUESTION, {"has_no_endorsement": False}, 3),
        (APPROVAL, {}, 2**3 + 1),
        (APPROVAL, {"most_marks": 1, "has_abstain": True}, 3 + 3),
        (APPROVAL, {"most_marks": 9, "has_no_endorsement": False}, 2**3),
        (PER_CANDIDATE, {"has_abstain": False}, 3**3),
        (PER_CANDIDATE, {}, 4**3 + 1),
        (SCORE, {}, 7**3),
        (STAR, {"has_no_endorsement": True, "has_abstain": True}, 7**4 + 1),
        (IRV, {"has_no_endorsement": False}, 1 + 3 + 6 + 6),
        (IRV, {}, 1 + 4 + 12 + 24 + 24),
        (STV, {"most_marks": 2, "has_abstain": True}, 2 + 4 + 12),
        (WHETHER_WHOM, {"has_abstain": False}, 3 * 4),
        (WHETHER_WHOM, {}, 4 * 5),
    ],
)
def test_ballots_that_are_possible_are_counted(form, fields, number):
    assert possible_ballots(of_form(form, **fields)) == number


@pytest.mark.parametrize(
    ("form", "fields", "text"),
    [
        (SINGLE_CHOICE, {}, "no-endorsement"),
        (QUESTION, {"has_no_endorsement": False, "has_abstain": True}, "abstain"),
        (APPROVAL, {}, "birch cedar ash"),
        (APPROVAL, {"most_marks": 2}, "no-endorsement"),
        (PER_CANDIDATE, {}, "birch:abstain cedar:abstain ash:abstain"),
        (SCORE, {}, "ash:5 birch:5 cedar:5"),
        (IRV, {"most_marks": 2}, "no-endorsement>no-endorsement"),
        (WHETHER_WHOM, {}, "abstain:abstain"),
    ],
)
def test_the_longest_text(form, fields, text):
    assert longest_selection(of_form(form, **fields)) == text


MARKS = st.sampled_from(["ash", "birch", "cedar", "no-endorsement", "abstain", "yes", "no", "0"])
TEXTS = st.lists(st.tuples(st.sampled_from(["", " ", ">", "=", ":"]), MARKS), max_size=9).map(
    lambda parts: "".join(map("".join, parts))
)


@given(st.sampled_from(FORMS), TEXTS, st.booleans())
@example(IRV, ">no-endorsement" * 4, False)
def test_no_legal_selection_that_a_form_can_hold_is_longer(form, text, has_abstain):
    """The form has no two at one rank, and as many ranks as there are options."""
    rule = of_form(form, has_abstain=has_abstain)
    is_of_the_form = "=" not in text and text.count(">") < len(rule.standing())

    if is_of_the_form and is_legal(rule, text):
        assert len(text) <= len(longest_selection(rule))


def test_every_ballot_on_paper_is_one_that_was_counted():
    rule = of_form(PER_CANDIDATE)
    answers = [
        " ".join(f"{key}:{one}" for key, one in zip(rule.candidates, given, strict=True) if one)
        for given in product(["", "yes", "no", "abstain"], repeat=3)
    ]
    texts = {*answers, "abstain"}

    assert all(is_legal(rule, text) for text in texts)
    assert len(texts) == possible_ballots(rule)
