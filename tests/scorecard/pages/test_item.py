"""A scored item, counted anew."""

from datetime import date

import pytest

from scorecard.models import Chamber, ItemKind, Mark, Side
from scorecard.pages.bars import parts_of
from scorecard.pages.item import ItemPage
from scorecard.pages.links import official_bill, official_record, outward
from scorecard.pages.parties import UNKNOWN, parties_of
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db


def voted(item, mark, party="Democratic", **row):
    one = make.PositionFactory(
        item=item, mark=mark, row=make.VoteRowFactory(session=item.session, **row)
    )
    if party:
        make.ServiceFactory(legislator=one.row.legislator, party=party)
    return one


def test_a_plus_is_a_no_where_our_position_is_no_and_each_person_counts_once():
    item = make.ScoredItemFactory(position=Side.NO, typed_yes=1, typed_no=2)
    first = voted(item, Mark.PLUS)
    again = make.VoteRowFactory(
        session=item.session, legislator=first.row.legislator, repeats=first.row
    )
    make.PositionFactory(item=item, row=again, mark=Mark.PLUS)
    voted(item, Mark.MINUS, party="Republican")

    page = ItemPage(item)

    assert (page.yes, page.no) == (1, 1)
    assert page.is_typed_otherwise
    assert [(one.kind, one.word, len(one.stands)) for one in page.groups] == [
        ("with", "No", 1),
        ("against", "Yes", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "differs"), [((1, 0), False), ((1, 1), True), ((None, 0), False)]
)
def test_a_typed_tally_is_compared_where_there_is_one(typed, differs):
    item = make.ScoredItemFactory(typed_yes=typed[0], typed_no=typed[1])
    voted(item, Mark.PLUS)
    assert ItemPage(item).is_typed_otherwise == differs


def test_groups_keep_apart_absent_present_unclear_and_not_in_office():
    item = make.ScoredItemFactory()
    for mark in (Mark.NOT_IN_OFFICE, Mark.OTHER, Mark.PRESENT, Mark.ABSENT, Mark.PLUS):
        voted(item, mark)
    page = ItemPage(item)
    assert [one.kind for one in page.groups] == ["with", "absent", "present", "unclear", "out"]
    assert page.in_office == 4
    assert sum(part.width for part in page.bar) == 100


def test_parties_come_by_size_and_those_unknown_last():
    item = make.ScoredItemFactory()
    voted(item, Mark.MINUS, party="Republican")
    for _ in range(2):
        voted(item, Mark.PLUS)
    for name in ("A", "B", "C"):
        voted(item, Mark.PLUS, party="", legislator=None, written_name=name)
    lines = ItemPage(item).parties
    assert [(line.party, line.counts, line.all) for line in lines] == [
        ("Democratic", [2, 0], 2),
        ("Republican", [0, 1], 1),
        (UNKNOWN, [3, 0], 3),
    ]


def test_somebody_unknown_stands_as_written():
    item = make.ScoredItemFactory()
    voted(item, Mark.PLUS, party="", legislator=None, written_name=" Doe, Jo ")
    (stand,) = ItemPage(item).groups[0].stands
    assert (stand.name, stand.legislator) == ("Doe, Jo", None)


def test_a_party_is_that_of_the_day_and_chamber():
    who = make.LegislatorFactory()
    seat = {"legislator": who, "chamber": Chamber.HOUSE}
    make.ServiceFactory(party="Republican", ended_on=date(2001, 12, 31), **seat)
    make.ServiceFactory(party="Democratic", began_on=date(2002, 1, 1), **seat)
    assert parties_of([who.pk], "house", date(2001, 3, 1)) == {who.pk: "Republican"}
    assert parties_of([who.pk], "house", date(2003, 3, 1)) == {who.pk: "Democratic"}
    assert parties_of([who.pk], "senate", None) == {who.pk: "Democratic"}


def test_a_made_up_item_has_no_words_of_a_vote_and_no_links():
    item = make.ScoredItemFactory(kind=ItemKind.OTHER, bill_number="", voted_on=None)
    voted(item, Mark.PLUS)
    (group,) = ItemPage(item).groups
    assert (group.label, group.word) == ("Counted with us", "")
    assert official_record(item) == official_bill(item) == ""


def test_links_lead_to_the_legislature_or_where_the_sheet_says():
    item = make.ScoredItemFactory(number=5)
    number = item.session.number
    assert official_record(item).endswith(f"/RollCall/{number}/houseRollCall5.pdf")
    assert official_bill(item).endswith(f"/Bills/{number}/H1")
    item.written = {"roll_call_url": "javascript:alert(1)"}
    assert official_record(item) == ""
    assert outward("https://legislature.example/") == "https://legislature.example/"


def test_parts_follow_each_other_and_leave_out_what_is_empty():
    parts = parts_of([("a", "A", 1), ("b", "B", 0), ("c", "C", 3)])
    assert [(one.kind, one.x, one.width) for one in parts] == [("a", 0, 25), ("c", 25, 75)]
    assert parts_of([("a", "A", 0)]) == []
