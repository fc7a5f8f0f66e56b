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


def words_of(text: str) -> list[str]:
    """The words of a name without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " & "))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    return re.findall(r"[^\W_]+|&", re.sub(r"['\N{RIGHT SINGLE QUOTATION MARK}]", "", plain))


def key_of(text: str) -> str:
    """What is left of a name without case, accents, marks and short forms."""
    return " ".join(WORDS.get(word, word) for word in words_of(text))


def is_named(typed: str, key: str) -> bool:
    """Whether each word that was typed begins a word of a key, as it stands or written out."""
    within = f" {key}"
    return all(
        f" {word}" in within or f" {WORDS.get(word, word)}" in within for word in words_of(typed)
    )


def typed_key(text: str) -> str:
    """As `key_of`, for a town that somebody typed: "Town of Acton, MA" is Acton."""
    words = key_of(text).split()
    while len(words) > 1 and words[-1] in ENDINGS:
        words.pop()
    while len(words) > 1 and words[0] in AROUND:
        words.pop(0)
    return " ".join(words)
