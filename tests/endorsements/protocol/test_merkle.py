"""Roots over lists: any order in, one value out, and no other list with the same."""

from hashlib import sha256

from hypothesis import assume, given
from hypothesis import strategies as st

from endorsements.protocol.merkle import EMPTY_ROOT, merkle_root, roll_root, values_root

VALUES = st.lists(st.binary(min_size=4, max_size=4), max_size=9, unique=True)


def test_nothing_has_the_empty_root():
    assert merkle_root([]) == values_root([]) == roll_root([]) == EMPTY_ROOT


def test_a_single_leaf_is_the_root():
    assert roll_root([(b"s" * 16, "S1")]) == sha256(b"\x00" + b"s" * 16 + b"S1").digest()


def test_a_node_without_a_partner_moves_up():
    one, two, three = (sha256(bytes([0, n])).digest() for n in (1, 2, 3))
    pair = sha256(b"\x01" + one + two).digest()

    assert merkle_root([one, two, three]) == sha256(b"\x01" + pair + three).digest()


def test_four_leaves_make_two_pairs():
    leaves = [sha256(bytes([n])).digest() for n in range(4)]
    left, right = (sha256(b"\x01" + leaves[n] + leaves[n + 1]).digest() for n in (0, 2))

    assert merkle_root(leaves) == sha256(b"\x01" + left + right).digest()


@given(VALUES, st.randoms())
def test_the_order_of_values_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))

    assert values_root(shuffled) == values_root(values)


@given(VALUES, VALUES)
def test_other_values_have_another_root(one, other):
    assume(sorted(one) != sorted(other))

    assert values_root(one) != values_root(other)


@given(VALUES, st.sampled_from(["S1", "S2"]))
def test_the_root_of_a_roll_fixes_every_style(slots, style):
    assume(slots)
    roll = {slot * 4: "S1" for slot in slots}
    changed = roll | {slots[0] * 4: style}

    assert (roll_root(roll.items()) == roll_root(changed.items())) == (style == "S1")
