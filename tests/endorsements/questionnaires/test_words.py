import re
from pathlib import Path

import pytest

from endorsements.models import Question
from endorsements.questionnaires.words import SPACES, fault_of, in_words, tidied, words_in


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" \n\t", 0),
        ("one", 1),
        ("one  two\r\nthree", 3),
        ("a\u00a0b\u2003c\u3000d", 4),
        ("a\u200bb \ufeffc \x85", 3),
        ("<script>alert(1)</script>", 1),
    ],
)
def test_words_are_counted_by_the_same_spaces(text, words):
    assert words_in(text) == words


def test_the_browser_counts_with_the_same_spaces():
    script = Path("static/js/questionnaire.js").read_text()

    assert re.search(r"const WORD = /\[\^(.+)\]\+/g;", script)[1] == SPACES


def test_line_ends_of_browsers_are_tidied():
    assert tidied(" a\r\nb\rc \n") == "a\nb\nc"


@pytest.mark.parametrize(
    ("question", "value", "comment", "fault"),
    [
        (Question(kind="yes_no"), "yes", "", ""),
        (Question(kind="yes_no"), "", "", "This question is not answered yet."),
        (Question(kind="yes_no", is_required=False), "", "", ""),
        (Question(kind="yes_no"), "maybe", "", "Please choose one of the answers offered."),
        (Question(kind="scale"), "6", "", "Please choose one of the answers offered."),
        (Question(kind="text", word_limit=2), "a b", "", ""),
        (
            Question(kind="text", word_limit=2),
            "a b c",
            "",
            "This has 3 words; at most 2 fit. Please take out 1 word.",
        ),
        (
            Question(kind="scale", word_limit=1),
            "5",
            "a b c",
            "This has 3 words; at most 1 fit. Please take out 2 words.",
        ),
    ],
)
def test_fault_of_says_what_is_amiss(question, value, comment, fault):
    assert fault_of(question, value, comment) == fault


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (Question(kind="yes_no"), "no", "No"),
        (Question(kind="yes_no"), "", ""),
        (
            Question(kind="scale", scale_low="low", scale_high="high"),
            "2",
            "2 of 5 (1: low; 5: high)",
        ),
        (Question(kind="text"), "Mine", "Mine"),
    ],
)
def test_an_answer_in_words(question, value, words):
    assert in_words(question, value) == words
