"""Piles of ballots: parcels keep their values, and ballots pass over those who are closed."""

from fractions import Fraction

from endorsements.tally.piles import Piles, last_held
from endorsements.tally.ranked import read_ranked
from tests.endorsements.tally.rankings import counting_round, ranked_rule


def piles_of(profile, **fields):
    return Piles(read_ranked(ranked_rule(**fields), profile, eligible=0))


def halved(value):
    return Fraction(value) / 2


def test_ballots_lie_before_their_first_choice():
    assert piles_of({"b>a": 3, "b": 2, "d>a": 1}).tallies == {"a": 0, "b": 5, "c": 0, "d": 1}


def test_ballots_of_who_is_excluded_move_with_the_value_they_have():
    piles = piles_of({"a>b>c": 4, "a": 2})
    piles.close("a")

    assert piles.move_surplus("a", 3, halved) == {"b": 2, "exhausted": 1}
    assert piles.exclude("b") == {"c": 2}
    assert piles.tallies == {"a": 3, "c": 2, "d": 0}


def test_parcels_of_one_pile_keep_their_own_values():
    piles = piles_of({"a>b>c": 4, "b>d": 3})
    piles.close("a")
    piles.move_surplus("a", 2, halved)
    piles.close("b")

    assert piles.tallies["b"] == 5
    assert piles.move_surplus("b", Fraction(5, 2), halved) == {"c": 1, "d": Fraction(3, 2)}


def test_ballots_pass_over_the_closed_also_when_they_were_closed_later():
    piles = piles_of({"a>b>c>d": 4, "a>c": 1})
    piles.close("c")
    piles.close("b")

    assert piles.exclude("a") == {"d": 4, "exhausted": 1}


def test_ballots_that_are_left_alike_are_one_from_then_on():
    piles = piles_of({"a>b>c": 4, "a>d>b>c": 2, "d>a>b>c": 1})
    piles.close("d")
    piles.exclude("a")

    assert piles.tallies == {"b": 6, "c": 0, "d": 1}
    assert piles.exclude("b") == {"c": 6}


def test_a_pile_without_ballots_moves_nothing():
    assert piles_of({"a": 1}).exclude("b") == {}


def test_what_everybody_held_last():
    rounds = [counting_round("a 5, b 3, c 2"), counting_round("a 5, b 4")]

    assert last_held(rounds) == {"a": 5, "b": 4, "c": 2}
    assert list(last_held(rounds)) == ["a", "b", "c"]
