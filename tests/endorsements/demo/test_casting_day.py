"""Casting a script: the round stays open for it, and only who could log in casts."""

from datetime import UTC, datetime, timedelta

import pytest

from endorsements.demo import casting_day, logins
from endorsements.models import LogEntry
from tests.factories.endorsements import fresh, open_round
from tests.factories.members import MemberAddressFactory

pytestmark = pytest.mark.django_db


def test_a_round_that_is_about_to_close_is_given_more_time_in_public():
    logins.load()
    voting_round = open_round(closes_at=datetime.now(UTC) + timedelta(days=1))
    voting_round.closes_at = datetime.now(UTC) + timedelta(seconds=casting_day.SECONDS_TO_SPARE)
    voting_round.save(update_fields=["closes_at"])
    old = voting_round.closes_at

    casting_day._stay_open(voting_round)

    assert fresh(voting_round).closes_at == voting_round.closes_at > old
    assert LogEntry.objects.filter(round=voting_round).in_order().last().kind == "extend"


def test_a_round_with_time_to_spare_is_left_alone():
    voting_round = open_round()
    old = voting_round.closes_at

    casting_day._stay_open(voting_round)

    assert fresh(voting_round).closes_at == old


def test_an_address_that_two_members_share_is_nobodys_own():
    both = [MemberAddressFactory(email="both@example.org").member for _ in range(2)]
    MemberAddressFactory(member=both[1], email="her.own@example.org")

    assert casting_day.own_addresses() == {both[1].pk: "her.own@example.org"}
