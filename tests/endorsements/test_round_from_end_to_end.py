"""One round through every step, command by command."""

import pytest

from endorsements import keys, publication
from endorsements.models import Envelope, InnerBallot, KeyName, Result, RollEntry, RoundStatus
from tests.factories.endorsements import certified_round, published_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_is_counted_as_it_was_cast():
    voting_round = published_round(["ash", "ash", "ash", "birch", ""])

    numbers = Result.objects.get(contest__round=voting_round).numbers
    assert numbers["outcome"] == "endorsed"
    assert numbers["winners"] == ["ash"]
    assert numbers["tallies"] == {"ash": 3, "birch": 1, "no-endorsement": 0}
    assert (numbers["cast"], numbers["blank"], numbers["denominator"]) == (5, 1, 4)
    assert not Envelope.objects.exists()
    assert not keys.is_in_custody(voting_round.pk, KeyName.MIX)


def test_nothing_joins_vote_and_member_after_certification():
    voting_round = certified_round(["ash", "birch", "no-endorsement"])

    assert voting_round.status == RoundStatus.CERTIFIED
    assert not InnerBallot.objects.exists()
    assert not RollEntry.objects.filter(slot__isnull=False).exists()
    assert not keys.is_in_custody(voting_round.pk, KeyName.TALLY)
    assert "records/governor.csv" in publication.file_names(voting_round)
