"""A vote made of words that occur nowhere else, so that one can look for it everywhere.

Apart from the tests that do: a report of a fault prints the source around each line.
"""

import base64

CHOICE = "zelkova-serrata"
NAME = "Zelkova Serrata"
CODE = "SECRETCHECKX"


def has_leaked(text: str) -> list[str]:
    """Of the choice and the code, those that a text shows, however they are written."""
    forms = {
        "choice": [CHOICE, NAME, "Zelkova", *_disguised(CHOICE)],
        "code": [CODE, "SECR-ETCH-ECKX", "SECR ETCH ECKX", *_disguised(CODE)],
    }
    return [name for name, words in forms.items() if any(word in text for word in words)]


def _disguised(word: str) -> list[str]:
    """As hexadecimal digits, and in base64 wherever in a longer text it begins."""
    encoded = [base64.b64encode(b" " * shift + word.encode()).decode() for shift in range(3)]
    # The first and last characters depend on what stands around.
    return [word.encode().hex(), *(text[4:-4] for text in encoded)]
