"""Keys made of names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.admin.naming import free_key


@pytest.mark.parametrize(
    ("words", "taken", "key"),
    [
        ("Jane Q. Doe", set(), "jane-q-doe"),
        ("Jane Doe", {"jane-doe"}, "jane-doe-2"),
        ("Jane Doe", {"jane-doe", "jane-doe-2"}, "jane-doe-3"),
        ("唐鳳", set(), "candidate"),
        ("唐鳳", {"candidate"}, "candidate-2"),
        ("x" * 60, set(), "x" * 40),
        ("x" * 60, {"x" * 40}, "x" * 38 + "-2"),
        ("A" * 39 + " B", set(), "a" * 39),
    ],
)
def test_a_key_is_made_of_the_words(words, taken, key):
    assert free_key(words, taken=taken, otherwise="candidate") == key


@given(st.text(), st.sets(st.text(alphabet="ab-2", max_size=4)))
def test_a_key_is_always_free_short_and_plain(words, taken):
    key = free_key(words, taken=taken, otherwise="candidate")

    assert key not in taken
    assert 1 <= len(key) <= 40
    assert key.isascii()
    assert key == key.strip("-")
