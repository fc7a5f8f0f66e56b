"""What a roll speaks of exists and stays: what foreign keys promise, a statement at a time."""

import pgtrigger
import pytest
from django.db import Error, IntegrityError, connection, transaction

from endorsements.models import RollEntry, RollMiss, Round
from members.models import Member
from tests.attacks.threads import at_once
from tests.factories.endorsements import draft_round
from tests.factories.members import MemberFactory
from tests.tampering import run

NOBODY = 10**9
NOWHERE = "00000000-0000-0000-0000-000000000001"
MEMBERS_EXIST = "a roll speaks of members who exist"
MEMBER_IS_KEPT = "a member of whom a roll speaks is kept"


def entry(**columns):
    values = {"slot": b"s" * 16, "style": "S1"} | columns
    return RollEntry.objects.create(**values)


def miss(**columns):
    return RollMiss.objects.create(cause="lapsed", grounds="lapsed dues", **columns)


WRITTEN = pytest.mark.parametrize("write", [entry, miss])


@WRITTEN
@pytest.mark.django_db
def test_a_roll_speaks_of_members_who_exist(write):
    with pytest.raises(IntegrityError, match=MEMBERS_EXIST):
        write(round=draft_round(1), member_id=NOBODY)


@pytest.mark.django_db
def test_one_of_many_who_does_not_exist_is_enough():
    voting_round, ids = draft_round(1), [MemberFactory().pk, NOBODY, MemberFactory().pk]
    rows = [RollEntry(round=voting_round, member_id=pk, style="S1") for pk in ids]

    with pytest.raises(IntegrityError, match=MEMBERS_EXIST):
        RollEntry.objects.bulk_create(rows)


@WRITTEN
@pytest.mark.django_db
def test_a_roll_belongs_to_a_round_that_exists(write):
    with pytest.raises(IntegrityError, match="a roll belongs to a round that exists"):
        write(round_id=NOWHERE, member=MemberFactory())


@WRITTEN
@pytest.mark.django_db
def test_members_of_whom_a_roll_speaks_are_kept(write):
    member = write(round=draft_round(1), member=MemberFactory()).member

    with pytest.raises(IntegrityError, match=MEMBER_IS_KEPT):
        run("DELETE FROM members_member WHERE id = %s", member.pk)


@WRITTEN
@pytest.mark.django_db
def test_a_round_with_a_roll_is_kept(write):
    voting_round = write(round=draft_round(1), member=MemberFactory()).round

    with pytest.raises(IntegrityError, match="a round that has a roll is kept"):
        run("DELETE FROM endorsements_round WHERE id = %s", voting_round.pk)


@WRITTEN
@pytest.mark.parametrize("table", ["members_member", "endorsements_round"])
@pytest.mark.django_db
def test_what_a_roll_speaks_of_keeps_its_number(write, table):
    row = write(round=draft_round(1), member=MemberFactory())
    old, new = {
        "members_member": (row.member_id, NOBODY),
        "endorsements_round": (row.round_id, NOWHERE),
    }[table]

    with pytest.raises(IntegrityError, match="what a roll speaks of keeps its number"):
        run(f"UPDATE {table} SET id = %s WHERE id = %s", new, old)  # noqa: S608


@WRITTEN
@pytest.mark.django_db
def test_a_row_of_a_roll_moves_to_nobody_even_past_its_own_guard(write):
    rows = type(write(round=draft_round(1), member=MemberFactory())).objects

    with (
        pgtrigger.ignore(f"{rows.model._meta.label}:frozen_after_draft"),
        pytest.raises(IntegrityError, match="what a roll speaks of keeps its number"),
        transaction.atomic(),
    ):
        rows.update(member_id=NOBODY)


@pytest.mark.parametrize("table", ["members_member", "endorsements_round"])
@pytest.mark.django_db(transaction=True)
def test_what_a_roll_speaks_of_is_not_emptied(table):
    entry(round=draft_round(1), member=MemberFactory())

    with pytest.raises(IntegrityError, match="what a roll speaks of is kept"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_others_may_go():
    entry(round=draft_round(1), member=MemberFactory())
    other, empty = MemberFactory(), draft_round(1)

    assert run("DELETE FROM members_member WHERE id = %s", other.pk) is None
    empty.delete()

    assert not Round.objects.filter(pk=empty.pk).exists()
    assert RollEntry.objects.count() == 1


@pytest.mark.parametrize("deletes", [True, False])
@pytest.mark.django_db(transaction=True)
def test_either_side_reads_what_is_committed(deletes):
    voting_round, member = draft_round(1), MemberFactory()

    act = deleted(member) if deletes else written(voting_round, member, 1)

    with transaction.atomic():
        run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert "READ COMMITTED alone" in act()


@pytest.mark.django_db(transaction=True)
def test_a_member_is_not_deleted_while_a_roll_is_written():
    voting_round = draft_round(1)
    for number in range(5):
        member = MemberFactory()

        outcomes = at_once([written(voting_round, member, number), deleted(member)])

        assert outcomes.count("") == 1, outcomes
        assert any(MEMBERS_EXIST in text or MEMBER_IS_KEPT in text for text in outcomes)
        there = Member.objects.filter(pk=member.pk).exists()
        assert RollEntry.objects.filter(member_id=member.pk).exists() == there


def written(voting_round, member, number):
    return told(lambda: entry(round=voting_round, member=member, slot=bytes([number]) * 16))


def deleted(member):
    return told(lambda: run("DELETE FROM members_member WHERE id = %s", member.pk))


def told(act):
    def tried():
        try:
            with transaction.atomic():
                act()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(0.05)")
        except Error as refusal:
            return str(refusal)
        return ""

    return tried
