"""What a member gave, year by year."""

from datetime import date

import pytest

from members.giving import Line, Year, has_given_money, years_of
from members.models import ContributionKind
from members.standing import ledger_of
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    ReversalFactory,
)

pytestmark = pytest.mark.django_db


def test_years_stand_with_the_latest_first_and_their_entries_in_order():
    member = MemberFactory()
    for day in (date(2026, 3, 3), date(2025, 12, 31), date(2026, 1, 1)):
        ContributionFactory(member=member, received_on=day)

    years = years_of(ledger_of(member))

    assert [(year.year, [line.on for line in year.lines]) for year in years] == [
        (2026, [date(2026, 1, 1), date(2026, 3, 3)]),
        (2025, [date(2025, 12, 31)]),
    ]


def test_a_refund_stands_in_the_year_in_which_the_money_went_back():
    paid = ContributionFactory(received_on=date(2025, 12, 30))
    RefundFactory(undoes=paid, received_on=date(2026, 1, 2))

    late, early = years_of(ledger_of(paid.member))

    assert (late.year, late.paid, late.returned, late.kept) == (
        2026,
        "$0.00",
        "$120.00",
        "-$120.00",
    )
    assert (early.year, early.paid, early.returned, early.kept) == (
        2025,
        "$120.00",
        "$0.00",
        "$120.00",
    )


def test_what_was_reversed_is_left_out_with_its_reversal():
    reversal = ReversalFactory()

    assert years_of(ledger_of(reversal.member)) == []


def test_a_line_says_what_it_was_and_by_way_of_what():
    entry = ContributionFactory(series="AB1", source="actblue", external_id="1")

    assert years_of([entry]) == [
        Year(2026, (Line(date(2026, 3, 3), "Dues, one of a series", "ActBlue", 120_00),))
    ]


def test_a_year_of_a_waiver_has_no_money():
    entry = ContributionFactory(kind=ContributionKind.WAIVER, amount_cents=0)

    [year] = years_of([entry])

    assert (year.has_money, year.lines[0].amount, year.lines[0].what) == (False, "", "Dues waived")


@pytest.mark.parametrize(
    ("kind", "cents", "gave"),
    [("dues", 1, True), ("gift", 1, True), ("reduced", 1, True), ("waiver", 0, False)],
)
def test_has_given_money(kind, cents, gave):
    assert has_given_money([ContributionFactory(kind=kind, amount_cents=cents)]) is gave


def test_money_that_went_back_was_given():
    assert has_given_money(ledger_of(RefundFactory().member))


def test_nobody_has_given_by_an_empty_ledger():
    assert not has_given_money([])
