"""The letter that stands for a score."""

TENS = {9: "A", 8: "B", 7: "C", 6: "D"}
LAST_WITH_MINUS, FIRST_WITH_PLUS = 3, 8
FULL = 100


def letter_of(score: int) -> str:
    """100 is A+; 90s A, 80s B, 70s C, 60s D, with a minus up to 3 and a plus from 8; below 60 F.

    Args:
        score: 0 to 100.
    """
    if score >= FULL:
        return "A+"
    tens, last = divmod(score, 10)
    if tens not in TENS:
        return "F"
    if last <= LAST_WITH_MINUS:
        return f"{TENS[tens]}-"
    return f"{TENS[tens]}+" if last >= FIRST_WITH_PLUS else TENS[tens]
