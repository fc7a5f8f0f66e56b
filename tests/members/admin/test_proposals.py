"""The pages on which another person answers; a GET never does."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from members import audit, proposals
from members.models import Proposal
from tests.factories.members import MemberFactory, ProposalFactory, StaffFactory
from tests.members import acting

pytestmark = pytest.mark.django_db
LIST = reverse("admin:members_proposal_changelist")


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
def proposal(ada):
    member = MemberFactory(name="Cleo")
    return ProposalFactory(
        proposed_by=ada,
        object_id=str(member.pk),
        object_label="Cleo",
        parameters={"name": "Clio"},
        reason="It is <misspelt>.",
    )


def page(one):
    return reverse("admin:members_proposal_change", args=[one.pk])


def do(one, name):
    return reverse("admin:members_proposal_act", args=[one.pk, name])


def read(client, user, one):
    client.force_login(user)
    return client.get(page(one)).content.decode()


def test_the_mails_lead_to_the_page(proposal):
    assert page(proposal) == f"/admin/members/proposal/{proposal.pk}/change/"


def test_another_person_reads_what_would_happen_and_may_confirm(client, proposal, ben):
    html = read(client, ben, proposal)

    assert "Rename a member: Cleo" in html
    assert "Waits for another person until" in html
    assert "Cleo will be called Clio." in html
    assert "It is &lt;misspelt&gt;." in html
    assert do(proposal, "confirm") in html
    assert do(proposal, "refuse") in html
    assert do(proposal, "withdraw") not in html


def test_who_made_it_may_withdraw_it_alone(client, proposal, ada, ben):
    html = read(client, ada, proposal)

    assert "another person has to confirm it" in html
    assert do(proposal, "withdraw") in html
    assert do(proposal, "confirm") not in html
    assert do(proposal, "refuse") not in html
    assert "ben@example.org, staff since 31 December 2019, 7:00 p.m. EST" in html


def test_one_person_alone_is_told_what_to_do(client, proposal, ada):
    html = read(client, ada, proposal)

    assert "Nobody else may confirm this now. Two people are always needed." in html


def test_a_login_that_the_proposer_had_a_hand_in_is_pointed_out(client, proposal, ada, ben):
    cy = StaffFactory(email="cy@example.org")
    audit.record("user.added", by=ada, of=cy)
    audit.record("user.changed", by=ben, of=ben)

    html = read(client, ben, proposal)

    assert "; ada@example.org set this login up or changed it on" in html
    assert html.count("set this login up") == 1
    proposals.confirm(proposal.pk, by=cy)
    html = read(client, ben, proposal)
    assert "Confirmed by cy@example.org on" in html
    assert "cy@example.org, staff since" in html
    assert "; ada@example.org set this login up or changed it on" in html


def test_what_to_look_at_stands_beside_the_button(client, proposal, ben):
    assert "Please look at this" not in read(client, ben, proposal)
    MemberFactory(name="Clio")

    assert "Somebody is called so already." in read(client, ben, proposal)


def test_confirming_does_it(client, proposal, ben):
    client.force_login(ben)

    response = client.post(do(proposal, "confirm"), follow=True)

    html = response.content.decode()
    assert "Confirmed, and done." in html
    assert "Confirmed by ben@example.org on" in html
    assert do(proposal, "confirm") not in html
    proposal.refresh_from_db()
    assert proposal.state == "confirmed"


def test_refusing_says_why(client, proposal, ben):
    client.force_login(ben)

    html = client.post(do(proposal, "refuse"), {"remark": "No."}, follow=True).content.decode()

    assert "Refused by ben@example.org on" in html
    assert '<blockquote class="desk-quote">No.</blockquote>' in html


def test_withdrawing_ends_it(client, proposal, ada):
    client.force_login(ada)

    html = client.post(do(proposal, "withdraw"), follow=True).content.decode()

    assert "Withdrawn by ada@example.org on" in html


def test_a_refusal_of_the_command_is_shown(client, proposal, ada):
    client.force_login(ada)

    html = client.post(do(proposal, "confirm"), follow=True).content.decode()

    assert "You proposed this yourself" in html
    assert Proposal.objects.get().state == "open"


def test_a_remark_that_is_too_long_is_refused(client, proposal, ben):
    client.force_login(ben)

    html = client.post(do(proposal, "refuse"), {"remark": "x" * 501}, follow=True).content.decode()

    assert "500 characters at most" in html
    assert Proposal.objects.get().state == "open"


@pytest.mark.parametrize("name", ["confirm", "refuse", "withdraw"])
def test_a_link_does_nothing(client, proposal, ben, name):
    client.force_login(ben)

    assert client.get(do(proposal, name)).status_code == 405
    assert Proposal.objects.get().state == "open"


def test_there_are_no_other_acts(client, proposal, ben):
    client.force_login(ben)

    assert client.post(do(proposal, "lapse")).status_code == 403
    assert (
        client.post(reverse("admin:members_proposal_act", args=[0, "confirm"])).status_code == 404
    )


def test_what_lapsed_says_so_and_offers_nothing(client, proposal, ada, ben):
    lapsed = ProposalFactory(
        parameters={"name": "Clio"},
        proposed_by=ada,
        proposed_at=timezone.now() - timedelta(hours=24),
    )

    html = read(client, ben, lapsed)

    assert "Lapsed on" in html
    assert "nobody confirmed it" in html
    assert do(lapsed, "confirm") not in html
    client.post(do(lapsed, "confirm"))
    assert not Proposal.objects.filter(state="confirmed").exists()


def test_an_act_that_is_known_no_longer_is_shown_bare(client, ben):
    html = read(client, ben, ProposalFactory(act="gone.act", proposed_by=ben))

    assert "gone.act: Ada, Natick" in html


def test_only_who_could_do_the_act_sees_it(client, proposal):
    clerk = StaffFactory(is_superuser=False)
    client.force_login(clerk)
    assert client.get(page(proposal)).status_code == 403
    assert client.post(do(proposal, "confirm")).status_code == 403
    assert client.get(LIST).status_code == 403

    clerk.user_permissions.add(Permission.objects.get(codename="change_member"))
    assert client.get(page(proposal)).status_code == 200
    assert client.get(LIST).status_code == 200


def test_the_list_begins_with_what_waits_for_the_reader(client, proposal, ada, ben):
    own = ProposalFactory(proposed_by=ben, object_label="Own", parameters={"name": "x"})
    hidden = ProposalFactory(act="other.act", object_label="Hidden", proposed_by=ada)
    client.force_login(ben)

    def listed(**query):
        html = client.get(LIST, query).content.decode()
        return {one for one in (proposal, own, hidden) if page(one) in html}

    assert listed() == {proposal}
    assert listed(which="mine") == {own}
    assert listed(which="all") == {proposal, own}
    assert "For me to confirm" in client.get(LIST).content.decode()


def test_the_list_takes_as_many_queries_for_three_as_for_one(client, proposal, ben, count_queries):
    client.force_login(ben)
    with count_queries() as with_one:
        client.get(LIST)
    ProposalFactory.create_batch(2, parameters={"name": "x"})

    with count_queries() as with_three:
        client.get(LIST)

    assert len(with_three) == len(with_one)
