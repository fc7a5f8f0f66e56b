"""The second step of closing an account."""

import pytest

from members.forms.closing import WORDS, ClosingForm

NOTICES = ["A vote is open.", "Another vote is open."]


@pytest.mark.parametrize(
    ("told", "is_valid"),
    [([], False), (NOTICES[:1], False), (NOTICES, True), (["Nothing."], False)],
)
def test_every_notice_has_to_be_ticked(told, is_valid):
    form = ClosingForm({"words": WORDS, "told": told}, notices=NOTICES)

    assert form.is_valid() is is_valid


def test_without_notices_the_words_are_enough_in_any_case_and_spacing():
    form = ClosingForm({"words": "  Close my\tACCOUNT "})

    assert form.is_valid()
    assert form.cleaned_data == {"words": WORDS}


@pytest.mark.parametrize("words", ["", "close", "close my account now"])
def test_other_words_are_refused(words):
    assert "words" in ClosingForm({"words": words}).errors
