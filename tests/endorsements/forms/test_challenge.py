"""What a challenger writes in words: a code in it would show how they voted."""

import pytest

from endorsements.forms.challenge import PaperForm, holds_code


@pytest.mark.parametrize(
    "words",
    [
        "AB2C-defg-HJKM is not there.",
        "ABCD-EFGH-JKMN",
        "Mine is ab2cdefghjkm, I think.",
        "ab2c defg hjkm",
        "it was AB2C\u2013DEFG\u2013HJKM",
        "AB2C\nDEFG\nHJKM",
        "the sheet AB2C-DEFG-HJKM-NPQR-STVW",
        "AB2CDEFGHJKMNPQRSTVW",
        "that they were ab2cdefghjkm",
    ],
)
def test_a_code_is_found_however_it_is_typed(words):
    assert holds_code(words)
    assert not PaperForm({"words": words}).is_valid()


@pytest.mark.parametrize(
    "words",
    [
        "It says Birch, and that they were three at the table when I gave my sheet away.",
        "My sheet was in the box on 3 December 2026 at 4:30 p.m., when they were there.",
        "I called 617-555-0123 twice.",
        "Well-kept half-open part-time days have past.",
        "AB2C is the beginning.",
    ],
)
def test_words_are_no_code(words):
    assert PaperForm({"words": words}).is_valid()
