"""Reading texts and JSON that may be hostile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.protocol.digests import canonical_json
from endorsements.verifier.reading import (
    Unreadable,
    conform,
    exactly,
    json_of,
    lines_of,
    text_of,
)

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text("abc"), parts, max_size=3),
    max_leaves=8,
)


def test_a_text_must_be_utf_8():
    assert text_of("é".encode(), "a file") == "é"
    with pytest.raises(Unreadable, match=r"a file is not a text in UTF-8\."):
        text_of(b"\xff", "a file")


def test_lines_end_with_a_line_feed_and_with_nothing_else():
    assert lines_of(b"", "a file") == []
    assert lines_of("a\x0bb\u2028c\r\n\n".encode(), "a file") == ["a\x0bb\u2028c\r", ""]
    with pytest.raises(Unreadable, match="a file is cut short"):
        lines_of(b"a\nb", "a file")


@given(VALUES)
def test_what_the_record_writes_is_read(value):
    if isinstance(value, dict | list):
        assert json_of(canonical_json(value).decode(), "a file") == value


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Expecting value"),
        ("{", "Expecting property name"),
        ("{} {}", "Extra data"),
        ('{"a": 1, "a": 1}', "a key stands there twice"),
        ('{"b": {"a": 1, "a": 2}}', "a key stands there twice"),
        ("[1.0]", "1.0 is not a whole number"),
        ("[1e9]", "1e9 is not a whole number"),
        ("[NaN]", "NaN is not a whole number"),
        ("[-Infinity]", "-Infinity is not a whole number"),
        (f"[{'9' * 20}]", "a number is too long"),
        (f"[-{'9' * 5000}]", "a number is too long"),
        ('["\\ud800"]', "surrogates not allowed"),
        ('{"\\ud800": 1}', "surrogates not allowed"),
        ("[" * 13 + "]" * 13, "nested too deeply"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "recursion"),
    ],
)
def test_any_other_json_is_refused(text, sentence):
    with pytest.raises(Unreadable, match=f"a file is not JSON as a record has it: .*{sentence}"):
        json_of(text, "a file")


SHAPE = {"name": lambda value: isinstance(value, str), "parts": [{"size": exactly(1, 2)}]}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ([], "it is not an object."),
        ({}, "it has no “name”."),
        ({"name": 1, "parts": []}, "it, “name” is not what it should be."),
        ({"name": "", "parts": {}}, "it, “parts” is not a list."),
        ({"name": "", "parts": [{"size": 1}, 5]}, "it, “parts”, number 2 is not an object."),
        (
            {"name": "", "parts": [{"size": 3}]},
            "it, “parts”, number 1, “size” is not what it should be.",
        ),
        (
            {"name": "", "parts": [{"size": True}]},
            "it, “parts”, number 1, “size” is not what it should be.",
        ),
    ],
)
def test_a_value_of_another_shape_is_refused_with_the_place(value, sentence):
    with pytest.raises(Unreadable) as refusal:
        conform(value, SHAPE, "it")

    assert str(refusal.value) == sentence


def test_a_value_may_hold_more_than_its_shape():
    conform({"name": "", "parts": [{"size": 2}], "more": 1}, SHAPE, "it")
