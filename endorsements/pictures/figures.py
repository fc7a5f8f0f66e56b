"""Exact numbers as figures: amounts, shares and places in a picture."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from endorsements.tally.words import percent

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
FEWEST_DECIMALS, MOST_DECIMALS = 2, 5
# Longer fractions say nothing to anybody; result.json has them.
LONGEST_FRACTION = 40


def exact(amount: int | str) -> Fraction:
    """An amount of a stored result: 12, "806.07214" or "7/3"."""
    return Fraction(amount)


def cut(amount: Fraction, decimals: int) -> str:
    """An amount with so many decimals. Cut, not rounded: below a quota it never seems to reach it.

    Negative amounts, which are differences, are cut towards nothing.
    """
    units = abs(amount) * 10**decimals
    whole, part = divmod(units.numerator // units.denominator, 10**decimals)
    sign = MINUS if amount < 0 else ""
    return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"


def decimals_for(groups: Iterable[Iterable[Fraction]]) -> int:
    """How many decimals tell the amounts of each group apart: none for whole numbers, else 2 to 5.

    Args:
        groups: amounts that are compared with each other, such as those of one round.
    """
    distinct = [set(group) for group in groups]
    if all(amount.denominator == 1 for group in distinct for amount in group):
        return 0
    for decimals in range(FEWEST_DECIMALS, MOST_DECIMALS):
        if all(len({cut(one, decimals) for one in group}) == len(group) for group in distinct):
            return decimals
    return MOST_DECIMALS


def as_fraction(amount: Fraction) -> str:
    """An amount that is not whole as "7/3"; empty for whole ones and for very long fractions."""
    text = f"{amount.numerator}/{amount.denominator}"
    return text if amount.denominator != 1 and len(text) <= LONGEST_FRACTION else ""


def share_of(amount: Fraction | int, base: Fraction | int) -> Fraction:
    """An exact share, nothing without a base."""
    return Fraction(amount) / base if base else Fraction(0)


def as_percent(share: Fraction, apart_from: Fraction | None = None) -> str:
    """As `words.percent`, in one piece."""
    return percent(share, apart_from=apart_from).replace(" ", NO_BREAK_SPACE)


def position(share: Fraction | float) -> str:
    """A share as the number of a percentage, for an SVG attribute."""
    return f"{float(share) * 100:.2f}".rstrip("0").rstrip(".")
