"""Why less is published of a contest, in words."""

import pytest

from endorsements.tally.publicity_words import publicity_before_voting, publicity_of_result
from endorsements.tally.vocabulary import IRV, SINGLE_CHOICE
from tests.endorsements.tally.forms import contest_of, of_form

DEFINITION = {"counts_minimum": 3, "records_minimum": 10, "patterns": False}


@pytest.mark.parametrize(
    ("form", "number", "before", "after"),
    [
        (
            SINGLE_CHOICE,
            1,
            "No numbers will be published: only 1 member may vote, and more could show how "
            "somebody voted.",
            "No numbers are published: only 1 ballot was cast, and more could show how somebody "
            "voted.",
        ),
        (
            SINGLE_CHOICE,
            9,
            "No single ballots and no check codes will be published: only 9 members may vote, and "
            "more could show how somebody voted.",
            "No single ballots and no check codes are published: only 9 ballots were cast, and "
            "more could show how somebody voted.",
        ),
        (SINGLE_CHOICE, 10, "", ""),
        (
            IRV,
            64,
            "No single ballots and no check codes will be published: a ballot can be filled in 65 "
            "ways and only 64 members may vote, so that a rare one could show whose it is, or that "
            "a bought vote was delivered.",
            "No single ballots and no check codes are published: a ballot can be filled in 65 ways "
            "and only 64 ballots were cast, so that a rare one could show whose it is, or that a "
            "bought vote was delivered.",
        ),
        (
            IRV,
            65,
            "Single ballots and check codes will be published only if at least 65 ballots are "
            "cast, for a ballot can be filled in 65 ways, and a rare one could show whose it is, "
            "or that a bought vote was delivered.",
            "",
        ),
    ],
)
def test_what_is_not_published_is_said_with_the_reason(form, number, before, after):
    contest = contest_of(of_form(form))

    assert publicity_before_voting(DEFINITION, contest, number) == before
    assert publicity_of_result(DEFINITION, contest, number) == after
