"""Writing looks down, and forgetting them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members import looks, tasks
from members.models import Look, LookPage
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    LookFactory,
    MemberFactory,
    StaffFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def whose(row):
    look = looks.record(LookPage.SEARCH, by=StaffFactory(), of=row)
    return look.member_id, look.login_id


def test_a_look_is_at_whoever_the_row_belongs_to():
    member, entry, user = MemberFactory(), ContributionFactory(), UserFactory()
    address = EmailAddressFactory()

    assert whose(member) == (member.pk, None)
    assert whose(entry) == (entry.member_id, None)
    assert whose(user) == (None, user.pk)
    assert whose(address) == (None, address.user_id)
    assert whose(ChapterFactory()) == whose(None) == (None, None)


def test_a_look_says_who_and_is_cut_to_what_fits():
    staff = StaffFactory(email="staff@example.org")

    look = looks.record(LookPage.SEARCH, by=staff, term="x" * 300)

    assert (look.by_id, look.by_label, len(look.term)) == (staff.pk, "staff@example.org", 200)


@pytest.mark.parametrize(("kept", "left"), [(100, [99]), (1, [80]), (400, [80, 99, 101])])
def test_old_looks_are_forgotten_but_never_within_a_season(settings, kept, left):
    settings.LOOKS_KEPT_DAYS = kept
    now = timezone.now()
    for days in {80, 99, 101, *left}:
        LookFactory(at=now - timedelta(days=days))

    tasks.forget_old_looks()

    assert sorted((now - look.at).days for look in Look.objects.all()) == sorted(
        {80, *left} if kept > 1 else left
    )
