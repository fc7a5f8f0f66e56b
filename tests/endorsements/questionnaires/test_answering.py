import pytest

from endorsements.errors import AnswersFixed, NotComplete, QuestionnaireRefused
from endorsements.models import Answer, Invitation, InvitationState
from endorsements.questionnaires import answering
from endorsements.questionnaires.words import EMPTY, Given, mark_of
from members.models import AuditEvent, OutboxMail
from tests.endorsements.questionnaires.asked import (
    answer_all,
    ask,
    let_the_deadline_pass,
    questions_of,
)

pytestmark = pytest.mark.django_db


def fresh(invitation):
    return Invitation.objects.get(pk=invitation.pk)


def stored(invitation):
    return {one.question_id: (one.value, one.comment) for one in invitation.answers.all()}


def test_begin_notes_that_it_was_opened_once():
    (invitation,) = ask()

    answering.begin(invitation.pk)
    answering.begin(invitation.pk)

    assert fresh(invitation).state == "opened"
    assert AuditEvent.objects.filter(action="invitation.opened").count() == 1


def test_save_keeps_what_was_typed_and_opens():
    (invitation,) = ask()
    yes_no, scale, text = questions_of(invitation)

    saved = answering.save(
        invitation.pk,
        {
            yes_no.pk: Given("yes", " Of\r\ncourse ", EMPTY),
            text.pk: Given("far too many words for this one", "", EMPTY),
            scale.pk: Given("", "", EMPTY),
        },
    )

    assert saved.is_whole
    assert fresh(invitation).state == "opened"
    assert stored(invitation) == {
        yes_no.pk: ("yes", "Of\ncourse"),
        text.pk: ("far too many words for this one", ""),
    }


def test_save_passes_over_questions_of_another_questionnaire():
    (invitation,), (other,) = ask(), ask()
    foreign = questions_of(other)[0]

    answering.save(invitation.pk, {foreign.pk: Given("yes", "", EMPTY)})

    assert not Answer.objects.exists()


def test_two_windows_lose_nothing():
    (invitation,) = ask()
    yes_no, _, text = questions_of(invitation)
    answering.save(invitation.pk, {text.pk: Given("first window", "", EMPTY)})

    saved = answering.save(
        invitation.pk,
        {text.pk: Given("second window", "", EMPTY), yes_no.pk: Given("no", "", EMPTY)},
    )

    assert {pk: one.value for pk, one in saved.changed_elsewhere.items()} == {
        text.pk: "first window"
    }
    assert stored(invitation) == {text.pk: ("first window", ""), yes_no.pk: ("no", "")}
    # Shown what stands there, the second window may replace it.
    again = Given("second window", "", mark_of("first window", ""))
    assert answering.save(invitation.pk, {text.pk: again}).is_whole
    assert stored(invitation)[text.pk] == ("second window", "")


def test_a_window_in_which_nothing_was_typed_overwrites_nothing():
    (invitation,) = ask()
    text = questions_of(invitation)[2]
    answering.save(invitation.pk, {text.pk: Given("elsewhere", "", EMPTY)})

    saved = answering.save(invitation.pk, {text.pk: Given("", "", EMPTY)})

    assert saved.is_whole
    assert stored(invitation) == {text.pk: ("elsewhere", "")}


def test_once_submitted_an_answer_that_will_not_do_is_refused():
    (invitation,) = ask()
    answer_all(invitation)
    text = questions_of(invitation)[2]

    saved = answering.save(
        invitation.pk,
        {text.pk: Given("one two three four five six", "", mark_of("Homes first", ""))},
    )

    assert saved.refused == {text.pk: "This has 6 words; at most 5 fit. Please take out 1 word."}
    assert stored(invitation)[text.pk] == ("Homes first", "")


def test_once_submitted_a_good_answer_still_changes():
    (invitation,) = ask()
    answer_all(invitation)
    text = questions_of(invitation)[2]

    answering.save(invitation.pk, {text.pk: Given("Work first", "", mark_of("Homes first", ""))})

    assert stored(invitation)[text.pk] == ("Work first", "")
    assert fresh(invitation).state == "answered"


def test_submit_says_what_is_missing():
    (invitation,) = ask()
    text = questions_of(invitation)[2]
    answering.save(invitation.pk, {text.pk: Given("one two three four five six", "", EMPTY)})

    with pytest.raises(NotComplete) as refusal:
        answering.submit(invitation.pk)

    assert refusal.value.missing == [
        "Do you back rent control?: This question is not answered yet.",
        "How urgent is it?: This question is not answered yet.",
        "What comes first?: This has 6 words; at most 5 fit. Please take out 1 word.",
    ]
    assert fresh(invitation).state == "opened"


def test_submit_twice_is_once_and_mails_once():
    (invitation,) = ask()
    answer_all(invitation)

    answering.submit(invitation.pk)

    assert fresh(invitation).state == "answered"
    assert OutboxMail.objects.filter(kind="questionnaire.noted").count() == 1


def test_submit_without_any_required_question_opens_first():
    (invitation,) = ask()
    Answer.objects.all().delete()
    answer_all(invitation, submits=False)
    Invitation.objects.update(state="invited")

    answering.submit(invitation.pk)

    assert fresh(invitation).state == "answered"


def test_decline_and_answer_after_all():
    (invitation,) = ask()
    answer_all(invitation)

    answering.decline(invitation.pk)
    answering.decline(invitation.pk)

    assert (fresh(invitation).state, fresh(invitation).submitted_at) == ("declined", None)
    with pytest.raises(QuestionnaireRefused, match="You declined"):
        answering.save(invitation.pk, {})
    with pytest.raises(QuestionnaireRefused, match="declined cannot be answered"):
        answering.submit(invitation.pk)
    answering.begin(invitation.pk)
    assert fresh(invitation).state == "opened"
    assert len(stored(invitation)) == 3


@pytest.mark.parametrize(
    "act",
    [
        answering.begin,
        answering.submit,
        answering.decline,
        lambda invitation_id: answering.save(invitation_id, {}),
    ],
)
@pytest.mark.parametrize("state", ["opened", "answered"])
def test_after_the_deadline_nothing_changes(act, state):
    (invitation,) = ask()
    answer_all(invitation, submits=state == "answered")
    let_the_deadline_pass(invitation)

    with pytest.raises(AnswersFixed):
        act(invitation.pk)

    assert fresh(invitation).state == state


def test_every_move_is_tried_against_the_table():
    legal = {(one, to) for one, targets in answering.MOVES.items() for to in targets}
    assert legal == {
        ("invited", "opened"),
        ("invited", "declined"),
        ("opened", "answered"),
        ("opened", "declined"),
        ("answered", "declined"),
        ("declined", "opened"),
    }
    assert set(answering.MOVES) == set(InvitationState)
