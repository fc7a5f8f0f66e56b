"""Whether an answer will do: words counted as the browser counts them, and what is amiss."""

import hashlib
import re
from dataclasses import dataclass

from endorsements.models.questionnaires import HIGHEST, LOWEST, Asked, QuestionKind

# The same class stands in static/js/questionnaire.js: Python and browsers differ in what else
# they take for a space.
SPACES = r"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
WORD = re.compile(f"[^{SPACES}]+")
MOST_CHARACTERS = 30_000
VALUES = {
    QuestionKind.YES_NO: {"yes": "Yes", "no": "No"},
    QuestionKind.SCALE: {str(n): str(n) for n in range(LOWEST, HIGHEST + 1)},
}


@dataclass(frozen=True)
class Given:
    """What was typed to one question, and the mark of what the page had shown before."""

    value: str = ""
    comment: str = ""
    seen: str = ""


def tidied(text: str) -> str:
    """Without the line ends of browsers and without spaces around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def mark_of(value: str, comment: str) -> str:
    """A short text that differs whenever an answer does."""
    return hashlib.sha256(f"{value}\0{comment}".encode()).hexdigest()[:16]


EMPTY = mark_of("", "")


def words_in(text: str) -> int:
    return len(WORD.findall(text))


def fault_of(question: Asked, value: str, comment: str) -> str:
    """What keeps an answer from being submitted, in a sentence; empty where nothing does."""
    if question.kind in VALUES and value not in {"", *VALUES[QuestionKind(question.kind)]}:
        return "Please choose one of the answers offered."
    if question.is_required and not value:
        return "This question is not answered yet."
    words = words_in(value if question.kind == QuestionKind.TEXT else comment)
    over = words - question.word_limit
    if over > 0:
        return (
            f"This has {words} words; at most {question.word_limit} fit. "
            f"Please take out {over} word{'' if over == 1 else 's'}."
        )
    return ""


def in_words(question: Asked, value: str) -> str:
    """An answer as a reader sees it."""
    if question.kind == QuestionKind.SCALE and value:
        ends = f"{LOWEST}: {question.scale_low}; {HIGHEST}: {question.scale_high}"
        return f"{value} of {HIGHEST} ({ends})"
    if question.kind == QuestionKind.YES_NO:
        return VALUES[QuestionKind.YES_NO].get(value, value)
    return value
