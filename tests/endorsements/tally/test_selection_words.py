"""A ballot's choice in words, as its voter finds it on the receipt and in the list of codes."""

import pytest

from endorsements.tally.selection_words import selection_in_words, selections_in_words
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
from tests.endorsements.tally.forms import contest_of, of_form

NONE = "no-endorsement"


@pytest.mark.parametrize(
    ("form", "text", "words"),
    [
        (SINGLE_CHOICE, "ash", "Ash Alder"),
        (SINGLE_CHOICE, NONE, "No endorsement"),
        (SINGLE_CHOICE, "", "Left blank"),
        (SINGLE_CHOICE, "ash birch", "Invalid: “ash birch”"),
        (SINGLE_CHOICE, "abstain", "Invalid: “abstain”"),
        (QUESTION, "yes", "Yes"),
        (QUESTION, "no", "No"),
        (QUESTION, NONE, "No position"),
        (APPROVAL, "ash cedar", "Ash Alder; Cedar Cane"),
        (APPROVAL, NONE, "No endorsement"),
        (APPROVAL, "cedar ash", "Invalid: “cedar ash”"),
        (
            PER_CANDIDATE,
            "ash:yes birch:no cedar:abstain",
            "Ash Alder: Yes; Birch Beech: No; Cedar Cane: abstain",
        ),
        (PER_CANDIDATE, "birch:no", "Birch Beech: No"),
        (PER_CANDIDATE, "abstain", "Abstain"),
        (SCORE, "ash:5 birch:0", "Ash Alder: 5; Birch Beech: 0"),
        (SCORE, "ash:6", "Invalid: “ash:6”"),
        (STAR, "cedar:3", "Cedar Cane: 3"),
        (IRV, "birch>ash", "1. Birch Beech; 2. Ash Alder"),
        (IRV, "birch>>no-endorsement", "1. Birch Beech; 2. left blank; 3. No endorsement"),
        (IRV, "birch>ash=cedar", "1. Birch Beech; 2. Ash Alder and Cedar Cane"),
        (STV, "cedar", "1. Cedar Cane"),
        (STV, "cedar>", "Invalid: “cedar>”"),
        (WHETHER_WHOM, "yes:ash", "Endorse anybody: Yes; whom: Ash Alder"),
        (WHETHER_WHOM, "no:", "Endorse anybody: No; whom: left blank"),
        (WHETHER_WHOM, ":birch", "Endorse anybody: left blank; whom: Birch Beech"),
        (WHETHER_WHOM, "abstain:abstain", "Endorse anybody: abstain; whom: abstain"),
        (WHETHER_WHOM, "perhaps:ash", "Invalid: “perhaps:ash”"),
    ],
)
def test_a_choice_in_words(form, text, words):
    assert selection_in_words(contest_of(of_form(form)), text) == words


def test_many_choices_are_worded_as_each_of_them_alone():
    contest, texts = contest_of(of_form(IRV)), ["ash", "oak", "", "ash", "birch>ash", "cedar>"]

    assert selections_in_words(contest, texts) == {
        text: selection_in_words(contest, text) for text in texts
    }
    assert selections_in_words(contest, []) == {}
