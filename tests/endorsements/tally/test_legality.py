"""What each form allows: the counters' judgement beside every legal text, written out."""

from dataclasses import replace
from itertools import chain, combinations, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from endorsements.tally.count import count
from endorsements.tally.legality import answers_to, illegal_among, is_legal, marked_options
from endorsements.tally.vocabulary import (
    APPROVAL,
    FORMS,
    FORMS_WITHOUT_NO_ENDORSEMENT,
    IRV,
    PER_CANDIDATE,
    QUESTION,
    RANKED_FORMS,
    SCORE,
    SCORED_FORMS,
    SINGLE_CHOICE,
    SKIP,
    STV,
    WHETHER_WHOM,
    RankedRules,
)
from tests.endorsements.tally.forms import PLAIN_RULES

KEYS = ("ash", "birch")
NONE = "no-endorsement"
SAID = ("yes", "no", "abstain")
# What a text may be made of; "oak" is nobody, "6" is no score.
PIECES = (*KEYS, NONE, *SAID, *"056", " ", ">", "=", ":", "oak", "Ash", "\n")


def small(form, **fields):
    """A rule of two candidates that offers whatever it may."""
    offers_none = form not in FORMS_WITHOUT_NO_ENDORSEMENT
    rule = replace(PLAIN_RULES[form], has_abstain=True, has_no_endorsement=offers_none, **fields)
    return rule if form == QUESTION else replace(rule, candidates=KEYS)


def with_answers(keys, answers):
    """Every way to say one of the answers, or nothing, about each key."""
    for said in product(("", *answers), repeat=len(keys)):
        yield " ".join(f"{key}:{answer}" for key, answer in zip(keys, said, strict=True) if answer)


def rankings(keys, most):
    """Every ranking without a shared rank, also with gaps and repeats, up to so many ranks."""
    for ranks in chain.from_iterable(product(("", *keys), repeat=n) for n in range(1, most + 1)):
        if ranks[-1]:
            yield ">".join(ranks)


def legal_texts(rule):
    """Every legal text of a small rule, but rankings with two at one rank."""
    standing = rule.standing()
    subsets = chain.from_iterable(combinations(rule.candidates, n) for n in (1, 2))
    of_form = {
        SINGLE_CHOICE: standing,
        QUESTION: standing,
        APPROVAL: (*map(" ".join, subsets), NONE),
        PER_CANDIDATE: with_answers(KEYS, SAID),
        WHETHER_WHOM: (f"{one}:{two}" for one in ("", *SAID) for two in ("", *KEYS, "abstain")),
        **dict.fromkeys(SCORED_FORMS, with_answers(standing, "012345")),
        **dict.fromkeys(RANKED_FORMS, rankings(standing, 2)),
    }
    return {"", "abstain", *of_form[rule.form]} - {":"}


RULES = {form: small(form) for form in FORMS}
RULES[IRV] = small(IRV, most_marks=2)
RULES[STV] = small(STV, most_marks=2)
LEGAL = {form: legal_texts(rule) for form, rule in RULES.items()}


@pytest.mark.parametrize("form", FORMS)
def test_every_text_that_a_form_allows_is_legal(form):
    assert {text for text in LEGAL[form] if not is_legal(RULES[form], text)} == set()


@pytest.mark.parametrize("form", FORMS)
@given(text=st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example(text="birch ash")
@example(text="ash ash")
@example(text="ash:5 ash:5")
@example(text="birch:1 ash:1")
@example(text="ash>")
@example(text="ash  birch")
@example(text=" ash")
def test_every_other_text_is_illegal_but_a_shared_rank(form, text):
    if form in RANKED_FORMS and "=" in text:
        return
    assert is_legal(RULES[form], text) == (text in LEGAL[form])


@pytest.mark.parametrize("form", FORMS)
@given(text=st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_a_text_is_legal_exactly_if_no_count_takes_it_for_invalid(form, text):
    rule = RULES[form]
    among_others = {text: 1} | {one: 2 for one in list(LEGAL[form])[:5] if one != text}
    counted = count(rule, among_others, eligible=20, tie_order=rule.standing())

    assert is_legal(rule, text) == (counted.invalid == 0)


@pytest.mark.parametrize("form", FORMS)
@given(texts=st.lists(st.lists(st.sampled_from(PIECES), max_size=3).map("".join), unique=True))
@example(texts=[])
@example(texts=["ash>birch", "oak", "birch", "", "ash>", "birch>ash", "oak>ash"])
def test_a_pile_is_judged_as_its_ballots_are_one_by_one(form, texts):
    one_by_one = {text for text in texts if not is_legal(RULES[form], text)}

    assert illegal_among(RULES[form], texts) == one_by_one


@pytest.mark.parametrize(
    ("text", "overvote", "expected"),
    [
        ("ash>birch=no-endorsement", "exhaust", True),
        ("birch=ash", "exhaust", False),
        ("ash=birch", "exhaust", False),
        ("ash=birch>no-endorsement", "exhaust", False),
        ("ash=birch>no-endorsement", "skip", True),
        ("ash=ash>birch", "skip", False),
    ],
)
def test_a_shared_rank_is_legal_if_a_preference_is_left(text, overvote, expected):
    rule = small(IRV, ranked=RankedRules(overvote=overvote, duplicate=SKIP))

    assert is_legal(rule, text) is expected


@pytest.mark.parametrize(
    ("form", "text"), [(APPROVAL, "ash birch"), (IRV, "ash>birch"), (STV, ">ash")]
)
def test_more_marks_than_the_rule_takes_are_illegal(form, text):
    assert is_legal(small(form), text)
    assert not is_legal(small(form, most_marks=1), text)


@pytest.mark.parametrize("form", FORMS)
def test_an_abstention_is_legal_only_where_it_is_offered(form):
    assert not is_legal(replace(RULES[form], has_abstain=False), "abstain")


@pytest.mark.parametrize(
    ("form", "text", "marked"),
    [
        (SINGLE_CHOICE, "", set()),
        (SINGLE_CHOICE, "ash", {"ash"}),
        (SINGLE_CHOICE, "abstain", {"abstain"}),
        (APPROVAL, "ash birch", {"ash", "birch"}),
        (PER_CANDIDATE, "ash:no birch:abstain", {"ash", "birch"}),
        (SCORE, "ash:0 no-endorsement:5", {"ash", NONE}),
        (IRV, "no-endorsement>>ash=birch", {NONE, "ash", "birch"}),
        (WHETHER_WHOM, "no:birch", {"birch"}),
        (WHETHER_WHOM, "abstain:", set()),
        (WHETHER_WHOM, ":abstain", set()),
    ],
)
def test_the_marked_options_are_all_that_a_text_names(form, text, marked):
    assert marked_options(RULES[form], text) == marked


def test_an_answer_that_is_somebodys_key_marks_nobody():
    rule = replace(RULES[PER_CANDIDATE], candidates=("ash", "no", "yes"))

    assert marked_options(rule, "ash:no") == {"ash"}
    assert marked_options(rule, "no:yes") == {"no"}


def test_a_question_is_answered_by_yes_or_no_and_abstained_from_where_that_is_offered():
    assert answers_to(RULES[PER_CANDIDATE]) == ("yes", "no", "abstain")
    assert answers_to(replace(RULES[PER_CANDIDATE], has_abstain=False)) == ("yes", "no")
