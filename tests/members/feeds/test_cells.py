"""What a cell says, and what it does not."""

from datetime import date

import pytest

from members.errors import BadCell
from members.feeds import cells
from tests.members.feeds.frames import FRAME


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5", 5_00),
        ("5.0", 5_00),
        ("5.05", 5_05),
        ("$1,200.00", 1_200_00),
        (" $ 12.5 ", 12_50),
        ("12.500", 12_50),
        ("7 USD", 7_00),
    ],
)
def test_cents(text, amount):
    assert cells.cents(text) == amount


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("-5", "below zero"),
        ("$-5", "below zero"),
        ("-$5.00", "below zero"),
        ("($5.00)", "below zero"),
        ("0.00", "is zero"),
        ("10000000", "more than anybody gives"),
        ("12,50", "is not an amount"),
        ("1,20", "is not an amount"),
        ("1.200,00", "is not an amount"),
        ("5.005", "is not an amount"),
        ("=A1*2", "is not an amount"),
        ("", "An empty cell is not an amount"),
        ("five", "is not an amount"),
    ],
)
def test_cents_refuses(text, words):
    with pytest.raises(BadCell, match=words):
        cells.cents(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-03", "2026-03-03"),
        ("2026-03-03 23:59", "2026-03-03"),
        ("2026-03-03T23:59:59-05:00", "2026-03-03"),
        ("2026-03-04T03:30:00Z", "2026-03-03"),
        ("2026-03-04 03:30:00.123 UTC", "2026-03-03"),
        ("2026-03-03 22:30:00 PST", "2026-03-04"),
        ("2026-03-03T23:30:00+0100", "2026-03-03"),
        ("03/03/2026 10:30", "2026-03-03"),
        ("3/3/2026", "2026-03-03"),
        ("03/03/2026, 11:30 PM EST", "2026-03-03"),
        ("03/03/2026 12:10 am", "2026-03-03"),
        ("Mar 3, 2026", "2026-03-03"),
        ("3 March 2026", "2026-03-03"),
    ],
)
def test_day(text, day):
    assert cells.day(text, FRAME) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("13/03/2026", "the month stands first"),
        ("2026-02-30", "no day or hour"),
        ("2026-03-03 25:00", "no day or hour"),
        ("03/03/26", "is not a date"),
        ("soon", "is not a date"),
        ("", "An empty cell is not a date"),
        ("2026-05-06", "lies in the future"),
        ("1905-01-01", "too long ago"),
        ("2026-03-03 10:00 XYZ", "is not a date"),
        ("0001-01-01T00:00:00+05:00", "no day or hour"),
        ("2026-03-03T10:00:00+99:99", "no day or hour"),
    ],
)
def test_day_refuses(text, words):
    with pytest.raises(BadCell, match=words):
        cells.day(text, FRAME)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Ada@Example.ORG ", "ada@example.org"),
        ("\u00a0ada@example.org\u200b", "ada@example.org"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_email(text, address):
    assert cells.email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "\ud800@x.org",
        "a\x00@x.org",
        "\ua7cb@x.org",
        "ada",
        "ada@",
        "ada @example.org",
        "a@b",
        "a@b..org",
        "=1+1@x.org,",
        f"{'a' * 250}@ex.org",
    ],
)
def test_email_refuses(text):
    with pytest.raises(BadCell, match="is not an e-mail address"):
        cells.email(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada 🦊 Fox", "Ada 🦊 Fox"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("Ad\x00a\x07\tB\nC", "Ada B C"),
        ("Jose\u0301", "José"),
        ("a\u202eb\u200f", "ab"),
        ("\u200b", ""),
        ("x" * 300, "x" * 200),
    ],
)
def test_words(text, name):
    assert cells.words(text) == name


def test_number_is_not_endless():
    assert cells.number(" 12 ", "id") == "12"
    with pytest.raises(BadCell, match="The id is longer than 100"):
        cells.number("1" * 101, "id")


@pytest.mark.parametrize("text", ["1.23E+15", "1E+05", "1,2e15", "1001.0", "1001,00", '="1001"'])
def test_number_refuses_what_a_spreadsheet_has_rounded(text):
    with pytest.raises(BadCell, match="what a spreadsheet made of it"):
        cells.number(text, "id")


@pytest.mark.parametrize("text", ["1E5", "E+15", "10.5", "AB-1.0", "1001"])
def test_number_takes_what_only_looks_alike(text):
    assert cells.number(text, "id") == text


@pytest.mark.parametrize("text", ["1\x001", "1\ud800", "1\u202e1"])
def test_number_refuses_what_no_screen_shows(text):
    with pytest.raises(BadCell, match="signs that no screen shows"):
        cells.number(text, "id")


def test_what_is_repeated_to_people_can_be_stored():
    assert cells.shown("a\x00b\ud800c" + "x" * 60) == "a\ufffdb\ufffdc" + "x" * 35
