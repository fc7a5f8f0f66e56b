"""Short names for the public record and for addresses, made of the words that staff type."""

from collections.abc import Container

from django.utils.text import slugify

LONGEST = 40


def free_key(words: str, *, taken: Container[str], otherwise: str, longest: int = LONGEST) -> str:
    """A slug of the words that nothing else has: "jane-doe", then "jane-doe-2", and so on.

    Args:
        taken: keys in use, reserved words included.
        otherwise: the slug for words of which no letter can be written in one ("唐鳳").
    """
    plain = slugify(words)[:longest].strip("-") or otherwise
    key, number = plain, 1
    while key in taken:
        number += 1
        ending = f"-{number}"
        key = plain[: longest - len(ending)].strip("-") + ending
    return key
