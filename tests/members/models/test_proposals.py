"""What the database refuses of a proposal, and since when a login is staff."""

from datetime import UTC, datetime, timedelta

import factory
import pytest
from django.db import IntegrityError, InternalError
from django.utils import timezone

from members.models import Proposal, User
from tests.factories.members import ProposalFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SETTLED = {"settled_at": LONG_AGO, "settled_by": factory.SubFactory(StaffFactory)}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"state": "lapsed", **SETTLED}, "proposal_state_is_known"),
        ({"act": ""}, "proposal_names_an_act_and_a_thing"),
        ({"object_id": ""}, "proposal_names_an_act_and_a_thing"),
        ({"reason": ""}, "proposal_gives_a_reason"),
        ({"state": "confirmed"}, "proposal_once_settled_says_by_whom_and_when"),
        ({"settled_at": LONG_AGO}, "proposal_once_settled_says_by_whom_and_when"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(fields, name):
    with pytest.raises(IntegrityError, match=name):
        ProposalFactory(**fields)


@pytest.mark.parametrize("state", ["confirmed", "refused"])
def test_nobody_answers_their_own(state):
    ada = StaffFactory()

    with pytest.raises(IntegrityError, match="proposal_is_answered_by_another_person"):
        ProposalFactory(proposed_by=ada, settled_by=ada, settled_at=timezone.now(), state=state)


def test_nobody_withdraws_anothers():
    with pytest.raises(IntegrityError, match="proposal_is_withdrawn_by_who_made_it"):
        ProposalFactory(settled_by=StaffFactory(), settled_at=timezone.now(), state="withdrawn")


def test_nothing_is_confirmed_after_a_day():
    with pytest.raises(IntegrityError, match="proposal_is_confirmed_within_its_day"):
        ProposalFactory(
            proposed_at=LONG_AGO,
            settled_at=LONG_AGO + timedelta(hours=24),
            settled_by=StaffFactory(),
            state="confirmed",
        )


def test_the_same_waits_once():
    ProposalFactory(once="cleo")
    ProposalFactory(once="cleo", act="another")
    ProposalFactory(once="")
    ProposalFactory(once="")

    with pytest.raises(IntegrityError, match="proposal_waits_once"):
        ProposalFactory(once="cleo")


@pytest.mark.parametrize(
    "change",
    [
        {"parameters": {"name": "Mallory"}},
        {"reason": "Another."},
        {"object_id": "2"},
        {"act": "another"},
        {"proposed_at": LONG_AGO},
    ],
)
def test_what_was_proposed_is_not_changed(change):
    ProposalFactory()

    with pytest.raises(InternalError, match="stays as it was made"):
        Proposal.objects.update(**change)


def test_what_was_proposed_is_not_made_anothers_and_not_deleted():
    ProposalFactory()

    with pytest.raises(InternalError, match="stays as it was made"):
        Proposal.objects.update(proposed_by=StaffFactory())


def test_a_proposal_is_not_deleted():
    ProposalFactory()

    with pytest.raises(InternalError, match="stays as it was made"):
        Proposal.objects.all().delete()


def test_what_is_settled_is_not_settled_again():
    ProposalFactory(settled_by=StaffFactory(), settled_at=timezone.now(), state="refused")

    with pytest.raises(InternalError, match="settled once"):
        Proposal.objects.update(state="open", settled_by=None, settled_at=None)


def test_proposals_about_a_thing_are_found():
    user = UserFactory()
    about = ProposalFactory(object_type="members.user", object_id=str(user.pk))
    ProposalFactory(object_type="members.user", object_id="0")

    assert list(Proposal.objects.about(user)) == [about]
    assert str(about) == "test.act: Ada, Natick"


@pytest.mark.parametrize(
    ("before", "after", "is_new"),
    [
        ((False, True), (True, True), True),
        ((True, False), (True, True), True),
        ((False, False), (True, True), True),
        ((True, True), (True, True), False),
        ((True, True), (True, False), False),
        ((False, False), (False, True), False),
    ],
)
def test_whoever_is_let_into_the_admin_is_new_there(before, after, is_new):
    user = UserFactory(is_staff=before[0], is_active=before[1], staff_since=LONG_AGO)

    User.objects.update(is_staff=after[0], is_active=after[1])

    user.refresh_from_db()
    assert (user.staff_since == LONG_AGO) == (not is_new)
    assert (timezone.now() - user.staff_since < timedelta(minutes=1)) == is_new


def test_since_when_somebody_is_staff_is_never_moved_back():
    user = StaffFactory(staff_since=timezone.now())

    User.objects.update(staff_since=LONG_AGO)

    user.refresh_from_db()
    assert timezone.now() - user.staff_since < timedelta(minutes=1)


def test_long_standing_staff_are_staff_for_a_day_or_more():
    old = StaffFactory()
    StaffFactory(is_active=False)
    StaffFactory(staff_since=timezone.now() - timedelta(hours=23))
    UserFactory(staff_since=LONG_AGO)

    assert list(User.objects.long_standing_staff()) == [old]
