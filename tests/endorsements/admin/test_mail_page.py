"""The mails of a round at the staff desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements.mailings import planning
from endorsements.models import Delivery, DeliveryState, Mailing, Round
from members.models import Look, MemberAddress
from tests.factories.endorsements import (
    ContestFactory,
    MailingFactory,
    SentFactory,
    draft_round,
    entries,
    open_round,
)
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def address(name, voting_round, *more):
    return reverse(f"admin:endorsements_round_{name}", args=[voting_round.pk, *more])


def page(staff, voting_round) -> str:
    return staff.get(address("mails", voting_round)).content.decode()


def sent_mailing(voting_round, **fields):
    return MailingFactory(round=voting_round, state="sent", ended_at=timezone.now(), **fields)


def test_a_draft_without_mails_says_so_and_is_given_the_usual_ones(staff):
    voting_round = ContestFactory().round
    assert "No mail is planned" in page(staff, voting_round)

    staff.post(address("mails_plan", voting_round))

    text = page(staff, voting_round)
    assert "Reminder half-way" in text
    assert "Closing soon, 3 hours before the close" in text


def test_mails_are_read_and_found_good_from_the_page(staff):
    voting_round = draft_round()
    planning.plan_usual(voting_round.pk, by=None)
    read = [
        f"{row['mailing'].pk}:{row['digest']}"
        for row in staff.get(address("mails", voting_round)).context["unread"]
    ]
    assert len(read) == 6

    answer = staff.post(address("mails_good", voting_round), {"read": read}, follow=True)

    assert "Noted: you have read the mails" in answer.content.decode()
    assert planning.unread(voting_round) == []
    assert "To be read before" not in page(staff, voting_round)


@pytest.mark.parametrize("read", [[], ["x:y"], ["1:"], ["²:a"]])
def test_odd_claims_to_have_read_change_nothing(staff, read):
    mailing = MailingFactory()

    answer = staff.post(address("mails_good", mailing.round), {"read": read}, follow=True)

    assert "Please read it again" in answer.content.decode()
    assert not Mailing.objects.exclude(read_digest="").exists()


def test_a_mail_is_shown_as_text_and_as_html_that_loads_nothing(staff):
    mailing = MailingFactory(note="Come to the <b>forum</b>.")

    text = staff.get(address("mail", mailing.round, mailing.pk)).content.decode()
    html = staff.get(address("mail_html", mailing.round, mailing.pk))

    assert "Come to the &lt;b&gt;forum&lt;/b&gt;." in text
    assert "Come to the &lt;b&gt;forum&lt;/b&gt;." in html.content.decode()
    assert html.headers["Content-Security-Policy"].startswith("default-src 'none';")


def test_own_words_are_kept_and_refused_when_too_long(staff):
    mailing = MailingFactory()
    note = address("mail_note", mailing.round, mailing.pk)

    staff.post(note, {"note": "Hello."})
    answer = staff.post(note, {"note": "x" * 2001}, follow=True)

    mailing.refresh_from_db()
    assert mailing.note == "Hello."
    assert "2,000 characters at most" in answer.content.decode()


def test_a_mail_is_taken_off_the_plan(staff):
    mailing = MailingFactory()

    staff.post(address("mail_remove", mailing.round, mailing.pk))

    assert not Mailing.objects.exists()


def test_what_has_begun_stays_and_says_so(staff):
    mailing = sent_mailing(MailingFactory().round, kind="result")

    answer = staff.post(address("mail_remove", mailing.round, mailing.pk), follow=True)

    assert "can no longer be changed" in answer.content.decode()
    assert Mailing.objects.filter(pk=mailing.pk).exists()


@pytest.mark.parametrize(("hours", "planned"), [("48", 1), ("0", 0), ("x", 0), ("99999", 0)])
def test_a_reminder_at_other_hours(staff, hours, planned):
    voting_round = ContestFactory().round

    staff.post(address("mails_remind", voting_round), {"hours": hours})

    assert Mailing.objects.filter(hours_before=48).count() == planned


def test_beside_an_unread_mail_stands_that_it_waits(staff):
    draft, voting_round = draft_round(1), open_round(2)
    mails = [MailingFactory(round=draft), MailingFactory(round=voting_round)]
    MailingFactory(round=voting_round, kind="result", is_good=True)
    sent_mailing(voting_round, kind="closing")

    pages = [page(staff, one) for one in (draft, voting_round)]
    alone = [staff.get(address("mail", one.round, one.pk)).content.decode() for one in mails]

    words = "it does not go out before somebody has"
    assert [text.count(words) for text in (*pages, *alone)] == [0, 2, 0, 1]
    assert pages[1].count("It goes out in any case") == 1


def test_the_mails_are_sent_to_oneself(staff, mailoutbox):
    voting_round = MailingFactory().round

    answer = staff.post(address("mails_try", voting_round), follow=True)

    assert len(mailoutbox) == 1
    assert f"sent to {mailoutbox[0].to[0]}" in answer.content.decode()


def test_numbers_and_what_came_back_stand_on_the_page_and_the_look_is_kept(staff):
    voting_round = open_round(2)
    mailing = sent_mailing(voting_round)
    first, second = entries(voting_round)
    SentFactory(mailing=mailing, member=first.member)
    SentFactory(
        mailing=mailing, member=second.member, state=DeliveryState.BOUNCED, to="gone@example.org"
    )

    text = page(staff, voting_round)

    assert "bounced: 1<br>handed over: 1" in text
    assert "gone@example.org" in text
    assert "mails that came back" in Look.objects.get().term


def test_a_mail_is_sent_again_by_address(staff):
    voting_round = open_round(1)
    mailing = sent_mailing(voting_round)
    email = MemberAddress.objects.get().email

    staff.post(address("mails_again", voting_round), {"mailing": mailing.pk, "email": email})

    assert Delivery.objects.get().member_id == entries(voting_round)[0].member_id


@pytest.mark.parametrize("sent", [{}, {"mailing": "x", "email": "ada@example.org"}])
def test_sending_again_asks_for_a_mail_and_an_address(staff, sent):
    mailing = sent_mailing(open_round(1))

    answer = staff.post(address("mails_again", mailing.round), sent, follow=True)

    assert "Choose a mail" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_nothing_is_done_on_get_and_nothing_for_strangers(staff, client):
    mailing = MailingFactory()
    acts = ["mails_plan", "mails_remind", "mails_good", "mails_try", "mails_again"]

    assert {staff.get(address(name, mailing.round)).status_code for name in acts} == {405}
    for name in ("mail_note", "mail_remove"):
        assert staff.get(address(name, mailing.round, mailing.pk)).status_code == 405
    client.logout()
    client.force_login(UserFactory())
    assert client.get(address("mails", mailing.round)).status_code == 403


def test_staff_without_the_right_are_refused(client):
    mailing = MailingFactory()
    user = UserFactory(is_staff=True, staff_since=timezone.now())
    client.force_login(user)

    assert client.get(address("mails", mailing.round)).status_code == 403
    assert client.post(address("mails_try", mailing.round)).status_code == 403


def test_more_copies_take_no_more_queries(staff, django_assert_max_num_queries):
    voting_round = open_round(3)
    mailing = sent_mailing(voting_round)
    counts = []
    for entry in entries(voting_round):
        SentFactory(mailing=mailing, member=entry.member, state=DeliveryState.BOUNCED)
        with django_assert_max_num_queries(80) as captured:
            page(staff, voting_round)
        counts.append(len(captured))

    assert counts[0] == counts[2]


def test_a_new_round_is_given_the_usual_mails(staff):
    assert Round.objects.count() == 0
    form = {
        "title": "Primary",
        "summary": "",
        "embargo_hours": "0",
        "challenge_days": "7",
        "counts_minimum": "3",
        "records_minimum": "10",
        "contests-TOTAL_FORMS": "0",
        "contests-INITIAL_FORMS": "0",
    }

    staff.post(reverse("admin:endorsements_round_add"), form)

    assert Round.objects.get().mailings.count() == 6
