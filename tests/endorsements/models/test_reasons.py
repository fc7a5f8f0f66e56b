"""What the database refuses of reasons, whatever wrote them."""

import pytest
from django.db import IntegrityError

from endorsements.models import Reason
from tests.factories.endorsements import close, entries, open_round, published_round

pytestmark = pytest.mark.django_db


def reason(voting_round, **fields):
    member = entries(voting_round)[0].member
    return Reason.objects.create(
        contest=voting_round.contests.get(), member=member, sealed=b"x", **fields
    )


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_member_gives_one_reason_in_a_contest():
    voting_round = open_round(1)
    assert str(reason(voting_round)) == "a reason"
    with refused("reason_once_for_a_member_in_a_contest"):
        reason(voting_round)


@pytest.mark.parametrize("fields", [{"is_quoted": True}, {"is_kept": True}])
def test_a_reason_is_quoted_only_with_consent(fields):
    row = reason(open_round(1))
    close(row.contest.round)
    with refused("reason_is_quoted_only_with_consent"):
        Reason.objects.filter(pk=row.pk).update(**fields)


def test_a_reason_is_quoted_after_the_close():
    with refused("reason_is_quoted_after_the_close"):
        reason(open_round(1), may_quote=True, is_quoted=True)


@pytest.mark.parametrize("fields", [{"sealed": b"y"}, {"may_quote": True}])
def test_a_reason_is_not_changed_after_the_close(fields):
    row = reason(open_round(1))
    close(row.contest.round)
    with refused("reason_is_written_while_the_round_is_open"):
        Reason.objects.filter(pk=row.pk).update(**fields)


def test_no_reason_is_written_after_the_close():
    with refused("reason_is_written_while_the_round_is_open"):
        reason(published_round(["ash"]), may_quote=True, is_kept=True)
