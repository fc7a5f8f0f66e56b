"""What a member sees of the rounds they took part in: that, never how."""

from datetime import date

import pytest

from endorsements import rounds
from endorsements.models import Round
from endorsements.participation import as_tables, rows, what_closing_means
from members.panels import PanelRow
from tests.factories.endorsements import (
    cast,
    close,
    draft_round,
    entries,
    open_round,
    scheduled_round,
)
from tests.factories.members import ContributionFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db


def test_rows_say_whether_somebody_voted():
    voting_round = open_round(2)
    voted, waits = entries(voting_round)
    cast(voted)

    assert rows(voted.member) == [
        PanelRow(voting_round.title, f"/rounds/{voting_round.slug}/", "You voted.")
    ]
    assert rows(waits.member)[0].says == "You are on the roll, and have not voted yet."


def test_who_did_not_vote_reads_so_once_the_round_is_over():
    voting_round = open_round(1)
    close(voting_round)

    [row] = rows(entries(voting_round)[0].member)

    assert row.says == "You were on the roll, and did not vote."


def test_nobody_is_on_the_roll_of_a_draft():
    draft_round(1)

    assert rows(MemberFactory()) == []


def test_a_merged_row_is_the_persons():
    [entry] = entries(open_round(1))
    person = MemberFactory()
    entry.member.merged_into = person
    entry.member.save()

    assert len(rows(person)) == 1


def test_tables_say_that_and_never_how():
    voting_round = open_round(1)
    [entry] = entries(voting_round)
    cast(entry, "ash")
    entry.refresh_from_db()

    [row] = as_tables(entry.member)["rolls"]

    assert row["round"] == voting_round.title
    assert row["record_date"] == date(2026, 6, 30)
    assert row["took_part"] == "voted on this site"
    assert row["why_on_the_roll"] == "Dues of $120 on 3 March 2026 cover until 3 March 2027."
    assert row["slot"] == bytes(entry.slot).hex()
    assert "ash" not in str(row)


def test_tables_say_why_somebody_is_not_on_a_roll():
    lapsed = ContributionFactory(received_on=date(2024, 3, 3)).member
    voting_round = open_round(1)

    [row] = as_tables(lapsed)["rolls_missed"]

    assert (row["round"], row["chapter"]) == (voting_round.title, "")
    assert row["why_not"].startswith("Your dues lapsed on 3 March 2025")


@pytest.mark.parametrize("make", [open_round, scheduled_round])
def test_closing_has_a_sentence_for_each_vote_that_has_not_ended(make):
    voting_round = make(1)

    [sentence] = what_closing_means(entries(voting_round)[0].member)

    assert sentence.startswith(f"You are on the roll of “{voting_round.title}”")
    assert "stays and counts" in sentence


def test_a_round_that_is_held_while_open_has_not_ended():
    voting_round = open_round(1)
    rounds.hold(voting_round.pk, reason="A check.", by=StaffFactory(), proposed_by=StaffFactory())

    assert len(what_closing_means(entries(voting_round)[0].member)) == 1


def test_a_vote_that_is_over_is_nothing_to_know():
    voting_round = open_round(1)
    close(voting_round)

    assert what_closing_means(entries(voting_round)[0].member) == []


@pytest.mark.parametrize("count", [1, 3])
def test_rows_take_one_query(count, django_assert_num_queries):
    for _ in range(count):
        voting_round = open_round(1)
    # Of the last round there is one voter; of each earlier one they are voters, too.
    member = entries(Round.objects.order_by("opens_at").first())[0].member

    with django_assert_num_queries(1):
        found = rows(member)

    assert len(found) == count
    assert voting_round.title in {row.title for row in found}
