"""Ranks that are not plain, and the quota."""

from endorsements.rulebook.reading import quota, reading
from endorsements.rulebook.ties import ties
from endorsements.tally.tie_words import DUPLICATES_READ, GAPS_READ, LOOKBACKS, OVERVOTES_READ


def test_each_rule_of_reading_has_a_ballot_on_which_it_decides():
    [_, table, _] = reading().parts

    assert [row[2] for row in table.rows] == [
        "Ash alone",
        "Ash and Dogwood, in this order",
        "Ash alone",
        "Ash and Birch, in this order",
        "Ash alone",
        "Ash alone",
        "Ash and Birch, in this order",
    ]
    every_rule = [*OVERVOTES_READ, *DUPLICATES_READ, *GAPS_READ]
    assert len(table.rows) == len(every_rule)


def test_the_quota_is_worked_out():
    assert "100 / 4 + 1 = 26" in quota().parts[0].text


def test_each_way_to_look_back_is_told():
    assert len(ties().parts[3].items) == len(LOOKBACKS)
