"""One proposes, another confirms within a day; and who does not count as another."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from members import proposals
from members.errors import (
    CannotBeDone,
    NeedsAnotherPerson,
    NotWaiting,
    ProposalReasonMissing,
    ProposedAlready,
)
from members.models import AuditEvent, OutboxMail, Proposal, User
from tests.factories.members import (
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    ProposalFactory,
    StaffFactory,
    UserFactory,
)
from tests.members import acting

pytestmark = pytest.mark.django_db
A_DAY = timedelta(hours=24)


@pytest.fixture(autouse=True)
def act(monkeypatch):
    monkeypatch.setitem(proposals.acts, acting.NAME, acting.ACT)


@pytest.fixture
def ada():
    return StaffFactory(email="ada@example.org")


@pytest.fixture
def ben():
    return StaffFactory(email="ben@example.org")


@pytest.fixture
def member():
    return MemberFactory(name="Cleo", town="")


def propose(member, by, **changes):
    given = {"of": member, "by": by, "reason": " Misspelt. ", "name": "Clio"} | changes
    return proposals.propose(acting.NAME, **given)


def made(member, **fields):
    return ProposalFactory(object_id=str(member.pk), parameters={"name": "Clio"}, **fields)


def actions():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "actor_label"))


def test_what_is_proposed_waits_with_all_that_was_said(member, ada):
    proposal = propose(member, ada)

    stored = Proposal.objects.get()
    assert (stored.act, stored.object_type, stored.object_id, stored.object_label) == (
        "test.act",
        "members.member",
        str(member.pk),
        "Cleo",
    )
    assert (stored.parameters, stored.reason, stored.proposed_by) == (
        {"name": "Clio"},
        "Misspelt.",
        ada,
    )
    assert (stored.state, stored.settled_by, stored.settled_at) == ("open", None, None)
    assert proposal.lapses_at == stored.proposed_at + A_DAY
    assert actions() == [("proposal.made", "ada@example.org")]
    assert AuditEvent.objects.get().detail == {
        "reason": "Misspelt.",
        "parameters": {"name": "Clio"},
    }
    assert member.name == "Cleo"


def test_who_may_confirm_is_told_by_mail_and_nobody_else(member, ada, ben):
    StaffFactory(is_superuser=False)
    StaffFactory(is_active=False)
    StaffFactory(staff_since=timezone.now())
    UserFactory()

    proposal = propose(member, ada)

    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject) == (
        "ben@example.org",
        "Rename a member: please confirm or refuse",
    )
    assert mail.body.splitlines() == [
        "ada@example.org proposes, and you may confirm within 24 hours: rename a member, Cleo.",
        "",
        "The reason given: Misspelt.",
        "",
        f"http://testserver/admin/members/proposal/{proposal.pk}/change/",
    ]


def test_another_person_confirms_and_it_is_done(member, ada, ben):
    proposal = propose(member, ada)

    confirmed = proposals.confirm(proposal.pk, by=ben)

    member.refresh_from_db()
    assert member.name == "Clio"
    assert (confirmed.state, confirmed.settled_by) == ("confirmed", ben)
    assert confirmed.proposed_at < confirmed.settled_at < confirmed.lapses_at
    assert actions()[1:] == [
        ("member.renamed", "ben@example.org"),
        ("proposal.confirmed", "ben@example.org"),
    ]
    news = OutboxMail.objects.get(to="ada@example.org")
    assert news.body.startswith("ben@example.org has confirmed what you proposed: rename a member")


def test_a_command_that_refuses_leaves_the_proposal_waiting(member, ada, ben):
    proposal = propose(member, ada, name="Cleo")

    with pytest.raises(CannotBeDone, match=r"That is the name already\."):
        proposals.confirm(proposal.pk, by=ben)

    proposal.refresh_from_db()
    assert proposal.state == "open"
    assert actions() == [("proposal.made", "ada@example.org")]


def test_a_command_that_breaks_leaves_nothing_half_done(member, ada, ben, monkeypatch):
    proposal = propose(member, ada)
    monkeypatch.setattr(proposals, "_settle", lambda *_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        proposals.confirm(proposal.pk, by=ben)

    member.refresh_from_db()
    proposal.refresh_from_db()
    assert (member.name, proposal.state) == ("Cleo", "open")


def test_what_could_not_be_done_is_not_proposed(member, ada):
    with pytest.raises(CannotBeDone, match="A name is needed"):
        propose(member, ada, name="")

    assert not Proposal.objects.exists()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_reason_is_needed(member, ada, reason):
    with pytest.raises(ProposalReasonMissing, match="Please say why"):
        propose(member, ada, reason=reason)


def test_the_same_waits_once(member, ada):
    propose(member, ada, once="cleo")

    with pytest.raises(ProposedAlready, match="proposed already"):
        propose(member, ada, once="cleo")

    propose(member, ada, once="other")
    propose(member, ada)
    propose(member, ada)


def test_what_lapsed_or_was_settled_can_be_proposed_anew(member, ada, ben):
    made(member, once="cleo", proposed_at=timezone.now() - A_DAY)
    again = propose(member, ada, once="cleo")
    proposals.withdraw(again.pk, by=ada)
    once_more = propose(member, ada, once="cleo")
    proposals.refuse(once_more.pk, by=ben)

    propose(member, ada, once="cleo")

    assert Proposal.objects.count() == 4


def test_a_proposal_lapses_after_a_day_by_the_clock_of_the_database(member, ben):
    lapsed = made(member, proposed_at=timezone.now() - A_DAY)
    waits = made(member, proposed_at=timezone.now() - A_DAY + timedelta(minutes=1))

    for command in (proposals.confirm, proposals.refuse):
        with pytest.raises(NotWaiting, match="within 24 hours, so it has lapsed"):
            command(lapsed.pk, by=ben)

    assert list(Proposal.objects.waiting()) == [waits]
    assert list(Proposal.objects.lapsed()) == [lapsed]
    assert proposals.confirm(waits.pk, by=ben).state == "confirmed"


def test_a_day_that_ends_while_the_act_is_done_undoes_it(member, ada, ben, monkeypatch):
    proposal = made(member, proposed_at=timezone.now() - A_DAY)
    monkeypatch.setattr(proposals, "_lock_waiting", lambda _: proposal)

    with pytest.raises(NotWaiting, match="has lapsed"):
        proposals.confirm(proposal.pk, by=ben)

    member.refresh_from_db()
    assert member.name == "Cleo"


@pytest.mark.parametrize("settled", ["confirm", "refuse", "withdraw"])
@pytest.mark.parametrize("then", ["confirm", "refuse", "withdraw"])
def test_a_proposal_is_settled_once(member, ada, ben, settled, then):
    proposal = propose(member, ada)
    getattr(proposals, settled)(proposal.pk, by=ada if settled == "withdraw" else ben)

    with pytest.raises(NotWaiting, match="before"):
        getattr(proposals, then)(proposal.pk, by=ada if then == "withdraw" else ben)


def test_refusing_says_why(member, ada, ben):
    proposal = propose(member, ada)

    proposals.refuse(proposal.pk, by=ben, remark=" It is spelt Cleo. ")

    stored = Proposal.objects.get()
    assert (stored.state, stored.settled_by, stored.remark) == (
        "refused",
        ben,
        "It is spelt Cleo.",
    )
    assert actions()[-1] == ("proposal.refused", "ben@example.org")
    assert OutboxMail.objects.filter(to="ada@example.org").exists()


def test_only_who_made_it_withdraws_it(member, ada, ben):
    proposal = propose(member, ada)

    with pytest.raises(NeedsAnotherPerson, match="Only who proposed this"):
        proposals.withdraw(proposal.pk, by=ben)
    with pytest.raises(NeedsAnotherPerson, match="you can withdraw it"):
        proposals.refuse(proposal.pk, by=ada)

    assert proposals.withdraw(proposal.pk, by=ada).state == "withdrawn"
    assert not OutboxMail.objects.filter(to="ada@example.org").exists()


def test_nobody_confirms_their_own(member, ada):
    proposal = propose(member, ada)

    with pytest.raises(NeedsAnotherPerson, match="You proposed this yourself"):
        proposals.confirm(proposal.pk, by=ada)

    assert proposals.confirmers(proposal) == []


def test_who_lacks_the_right_neither_proposes_nor_answers(member, ada):
    clerk = StaffFactory(is_superuser=False)
    proposal = propose(member, ada)

    with pytest.raises(NeedsAnotherPerson, match="the right to propose this"):
        propose(member, clerk)
    for command in (proposals.confirm, proposals.refuse):
        with pytest.raises(NeedsAnotherPerson, match="do not have the right"):
            command(proposal.pk, by=clerk)


def test_rights_taken_away_a_moment_ago_are_gone(member, ada, ben):
    proposal = propose(member, ada)
    assert ben.has_perm("members.change_member")
    User.objects.filter(pk=ben.pk).update(is_superuser=False)

    with pytest.raises(NeedsAnotherPerson, match="do not have the right"):
        proposals.confirm(proposal.pk, by=ben)


def test_a_clerk_with_the_one_right_is_enough(member, ada):
    clerk = StaffFactory(is_superuser=False)
    clerk.user_permissions.add(Permission.objects.get(codename="change_member"))
    proposal = propose(member, ada)

    assert proposals.confirmers(proposal) == [clerk]
    assert proposals.confirm(proposal.pk, by=clerk).settled_by == clerk


def test_a_login_that_was_just_made_is_no_second_person_on_either_side(member, ada):
    second = User.objects.create_superuser("second@example.org")

    with pytest.raises(NeedsAnotherPerson, match="less than 24 hours old"):
        proposals.confirm(propose(member, ada).pk, by=second)
    with pytest.raises(NeedsAnotherPerson, match="less than 24 hours old"):
        propose(member, second)


@pytest.mark.parametrize("was", [{"is_staff": False}, {"is_active": False}])
def test_neither_is_one_that_was_just_let_in(member, ada, was):
    second = StaffFactory(**was)
    second.is_staff = second.is_active = True
    second.save()

    with pytest.raises(NeedsAnotherPerson, match="less than 24 hours old"):
        proposals.confirm(propose(member, ada).pk, by=second)


def test_two_logins_of_one_member_are_one_person(member, ada, ben):
    for user in (ada, ben):
        EmailAddressFactory(user=user)
        MemberAddressFactory(email=user.email, member=member)

    with pytest.raises(NeedsAnotherPerson, match="are one member of the organisation"):
        proposals.confirm(propose(member, ada).pk, by=ben)


@pytest.mark.parametrize("loss", [{"is_superuser": False}, {"is_active": False}])
def test_what_somebody_proposed_who_lost_the_right_is_not_confirmed(member, ada, ben, loss):
    proposal = propose(member, ada)
    User.objects.filter(pk=ada.pk).update(**loss)

    with pytest.raises(NeedsAnotherPerson, match="has no right to do so any more"):
        proposals.confirm(proposal.pk, by=ben)

    assert proposals.refuse(proposal.pk, by=ben).state == "refused"


def test_what_waits_for_somebody_is_what_they_may_answer(member, ada, ben):
    theirs = propose(member, ada)
    propose(member, ben)
    made(member, proposed_at=timezone.now() - A_DAY)
    proposals.withdraw(propose(member, ada).pk, by=ada)

    assert list(proposals.waiting_for(ben)) == [theirs]
    assert not proposals.waiting_for(StaffFactory(is_superuser=False)).exists()
