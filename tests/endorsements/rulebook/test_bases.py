"""One result under every denominator."""

from endorsements.rulebook.bases import denominators, words


def test_58_of_20_12_and_10_under_each_denominator():
    [_, table, _] = denominators().parts

    assert [row[1:] for row in table.rows] == [
        ("Ash is not endorsed", "100", "58 %"),
        ("Ash is endorsed", "90", "64.4 %"),
        ("Ash is endorsed", "78", "74.4 %"),
        ("Ash is not endorsed", "105", "55.2 %"),
        ("Ash is not endorsed", "150", "38.7 %"),
        ("Ash is endorsed", "90", "64.4 %"),
        ("Ash is endorsed", "450", "64.4 %"),
    ]
    assert (table.words, table.figures) == (2, 2)


def test_every_word_for_ballots_is_explained():
    [table] = words().parts

    assert [row[0] for row in table.rows] == [
        "cast",
        "blank",
        "invalid",
        "marked",
        "abstain",
        "no endorsement",
        "withdrawn",
    ]
