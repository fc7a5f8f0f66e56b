"""One query for everybody says what the rule says of each: over random ledgers, and by example."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from members.dues import judge, near_miss
from members.everyone import everyones_standing, near_misses
from members.models import FORMER, Contribution, Member, StandingRules
from members.standing import entry_of, rulebook, standing_of
from tests.factories.members import (
    ContributionFactory,
    MemberFactory,
    RefundFactory,
    StandingRulesFactory,
)
from tests.tampering import guards_off

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 5)
MONTH_ENDS = [date(y, m, 1) - timedelta(days=1) for y in (2024, 2025, 2026) for m in (2, 3, 5, 8)]
YEAR_ENDS = [date(y, *day) for y in (2024, 2025) for day in ((12, 31), (1, 1), (10, 1), (9, 30))]
DAYS = st.one_of(
    st.dates(date(2023, 6, 1), date(2026, 12, 31)), st.sampled_from(MONTH_ENDS + YEAR_ENDS)
)
CENTS = st.sampled_from([50, 1_00, 10_00, 12_00, 15_00, 120_00, 150_00, 500_00])
FREEZE = datetime(2026, 3, 15, 16, 30, tzinfo=UTC)
# Most are known at once; some come on the day of the freeze, or later.
MOMENTS = st.one_of(
    st.none(),
    st.integers(-2, 2).map(lambda minutes: FREEZE + timedelta(minutes=minutes)),
    st.integers(0, 300).map(lambda days: FREEZE + timedelta(days=days)),
)


@dataclass
class Drawn:
    """A line of a ledger, and what was done to it later; `row` is the row of the person."""

    kind: str
    cents: int
    on: date
    recorded_at: datetime | None
    row: int
    lasts: int
    refunded_after: int | None
    is_refund_reversed: bool
    is_reversed: bool
    undone_at: datetime | None
    is_written_again: bool


LINES = st.builds(
    Drawn,
    kind=st.sampled_from(
        ["dues", "dues", "dues", "reduced", "gift", "waiver", "credit", "cancellation"]
    ),
    cents=CENTS,
    on=DAYS,
    recorded_at=MOMENTS,
    row=st.integers(0, 2),
    lasts=st.integers(0, 500),
    refunded_after=st.one_of(st.none(), st.none(), st.integers(0, 400)),
    is_refund_reversed=st.booleans(),
    is_reversed=st.sampled_from([False, False, False, True]),
    undone_at=MOMENTS,
    is_written_again=st.booleans(),
)
PEOPLE = st.lists(
    st.tuples(st.lists(LINES, max_size=7), st.one_of(st.none(), st.none(), DAYS)),
    min_size=1,
    max_size=3,
)
NUDGES = st.tuples(st.integers(0, 30), st.sampled_from([-1, 0, 1, 30, 31, 90, 91]))
VERSIONS = st.lists(
    st.builds(
        StandingRules,
        effective_from=DAYS,
        annual_dues_cents=st.sampled_from([120_00, 150_00]),
        monthly_dues_cents=st.sampled_from([10_00, 15_00]),
        reduced_annual_cents=st.sampled_from([12_00, 10_00]),
        reduced_monthly_cents=st.sampled_from([50, 1_00]),
        grace_days=st.sampled_from([0, 1, 30, 90]),
        waiver_months=st.sampled_from([1, 12, 13]),
        minimum_days=st.sampled_from([0, 1, 30, 400]),
        period=st.sampled_from(["rolling", "calendar"]),
        next_year_from=st.sampled_from([2, 10, 13]),
        waits_again=st.sampled_from(["never", "unless_prior_year", "always"]),
    ),
    max_size=3,
    unique_by=lambda rules: rules.effective_from,
)


@dataclass
class Ledger:
    """Rows to be stored for one person, numbered as they are made."""

    rows: list[int]
    entries: list[Contribution] = field(default_factory=list)

    def add(self, numbers: Iterator[int], row: int, **columns) -> Contribution:
        one = Contribution(pk=next(numbers), member_id=self.rows[row % len(self.rows)], **columns)
        self.entries.append(one)
        return one

    def take(self, numbers: Iterator[int], line: Drawn) -> None:
        """The line as the ledger would have it: refund, reversal and next edition included."""
        columns = {
            "kind": line.kind,
            "amount_cents": 0 if line.kind in ("waiver", "credit", "cancellation") else line.cents,
            "received_on": line.on,
            "recorded_at": line.recorded_at or _noon(line.on),
            "series": "s" if line.kind == "cancellation" else "",
        }
        if line.kind == "credit":
            columns["covers_until"] = line.on + timedelta(days=line.lasts)
        entry = self.add(numbers, line.row, **columns)
        undone_at = line.undone_at or _noon(line.on)
        if line.kind == "cancellation":
            return
        if line.refunded_after is not None:
            refund = self._undo(numbers, line, entry, "refund", line.refunded_after, undone_at)
            if not line.is_refund_reversed:
                return
            self._undo(numbers, line, refund, "reversal", 0, undone_at)
        if line.is_reversed:
            self._undo(numbers, line, entry, "reversal", 0, undone_at)
            if line.is_written_again:
                self.add(numbers, line.row, **columns | {"edition": 2})

    def _undo(self, numbers, line, entry, kind, days, at) -> Contribution:
        return self.add(
            numbers,
            line.row,
            kind=kind,
            amount_cents=-entry.amount_cents,
            received_on=entry.received_on + timedelta(days=days),
            recorded_at=at,
            undoes_id=entry.pk,
        )


def _noon(day: date) -> datetime:
    return datetime.combine(min(day, date(2026, 3, 14)), time(12), tzinfo=UTC)


@contextmanager
def stored(people, versions):
    """People with their ledgers and the rules, for as long as it lasts; triggers look away."""
    with transaction.atomic():
        StandingRules.objects.bulk_create(
            StandingRules(
                **{
                    f.attname: getattr(one, f.attname)
                    for f in one._meta.fields
                    if f.attname != "id"
                }
            )
            for one in versions
        )
        numbers, ledgers, members = iter(range(1, 10_000)), {}, []
        for number, (lines, left_on) in enumerate(people):
            first = 1 + 10 * number
            name = FORMER if left_on else "A"
            whole = Member(pk=first, name=name, joined_on=DAY, left_on=left_on)
            duplicates = [
                Member(pk=first + extra, name="A", joined_on=DAY, merged_into_id=first)
                for extra in range(1, 1 + len(lines) % 3)
            ]
            members += [whole, *duplicates]
            ledgers[whole] = Ledger([one.pk for one in (whole, *duplicates)])
            for line in lines:
                ledgers[whole].take(numbers, line)
        with guards_off():
            Member.objects.bulk_create(members)
            Contribution.objects.bulk_create(
                entry for ledger in ledgers.values() for entry in ledger.entries
            )
        yield {member: list(map(entry_of, ledger.entries)) for member, ledger in ledgers.items()}
        transaction.set_rollback(True)


def compared(standing) -> tuple:
    return (
        standing.is_good,
        standing.since,
        standing.until,
        standing.paid_by,
        str(standing.grounds),
        standing.reason,
    )


def moved(day, nudge, ledgers) -> date:
    """A day close to one on which something happens or ends, where there is a nudge."""
    if nudge is None:
        return day
    which, by = nudge
    happened = [entry.received_on for entries in ledgers.values() for entry in entries]
    ends = [judge(entries, rulebook(), day).until for entries in ledgers.values()]
    turning = [*happened, *filter(None, ends), day]
    return turning[which % len(turning)] + timedelta(days=by)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    people=PEOPLE,
    versions=VERSIONS,
    day=DAYS,
    nudge=st.one_of(st.none(), NUDGES),
    recorded_by=st.sampled_from([None, FREEZE]),
)
def test_the_query_says_what_the_rule_says(people, versions, day, nudge, recorded_by):
    with stored(people, versions) as ledgers:
        on = moved(day, nudge, ledgers)
        book, frozen_at = rulebook(), recorded_by and timezone.localtime(recorded_by)

        answers = everyones_standing(on=on, recorded_by=recorded_by)
        missed = near_misses(on=on, recorded_by=recorded_by)

        assert {one.member_id: compared(one) for one in answers} == {
            member.pk: compared(judge(entries, book, on, frozen_at, member.left_on))
            for member, entries in ledgers.items()
        }
        assert {one.member_id: compared(one) for one in missed} == {
            member.pk: compared(miss)
            for member, entries in ledgers.items()
            if (miss := near_miss(entries, book, on, frozen_at, member.left_on))
        }


def test_everybody_is_asked_in_one_query_besides_the_rules(django_assert_num_queries):
    for count in (1, 3):
        ContributionFactory.create_batch(count)
        # A savepoint and its end stand around the rows, which come some at a time.
        with django_assert_num_queries(4):
            assert list(everyones_standing(on=DAY))


def test_who_is_asked_for_alone_is_answered_alone():
    wanted, _ = ContributionFactory(), ContributionFactory()

    assert [one.member_id for one in everyones_standing(on=DAY, among=[wanted.member_id])] == [
        wanted.member_id
    ]
    assert list(everyones_standing(on=DAY, among=[])) == []


def test_a_duplicate_has_no_standing_of_its_own():
    person = MemberFactory()
    duplicate = ContributionFactory(member__merged_into=person).member

    answers = list(everyones_standing(on=DAY))

    assert [(one.member_id, one.is_good) for one in answers] == [(person.pk, True)]
    assert answers[0].reason == standing_of(duplicate, on=DAY).reason


def test_near_misses_leave_out_who_is_in_and_who_never_paid():
    ContributionFactory()
    MemberFactory()
    ContributionFactory(kind="gift", amount_cents=5_00)
    lapsed = ContributionFactory(received_on=date(2025, 1, 1)).member
    refunded = RefundFactory().member

    assert [(one.member_id, one.grounds.cause) for one in near_misses(on=DAY)] == [
        (lapsed.pk, "lapsed"),
        (refunded.pk, "refunded"),
    ]


def test_a_credit_to_the_end_of_time_is_a_day_like_others():
    ContributionFactory(kind="credit", amount_cents=0, covers_until=date.max)

    assert [one.until for one in everyones_standing(on=DAY)] == [date.max]


def test_before_the_first_version_of_the_rules_the_first_holds():
    StandingRulesFactory(effective_from=date(2026, 4, 1), annual_dues_cents=500_00)
    StandingRulesFactory(effective_from=date(2026, 5, 1), grace_days=0)
    member = ContributionFactory().member

    [answer] = everyones_standing(on=DAY)

    assert answer.reason == standing_of(member, on=DAY).reason
    assert answer.grounds.cause == "lapsed"
