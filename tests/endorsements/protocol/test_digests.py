"""The bytes that are hashed. The values written out here are those of suite sb2, for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.protocol.digests import (
    canonical_json,
    checkpoint_message,
    commitment_digest,
    definition_digest,
    digest,
    inner_digest,
    is_hex,
    pack,
    receipt_message,
)

FIELDS = st.lists(st.binary(max_size=9), max_size=5)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": [True, None, "é"]}, '{"a":[true,null,"é"],"b":1}'),
        ([], "[]"),
        ("a/b", '"a/b"'),
        (-3, "-3"),
    ],
)
def test_canonical_json_is_sorted_and_without_spaces(value, written):
    assert canonical_json(value) == written.encode()


@pytest.mark.parametrize("value", [0.6, [1, 0.5], {"share": {"of": 0.5}}, (1.0,)])
def test_canonical_json_refuses_floats_wherever_they_hide(value):
    with pytest.raises(TypeError, match="exact fraction"):
        canonical_json(value)


def test_pack_writes_the_length_before_each_field():
    assert (
        pack("é", b"\x00", 258)
        == (
            b"\x00\x00\x00\x02\xc3\xa9"
            + b"\x00\x00\x00\x01\x00"
            + b"\x00\x00\x00\x08"
            + b"\x00" * 6
        )
        + b"\x01\x02"
    )


@given(FIELDS, FIELDS)
def test_pack_never_writes_two_lists_alike(one, other):
    assert (pack(*one) == pack(*other)) == (one == other)


@pytest.mark.parametrize("number", [-1, 2**64])
def test_pack_refuses_numbers_beyond_eight_bytes(number):
    with pytest.raises(OverflowError):
        pack(number)


def test_a_digest_depends_on_its_domain():
    assert digest("one", b"x") != digest("other", b"x")


@pytest.mark.parametrize(
    ("value", "hexadecimal"),
    [
        (
            definition_digest({"a": 1}),
            "9c49f58f7eafaa9123b03a3a2d8fa7a52a4456dc6c29aa9e29d7154b49afe16e",
        ),
        (
            inner_digest(b"sealed"),
            "d3e96592190c7ffb5eab252930f988ac3362846ac4f4426df0dbfe9ec802e48f",
        ),
        (
            commitment_digest(b"outer"),
            "579b5a5ce9e0f91ac8cbabaae8027ca691ba3ec1cc5f40b32fba8903dbbd79d9",
        ),
    ],
)
def test_the_digests_of_the_suite_never_change(value, hexadecimal):
    assert value.hex() == hexadecimal


def test_the_signed_messages_of_the_suite_never_change():
    receipt = receipt_message(b"r" * 16, b"s" * 16, 2, b"c" * 32)
    checkpoint = checkpoint_message(b"r" * 16, 7, b"h" * 32, 5, "2026-01-01T00:00:00.000000Z")

    assert (
        digest("test", receipt).hex()
        == "e26e70dc179a088d849cb8e4584c7cf2abba4ebdb3234fa45de897d504b50782"
    )
    assert (
        digest("test", checkpoint).hex()
        == "3751ee0a0ab659eea154d100103db8caee675f0ff34b3f43b1be80aad6b8e2e3"
    )


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("00ff", True),
        ("00FF", False),
        ("00f", False),
        ("00fg", False),
        (b"00ff", False),
        (15, False),
    ],
)
def test_is_hex_takes_lower_case_of_one_length(value, is_one):
    assert is_hex(value, 4) is is_one
