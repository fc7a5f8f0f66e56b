"""Who is among those that a reader chose, in which order, under which headings."""

import pytest

from scorecard.grading import Mark, grade
from scorecard.models import GradingRules, Session
from scorecard.pages.choosing import Choice, fits, grouped, sort, vacant_of
from scorecard.pages.lines import Held, Line, Person, Standing
from scorecard.places.table import Reach

RULES = GradingRules()
NOW = Session(first_year=2003, rules=RULES)
BEFORE = Session(first_year=2001, rules=RULES)


def line(name, plus=None, of=10, before=None, absent=0, **held):
    given, _, family = name.partition(" ")
    values = {"chamber": "house", "district": "1st Demo", "party": "Democratic"} | held
    person = Person(len(name), name, family, given, name.lower())
    standings = [
        None if number is None else standing(session, number, of, absent, values["chamber"])
        for session, number in ((NOW, plus), (BEFORE, before))
    ]
    return Line(person, Held(**values), *standings)


def standing(session, plus, of, absent, chamber):
    marks = [Mark.PLUS] * plus + [Mark.ABSENT] * absent + [Mark.MINUS] * (of - plus - absent)
    return Standing(session, chamber, grade(marks, RULES.as_rules()))


EAST = Reach(0, ("Ashby", "Saint Mary"), ("Demo", "Trial"), "1st demo ashby saint mary")
ADA = line("Ada Adams", 9, before=7, reach=EAST)
BEN = line("Ben Best", 10, before=10, party="Republican")
CARA = line("Cara Cóx", 2, before=6, chamber="senate", district="First Demo", reach=Reach(1))
DREW = line("Drew Dale", 2, absent=3, before=4, party="")
ALL = [DREW, CARA, BEN, ADA]


def names(lines):
    return "".join(one.person.given_name[0] for one in lines)


@pytest.mark.parametrize(
    ("choice", "who"),
    [
        ({}, "ABCD"),
        ({"q": "ad"}, "A"),
        ({"q": "COX"}, "C"),
        ({"q": "st mary"}, "A"),
        ({"q": "da"}, "D"),
        ({"q": "ary"}, ""),
        ({"chamber": "senate"}, "C"),
        ({"party": "Republican"}, "B"),
        ({"county": "Trial"}, "A"),
        ({"grade": "A"}, "AB"),
        ({"grade": "none"}, "D"),
        ({"grade": "F", "chamber": "house"}, ""),
        ({"endorsed": True}, ""),
    ],
)
def test_who_fits(choice, who):
    assert names(sort((one for one in ALL if fits(one, Choice(**choice))), "name")) == who


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("name", "ABCD"),
        ("-name", "DCBA"),
        ("district", "ABDC"),
        ("party", "ACBD"),
        ("score", "BACD"),
        ("-score", "CABD"),
        ("recorded", "ABCD"),
        ("-recorded", "DABC"),
        ("trend", "ABCD"),
        ("-trend", "CBAD"),
        ("session", "ABCD"),
    ],
)
def test_orders_put_whoever_has_no_number_last(by, order):
    assert names(sort(ALL, by)) == order


def test_moves_are_a_word_and_a_sign_besides_the_number():
    assert [(one.move.word, one.move.sign) for one in (ADA, BEN, CARA)] == [
        ("up 20", "\N{BLACK UP-POINTING TRIANGLE}"),
        ("the same", "="),
        ("down 40", "\N{BLACK DOWN-POINTING TRIANGLE}"),
    ]
    assert DREW.move is None


def test_scores_of_two_chambers_are_not_compared():
    moved = Line(ADA.person, CARA.held, CARA.standing, ADA.before)
    assert moved.move is None
    assert not moved.is_of_other_chamber
    assert Line(ADA.person, CARA.held, ADA.standing).is_of_other_chamber


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ("chamber", [("House", "AB", 3), ("Senate", "C", 1)]),
        ("party", [("Democratic", "AC", 2), ("Republican", "B", 1)]),
        ("grade", [("Grade A", "AB", 2), ("Grade F", "C", 1)]),
        ("none", [("All", "ABC", 4)]),
    ],
)
def test_groups_say_how_many_there_are_of_how_many(by, found):
    groups = grouped(ALL, sort([CARA, BEN, ADA], "name"), by)
    assert [(one.label, names(one.lines), one.all) for one in groups] == found


def test_people_without_score_or_party_have_a_heading_too():
    labels = [grouped([DREW], [DREW], by)[0].label for by in ("grade", "party")]
    assert labels == ["No score", "Party not listed"]


def test_vacant_seats_are_left_out_of_what_is_about_people():
    seat = Held("house", "1st Demo", reach=EAST)
    assert vacant_of([seat], Choice(q="ashby", county="Demo")) == [seat]
    for choice in ({"q": "birch"}, {"party": "Republican"}, {"grade": "A"}, {"endorsed": True}):
        assert vacant_of([seat], Choice(**choice)) == []


def test_an_address_says_only_what_was_chosen():
    choice = Choice(q="a b", endorsed=True, group="party")
    assert choice.query() == "?q=a+b&endorsed=1&group=party"
    assert choice.query(q="", endorsed=False, group="chamber", sort="-score") == "?sort=-score"
    assert choice.narrows
    assert not Choice(sort="score", served="earlier").narrows
