"""Where things stand in a picture."""

from fractions import Fraction


def position(share: Fraction | float) -> str:
    """A share as the number of a percentage, for an SVG attribute."""
    return f"{float(share) * 100:.2f}".rstrip("0").rstrip(".")
