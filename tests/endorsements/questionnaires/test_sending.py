from datetime import UTC, datetime, timedelta

import pytest

from endorsements.errors import LinkRevoked, LinkUnknown, QuestionnaireRefused
from endorsements.models import CandidateLink, Invitation, Questionnaire
from endorsements.questionnaires import answering, links, sending
from members.models import OutboxMail
from tests.endorsements.questionnaires.asked import (
    LINK,
    answer_all,
    ask,
    due,
    let_the_deadline_pass,
    path_for,
    questionnaire,
)
from tests.factories.endorsements import CandidateFactory, QuestionnaireFactory
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def token_of(invitation):
    return path_for(invitation).split("/")[2]


def test_send_freezes_invites_and_mails_each_their_own_link():
    ash, birch = CandidateFactory(), CandidateFactory()

    first, second = ask(ash, birch)

    assert Questionnaire.objects.get().is_sent
    assert [one.candidate for one in (first, second)] == [ash, birch]
    assert links.invitation_of(token_of(first)) == first
    assert links.invitation_of(token_of(second)) == second
    assert all(mail.forget for mail in OutboxMail.objects.all())


def test_no_link_stands_in_the_database_once_its_mail_is_gone():
    (invitation,) = ask()
    token = token_of(invitation)

    kept = CandidateLink.objects.get()

    assert token not in str(vars(kept))
    assert kept.digest == links.digest_of(token)


@pytest.mark.parametrize(
    ("days", "made", "sentence"),
    [
        (0.5, questionnaire, "Candidates need at least a day: please choose a later deadline."),
        (14, QuestionnaireFactory, "There is no question in it yet."),
    ],
)
def test_send_refuses(days, made, sentence):
    candidate, made = CandidateFactory(), made()

    with pytest.raises(QuestionnaireRefused) as refusal:
        sending.send(made.pk, {candidate.pk: "a@example.org"}, due_at=due(days), by=StaffFactory())

    assert str(refusal.value) == sentence
    assert not Invitation.objects.exists()


def test_send_refuses_nobody_those_asked_and_rehearsals():
    made, asked, rehearsing = questionnaire(), CandidateFactory(), CandidateFactory()
    rehearsing.contest.round.rehearsal = True
    ask(asked, made=made)

    found = sending.obstacles(made, [asked, rehearsing], due(), datetime.now(UTC))

    assert found == [
        f"{asked} was asked already.",
        f"{rehearsing} stands in a rehearsal, and no real person is asked for one.",
    ]
    assert sending.obstacles(made, [], due(), datetime.now(UTC)) == [
        "Please choose at least one candidate."
    ]


def test_send_again_goes_to_a_new_address_and_the_older_link_still_works():
    (invitation,) = ask()
    older = token_of(invitation)

    again = sending.send_again(invitation.pk, by=StaffFactory(), email="new@example.org")

    assert links.invitation_of(older) == links.invitation_of(token_of(again)) == invitation
    assert again.email == "new@example.org"


def test_send_again_after_the_deadline_is_refused():
    (invitation,) = ask()
    let_the_deadline_pass(invitation)

    with pytest.raises(QuestionnaireRefused, match="Give more time first"):
        sending.send_again(invitation.pk, by=StaffFactory())


def test_revoke_takes_back_every_link():
    (invitation,) = ask()
    first = token_of(invitation)
    sending.send_again(invitation.pk, by=StaffFactory())
    second = token_of(invitation)

    assert sending.revoke(invitation.pk, by=StaffFactory()) == 2

    for token in (first, second):
        with pytest.raises(LinkRevoked):
            links.invitation_of(token)


@pytest.mark.parametrize("token", ["x", "x" * 5000, "\ud800", "ü", "..", "%00"])
def test_guesses_lead_nowhere(token):
    ask()

    with pytest.raises(LinkUnknown):
        links.invitation_of(token)


def test_extend_opens_the_answers_again_and_never_shortens():
    (invitation,) = ask()
    let_the_deadline_pass(invitation)

    later = sending.extend(invitation.pk, due_at=due(3), by=StaffFactory())

    answering.begin(invitation.pk)
    with pytest.raises(QuestionnaireRefused, match="must be later"):
        sending.extend(invitation.pk, due_at=later.due_at - timedelta(hours=1), by=StaffFactory())


def test_each_reminder_goes_out_once_to_who_has_not_answered():
    waiting, answered, revoked = ask(CandidateFactory(), CandidateFactory(), CandidateFactory())
    answer_all(answered)
    sending.revoke(revoked.pk, by=StaffFactory())

    def reminded(days_before):
        return sending.remind(waiting.due_at - timedelta(days=days_before))

    # Asked a fortnight ago as far as the reminder is concerned: the clock is an argument.
    assert [reminded(days) for days in (8, 6, 5, 1.5, 1.4, -1)] == [0, 1, 0, 1, 0, 0]
    mails = OutboxMail.objects.filter(kind="questionnaire.reminded")
    assert [mail.to for mail in mails] == [waiting.email] * 2
    assert all(LINK.search(mail.body) for mail in mails)


def test_who_was_invited_within_the_week_is_not_reminded_of_the_week():
    (invitation,) = ask()
    Invitation.objects.update(due_at=datetime.now(UTC) + timedelta(days=3))

    assert sending.remind(datetime.now(UTC)) == 0
    assert sending.remind(datetime.now(UTC) + timedelta(days=1.5)) == 1
    assert len(Invitation.objects.get(pk=invitation.pk).reminders) == 1
