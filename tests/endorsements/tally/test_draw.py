"""The public draw: the printed algorithm, a known order, and no favourite."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from endorsements.tally.draw import tie_order

SEED = bytes(range(32))
OPTIONS = ("ash", "birch", "cedar", "no-endorsement")
# Both are the result of the lines in `order_by_the_book`, run by hand.
GOVERNOR = ("no-endorsement", "birch", "ash", "cedar")
SENATE = ("ash", "cedar", "birch", "no-endorsement")


def order_by_the_book(seed, contest, options):
    """SHA-256 over four fields, each after its length in four bytes, written without our code."""

    def place(option):
        fields = [b"draw/1", seed, contest.encode(), option.encode()]
        return hashlib.sha256(
            b"".join(len(field).to_bytes(4, "big") + field for field in fields)
        ).hexdigest()

    return tuple(sorted(options, key=place))


def test_a_seed_gives_the_order_that_it_always_gave():
    assert tie_order(SEED, "governor", OPTIONS) == GOVERNOR
    assert tie_order(SEED, "senate", OPTIONS) == SENATE


@given(
    st.binary(min_size=32, max_size=32),
    st.text("abcdefghij-", min_size=1, max_size=40),
    st.sets(st.text("abcdefghij0123456789-", min_size=1, max_size=40), max_size=9),
)
def test_anybody_can_draw_again_by_the_printed_rule(seed, contest, options):
    assert tie_order(seed, contest, options) == order_by_the_book(seed, contest, options)


@given(st.binary(min_size=32, max_size=32), st.permutations(OPTIONS))
def test_the_order_on_the_ballot_does_not_matter(seed, options):
    assert tie_order(seed, "governor", options) == tie_order(seed, "governor", OPTIONS)


def test_nobody_to_draw():
    assert tie_order(SEED, "governor", ()) == ()


def test_every_option_comes_to_every_place_about_as_often():
    draws = 8000
    places = Counter(
        (place, option)
        for number in range(draws)
        for place, option in enumerate(tie_order(number.to_bytes(32, "big"), "governor", OPTIONS))
    )

    assert len(places) == 16
    # A quarter each; 120 is more than three standard deviations.
    assert all(abs(times - draws / 4) < 120 for times in places.values())
