"""Shares and quorums as staff write them: "60 %", "2/3", "200"; read exactly."""

import re
from fractions import Fraction

from django import forms

from endorsements.tally.vocabulary import Quorum

# The columns that hold numerator and denominator are small integers.
MOST = 32767
FRACTION = re.compile(r"(\d{1,5})\s*/\s*(\d{1,5})")
PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*%")


def read_share(text: str) -> Fraction:
    """Read "60 %", "66.5 %" or "2/3" exactly.

    Raises:
        ValidationError: it is neither, not above 0 up to the whole, or too fine to be stored.
    """
    if match := FRACTION.fullmatch(text):
        over, under = (int(figure) for figure in match.groups())
        share = Fraction(over, under) if under else Fraction(0)
    elif match := PERCENT.fullmatch(text):
        share = Fraction(match.group(1).replace(",", ".")) / 100
    else:
        raise forms.ValidationError("Write a share as “60 %” or “2/3”.")
    if not 0 < share <= 1:
        raise forms.ValidationError("A share is more than 0 and at most 100 %.")
    if share.denominator > MOST:
        raise forms.ValidationError("This is too fine to be stored: write it as a fraction.")
    return share


def write_share(share: Fraction) -> str:
    """The way staff would write it: whole percents as such, everything else as a fraction."""
    percent = share * 100
    if percent.denominator == 1:
        return f"{percent.numerator} %"
    return f"{share.numerator}/{share.denominator}"


def write_quorum(quorum: Quorum) -> str:
    if quorum.share is not None:
        return write_share(quorum.share)
    return str(quorum.ballots or "")


class ShareField(forms.CharField):
    """A share, cleaned to a `Fraction`; None when empty."""

    def clean(self, value: str | None) -> Fraction | None:
        text = super().clean(value)
        return read_share(text) if text else None


class QuorumField(forms.CharField):
    """A number of ballots or a share of the members, cleaned to a `Quorum`."""

    def clean(self, value: str | None) -> Quorum:
        text = super().clean(value)
        if not text:
            return Quorum()
        if not text.isdecimal():
            return Quorum(share=read_share(text))
        ballots = int(text)
        if not 1 <= ballots < 2**31:
            raise forms.ValidationError("Write 1 ballot or more, or leave it empty for no quorum.")
        return Quorum(ballots=ballots)
