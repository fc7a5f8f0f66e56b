"""The result mail to candidates: on publication, about their own contest, each once."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from endorsements import rounds, tasks
from endorsements.errors import CannotBeMailed
from endorsements.mailings import again, letters, planning, queuing, sending
from endorsements.models import Candidate, Delivery, DeliveryState, MailingState, Round
from tests.factories.endorsements import (
    DeliveryFactory,
    MailingFactory,
    RoundFactory,
    counted_round,
    fresh,
    published_round,
)
from tests.factories.members import MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
S = DeliveryState
WON = ["ash", "ash", "birch"]


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


def planned(voting_round, **fields):
    Candidate.objects.filter(key="ash").update(email="ash@example.org")
    return MailingFactory(is_good=True, round=voting_round, kind="candidates", **fields)


def states(mailing):
    copies = mailing.deliveries.order_by("candidate__key")
    return dict(copies.values_list("candidate__key", "state"))


def test_on_publication_each_candidate_is_told_of_their_contest_once(mailoutbox):
    mailing = planned(published_round(WON), note="Thank you.")

    for _ in range(3):
        tasks.send_mailings()

    [mail] = mailoutbox
    assert mail.to == ["ash@example.org"]
    assert "Hello Ash," in mail.body
    assert "Governor: Ash is endorsed" in mail.body
    assert "Thank you." in mail.body
    assert "List-Unsubscribe" not in mail.extra_headers
    [(html, _)] = mail.alternatives
    assert "because you are a candidate" in html
    for words in (mail.body, html):
        assert not {letters.NAME, letters.STOP, letters.OUTCOME} & set(words)
        assert "No more mails" not in words
    assert states(mailing) == {"ash": S.SENT, "birch": S.UNREACHABLE}
    mailing.refresh_from_db()
    assert mailing.state == MailingState.SENT


def test_before_publication_nothing_goes_out_and_a_sample_holds_no_number(mailoutbox):
    voting_round = counted_round(WON, embargo_hours=5)
    mailing = planned(voting_round)

    tasks.send_mailings()

    assert (mailoutbox, Delivery.objects.count()) == ([], 0)
    copy = letters.sample(letters.compose(mailing, voting_round), "(name)")
    assert letters.SAMPLE_OUTCOME in copy.text
    assert letters.SAMPLE_OUTCOME in copy.html
    assert "Ash" not in copy.text


def test_while_the_round_is_held_the_result_waits(mailoutbox):
    voting_round = published_round(WON)
    mailing = planned(voting_round)
    queuing.begin_due(voting_round, timezone.now())
    mailing.refresh_from_db()
    queuing.queue(mailing, timezone.now())
    rounds.hold(voting_round.pk, reason="Something is odd.")

    assert sending.hand_over(timezone.now()) == 0
    assert states(mailing) == {"ash": S.QUEUED, "birch": S.QUEUED}
    assert mailoutbox == []


def test_an_address_that_came_back_can_be_tried_again_by_hand(mailoutbox):
    mailing = planned(published_round(WON))
    tasks.send_mailings()
    Delivery.objects.filter(candidate__key="ash").update(state=S.BOUNCED)
    mailoutbox.clear()

    again.send_again(mailing.pk, email=" ASH@example.org", by=StaffFactory())
    tasks.send_mailings()
    with pytest.raises(CannotBeMailed, match="No candidate of this round"):
        again.send_again(mailing.pk, email="other@example.org", by=StaffFactory())

    assert states(mailing)["ash"] == S.SENT
    assert [mail.to for mail in mailoutbox] == [["ash@example.org"]]


def test_a_candidates_name_and_outcome_cannot_smuggle_markup():
    mailing = planned(published_round(WON))
    letter = letters.compose(mailing, mailing.round)

    copy = letters.copy_for_candidate(letter, Candidate(name="<b>A</b>"), "<i>B</i>")

    assert "&lt;b&gt;A&lt;/b&gt;" in copy.html
    assert "&lt;i&gt;B&lt;/i&gt;" in copy.html
    assert "<i>B</i>" in copy.text


def test_in_a_rehearsal_no_candidate_is_written_to():
    voting_round = RoundFactory(rehearsal=True)

    planning.plan_usual(voting_round.pk, by=None)

    assert not voting_round.mailings.filter(kind="candidates").exists()
    mailing = planned(voting_round, state=MailingState.QUEUING)
    queuing.queue(mailing, timezone.now())
    assert not Delivery.objects.exists()


def test_staff_see_what_became_of_each_copy(staff):
    voting_round = published_round(WON)
    mailing = planned(voting_round)
    tasks.send_mailings()
    Delivery.objects.filter(candidate__key="ash").update(state=S.BOUNCED)
    pages = [voting_round.pk, mailing.pk]

    page = staff.get(reverse("admin:endorsements_round_mail", args=pages)).content.decode()
    whole = staff.get(reverse("admin:endorsements_round_mails", args=pages[:1])).content.decode()

    assert "ash@example.org" in page
    assert "no address that works" in page
    assert "What came back" in whole
    assert '<th scope="row">Ash</th>' in whole
    assert fresh(voting_round).status == "published"
    assert Round.objects.with_mail_to_send().count() == 0


def test_a_copy_is_a_members_or_a_candidates_and_a_candidates_once():
    mailing = planned(published_round(WON))
    ash = Candidate.objects.get(key="ash")
    for wrong in ({"member": None}, {"candidate": ash, "member": MemberFactory()}):
        broken = pytest.raises(IntegrityError, match="delivery_is_a_members_or_a_candidates")
        with broken, transaction.atomic():
            DeliveryFactory(mailing=mailing, **wrong)
    DeliveryFactory(mailing=mailing, member=None, candidate=ash)

    with pytest.raises(IntegrityError, match="candidate_mailed_once"), transaction.atomic():
        DeliveryFactory(mailing=mailing, member=None, candidate=ash)
