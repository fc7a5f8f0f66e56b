"""Shares and quorums as people write them."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from endorsements.admin.shares import (
    QuorumField,
    ShareField,
    read_share,
    write_quorum,
    write_share,
)
from endorsements.tally.vocabulary import Quorum

NOT_A_SHARE = "Write a share as “60 %” or “2/3”."
OUT_OF_BOUNDS = "A share is more than 0 and at most 100 %."


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("60 %", Fraction(3, 5)),
        ("60%", Fraction(3, 5)),
        ("66.5 %", Fraction(133, 200)),
        ("66,5 %", Fraction(133, 200)),
        ("100 %", Fraction(1)),
        ("2/3", Fraction(2, 3)),
        ("40 / 60", Fraction(2, 3)),
        ("32766/32767", Fraction(32766, 32767)),
    ],
)
def test_a_share_is_read_exactly(text, share):
    assert read_share(text) == share
    assert read_share(write_share(share)) == share


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("60", NOT_A_SHARE),
        ("two thirds", NOT_A_SHARE),
        ("-1/2", NOT_A_SHARE),
        ("1/2/3", NOT_A_SHARE),
        ("٣/٤ %", NOT_A_SHARE),
        ("0 %", OUT_OF_BOUNDS),
        ("1/0", OUT_OF_BOUNDS),
        ("3/2", OUT_OF_BOUNDS),
        ("101 %", OUT_OF_BOUNDS),
        ("1/32768", "This is too fine to be stored: write it as a fraction."),
        ("66.6667 %", "This is too fine to be stored: write it as a fraction."),
    ],
)
def test_anything_else_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refusal:
        read_share(text)

    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize(
    ("share", "text"), [(Fraction(3, 5), "60 %"), (Fraction(2, 3), "2/3"), (Fraction(1), "100 %")]
)
def test_a_share_is_written_as_staff_would(share, text):
    assert write_share(share) == text


@pytest.mark.parametrize(
    ("text", "quorum"),
    [
        ("", Quorum()),
        ("200", Quorum(ballots=200)),
        ("20 %", Quorum(share=Fraction(1, 5))),
        ("1/3", Quorum(share=Fraction(1, 3))),
    ],
)
def test_a_quorum_is_a_number_or_a_share_or_nothing(text, quorum):
    assert QuorumField(required=False).clean(text) == quorum
    assert write_quorum(quorum) == text


@pytest.mark.parametrize("text", ["0", "2147483648", "many"])
def test_another_quorum_is_refused(text):
    with pytest.raises(ValidationError):
        QuorumField(required=False).clean(text)


def test_an_empty_share_is_none():
    assert ShareField(required=False).clean(" ") is None
