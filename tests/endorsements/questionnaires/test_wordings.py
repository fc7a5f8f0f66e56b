import pytest

from endorsements.errors import AnswersFixed, QuestionnaireRefused
from endorsements.models import BallotWording, Candidate
from endorsements.questionnaires import wordings
from tests.endorsements.questionnaires.asked import ask, let_the_deadline_pass
from tests.factories.endorsements import scheduled_round
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db


def wishes(invitation, **changed):
    stands = {name: getattr(invitation.candidate, name) for name in wordings.FIELDS}
    return stands | changed


def test_what_stands_is_confirmed_and_what_differs_is_asked_for():
    (invitation,) = ask()

    confirmed = wordings.say(invitation.pk, wishes(invitation)).state
    asked = wordings.say(invitation.pk, wishes(invitation, biography="<b>Me</b>"))

    assert (confirmed, asked.state) == ("confirmed", "asked")
    assert BallotWording.objects.count() == 1
    assert Candidate.objects.get().biography == ""


def test_after_the_deadline_nothing_is_said():
    (invitation,) = ask()
    let_the_deadline_pass(invitation)

    with pytest.raises(AnswersFixed):
        wordings.say(invitation.pk, wishes(invitation))


def test_staff_take_wishes_over_once():
    (invitation,) = ask()
    wordings.say(invitation.pk, wishes(invitation, name="A. Ash", website="https://a.example"))

    wordings.take_over(invitation.pk, by=StaffFactory())

    stands = Candidate.objects.get()
    assert (stands.name, stands.website) == ("A. Ash", "https://a.example")
    with pytest.raises(QuestionnaireRefused, match="asks for no change"):
        wordings.take_over(invitation.pk, by=StaffFactory())


def test_staff_may_leave_it():
    (invitation,) = ask()
    wordings.say(invitation.pk, wishes(invitation, name="The Best"))

    wordings.leave(invitation.pk, by=StaffFactory())

    assert BallotWording.objects.get().state == "left"
    assert Candidate.objects.get().name == invitation.candidate.name


def test_the_name_is_frozen_with_the_round_and_the_biography_is_not():
    candidate = Candidate.objects.filter(contest__round=scheduled_round(2)).first()
    (invitation,) = ask(candidate)
    wordings.say(invitation.pk, wishes(invitation, biography="Me"))
    wordings.take_over(invitation.pk, by=StaffFactory())
    assert Candidate.objects.get(pk=candidate.pk).biography == "Me"

    wordings.say(invitation.pk, wishes(invitation, biography="Me", name="Other"))
    with pytest.raises(QuestionnaireRefused, match="frozen with the round"):
        wordings.take_over(invitation.pk, by=StaffFactory())
