"""Receipts as text: written once, read again whatever a mail program did to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsements.protocol.receipts import (
    KeptReceipt,
    ReceiptUnreadable,
    one_line,
    parse_receipt,
    receipt_text,
)
from endorsements.protocol.records import CODE_ALPHABET

PUBLIC = {
    "round_id": "a1" * 16,
    "slot": "b2" * 16,
    "version": 2,
    "commitment": "c3" * 32,
    "signature": "d4" * 64,
}
PRIVATE = {
    "inner_hash": "e5" * 32,
    "codes": {"governor": "ABCDEFGHJKMN", "senate-7": "ZZZZZZZZZZZZ"},
    "choices": {"governor": "Ash: a name", "senate-7": "Left blank"},
}
WHOLE = KeptReceipt(**PUBLIC, **PRIVATE)
CODES = st.text(CODE_ALPHABET, min_size=12, max_size=12)


def test_the_public_half_tells_nothing_of_the_vote():
    assert receipt_text(**PUBLIC) == (
        "PUBLIC RECEIPT\n"
        f"round: {'a1' * 16}\n"
        f"slot: {'b2' * 16}\n"
        "version: 2\n"
        f"commitment: {'c3' * 32}\n"
        f"signature: {'d4' * 64}\n"
    )


def test_the_private_half_follows():
    assert receipt_text(**PUBLIC, **PRIVATE) == receipt_text(**PUBLIC) + (
        "\n"
        "PRIVATE RECEIPT (keep it private: it shows how you voted)\n"
        f"inner hash: {'e5' * 32}\n"
        "code governor: ABCD-EFGH-JKMN\n"
        "choice governor: Ash: a name\n"
        "code senate-7: ZZZZ-ZZZZ-ZZZZ\n"
        "choice senate-7: Left blank\n"
    )


def test_choices_may_be_left_out():
    text = receipt_text(**PUBLIC, inner_hash="e5" * 32, codes={"governor": "ABCDEFGHJKMN"})

    assert parse_receipt(text).choices == {}


def test_a_receipt_is_read_as_it_was_written():
    assert parse_receipt(receipt_text(**PUBLIC, **PRIVATE)) == WHOLE
    assert parse_receipt(receipt_text(**PUBLIC)) == KeptReceipt(**PUBLIC)


@given(st.dictionaries(st.from_regex(r"[-a-z0-9_]{1,40}", fullmatch=True), CODES, min_size=1))
def test_any_codes_are_read_as_they_were_written(codes):
    assert parse_receipt(receipt_text(**PUBLIC, inner_hash="e5" * 32, codes=codes)).codes == codes


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_name_stays_on_its_line(name):
    text = receipt_text(
        **PUBLIC, inner_hash="e5" * 32, codes=PRIVATE["codes"], choices={"governor": name}
    )

    assert parse_receipt(text).choices == {"governor": one_line(name)}


def test_a_quoted_mail_with_windows_lines_is_read():
    text = "On Monday you wrote:\n\n" + receipt_text(**PUBLIC, **PRIVATE)
    quoted = "".join(f"> {line}\r\n" for line in text.splitlines())

    assert parse_receipt(quoted) == WHOLE


def test_a_code_may_be_typed_by_hand():
    assert parse_receipt("code governor : abcd efgh-jkmn ").codes == {"governor": "ABCDEFGHJKMN"}


def test_the_halves_know_whether_they_are_there():
    public, private = KeptReceipt(**PUBLIC), parse_receipt("inner hash: " + "e5" * 32)

    assert (public.has_public_half, public.has_private_half) == (True, False)
    assert (private.has_public_half, private.has_private_half) == (False, True)
    assert (WHOLE.has_public_half, WHOLE.has_private_half) == (True, True)


@pytest.mark.parametrize("key", ["round", "slot", "version", "commitment", "signature"])
def test_a_missing_line_is_named(key):
    lines = [line for line in receipt_text(**PUBLIC).splitlines() if not line.startswith(key)]

    with pytest.raises(ReceiptUnreadable, match=f"its line “{key}” is missing"):
        parse_receipt("\n".join(lines))


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("round: A1", "round"),
        ("slot: xyz", "slot"),
        ("version: 0", "version"),
        ("version: 1000000000", "version"),
        ("version: two", "version"),
        ("commitment: ", "commitment"),
        ("signature: 00", "signature"),
        ("inner hash: 00", "inner hash"),
        ("code governor: ABCD", "code governor"),
    ],
)
def test_a_damaged_line_is_named(line, key):
    text = receipt_text(**PUBLIC, **PRIVATE)
    kept = [one for one in text.splitlines() if not one.startswith(key)]

    with pytest.raises(ReceiptUnreadable, match=f"its line “{key}” is damaged"):
        parse_receipt("\n".join([*kept, line]))


def test_two_receipts_in_one_text_are_refused():
    text = receipt_text(**PUBLIC) + receipt_text(**PUBLIC | {"version": 3})

    with pytest.raises(ReceiptUnreadable, match="two different lines “version”"):
        parse_receipt(text)


@pytest.mark.parametrize("text", ["", "Dear voter,", "round: " + "a1" * 16, "choice x: y"])
def test_a_text_without_a_receipt_is_refused(text):
    with pytest.raises(ReceiptUnreadable, match="it holds no receipt"):
        parse_receipt(text)
