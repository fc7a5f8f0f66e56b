"""Names as people type them."""

import re
import unicodedata

# Short forms of whole words; everything else that people shorten is found as a part of the name.
WORDS = {
    "&": "and",
    "st": "saint",
    "mt": "mount",
    "n": "north",
    "no": "north",
    "s": "south",
    "so": "south",
    "e": "east",
    "w": "west",
}
ENDINGS = {"massachusetts", "mass", "ma"}
AROUND = {"town", "city", "of", "ward", "precinct", "pct"}


def key_of(text: str) -> str:
    """What is left of a name without case, accents, marks and short forms."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " & "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.findall(r"[^\W_]+|&", re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]", "", plain))
    return " ".join(WORDS.get(word, word) for word in words)


def typed_key(text: str) -> str:
    """As `key_of`, for a town that somebody typed: "Town of Acton, MA" is Acton."""
    words = key_of(text).split()
    while len(words) > 1 and words[-1] in ENDINGS:
        words.pop()
    while len(words) > 1 and words[0] in AROUND:
        words.pop(0)
    return " ".join(words)
