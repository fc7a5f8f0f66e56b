"""The discussion: by those who vote in the contest and by staff, one level, while undecided."""

import pytest

from endorsements import rounds
from endorsements.errors import NoPostTaken
from endorsements.models import Contest, Post, PostReport, Reaction
from endorsements.reviewing import discussing
from members.models import AuditEvent
from tests.endorsements.views.voters import user_of
from tests.factories.endorsements import close, entries, held_as_it_is, open_round, scheduled_round
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    return open_round(2)


def contest_of(voting_round):
    return Contest.objects.select_related("round").get(round=voting_round)


def say(entry, text="Who can win?", answers=None):
    return discussing.post(
        contest_of(entry.round).pk, text, by=user_of(entry), member=entry.member, answers=answers
    )


@pytest.mark.parametrize("make", [scheduled_round, open_round])
def test_members_and_staff_write_until_the_close(make):
    voting_round = make(2)
    asked = say(entries(voting_round)[0], " Who can win? ")
    staff = StaffFactory()
    answer = discussing.post(
        asked.contest_id, "Nobody knows.", by=staff, member=None, answers=asked.pk
    )

    assert (asked.text, asked.member) == ("Who can win?", entries(voting_round)[0].member)
    assert (answer.parent, answer.staff, answer.member) == (asked, staff, None)
    assert discussing.signed(asked.contest, None) == "Staff"


@pytest.mark.parametrize("end", [close, held_as_it_is])
def test_it_is_closed_with_the_round(voting_round, end):
    entry = entries(voting_round)[0]
    one = say(entry)
    end(voting_round)
    entry.refresh_from_db()
    for act in (
        lambda: say(entry),
        lambda: discussing.react(one.pk, "agree", wanted=True, member=entry.member),
        lambda: discussing.report(one.pk, "Rude.", member=entry.member),
    ):
        with pytest.raises(NoPostTaken, match="until voting ends"):
            act()
    assert not discussing.may_write(contest_of(voting_round), entry.member, StaffFactory())
    discussing.take_back(one.pk, by=user_of(entry), member=entry.member)
    assert Post.objects.get().text == ""


def test_who_does_not_vote_in_the_contest_writes_nothing(voting_round):
    one = say(entries(voting_round)[0])
    stranger = entries(open_round(1))[-1].member
    for member in (stranger, None):
        with pytest.raises(NoPostTaken, match="who vote in this contest"):
            discussing.post(one.contest_id, "x", by=UserFactory(), member=member)
        with pytest.raises(NoPostTaken, match="who vote in this contest"):
            discussing.react(one.pk, "agree", wanted=True, member=member)
        with pytest.raises(NoPostTaken, match="who vote in this contest"):
            discussing.report(one.pk, "Rude.", member=member)
    assert Post.objects.count() == 1
    assert not Reaction.objects.exists()
    assert not PostReport.objects.exists()


def test_an_answer_is_to_a_post_of_the_same_contest_that_can_be_read(voting_round):
    entry, other = entries(voting_round)[0], entries(open_round(1))[-1]
    asked = say(entry)
    answer = say(entry, answers=asked.pk)
    hidden, gone = say(entry), say(entry)
    discussing.hide(hidden.pk, because="Rude.", by=StaffFactory())
    discussing.take_back(gone.pk, by=user_of(entry), member=entry.member)
    for wrong in (answer.pk, say(other).pk, hidden.pk, gone.pk, 10**9):
        with pytest.raises(NoPostTaken, match="not there any more"):
            say(entry, answers=wrong)


def test_empty_words_are_refused(voting_round):
    with pytest.raises(NoPostTaken, match="Write something"):
        say(entries(voting_round)[0], "  ")


def test_a_reaction_is_put_once_and_taken_off(voting_round):
    entry = entries(voting_round)[1]
    one = say(entries(voting_round)[0])
    for _ in range(2):
        discussing.react(one.pk, "agree", wanted=True, member=entry.member)
    assert str(Reaction.objects.get()) == "I agree"
    discussing.react(one.pk, "agree", wanted=False, member=entry.member)
    assert not Reaction.objects.exists()
    with pytest.raises(NoPostTaken, match="no such reaction"):
        discussing.react(one.pk, "love", wanted=True, member=entry.member)


def test_a_post_is_reported_once_by_a_member_and_with_a_reason(voting_round):
    entry = entries(voting_round)[1]
    one = say(entries(voting_round)[0])
    assert discussing.report(one.pk, " Rude. ", member=entry.member)
    assert not discussing.report(one.pk, "Again.", member=entry.member)
    assert PostReport.objects.get().because == "Rude."
    with pytest.raises(NoPostTaken, match="few words"):
        discussing.report(one.pk, " ", member=entry.member)


def test_a_post_is_taken_back_by_who_wrote_it_alone(voting_round):
    mine, other = entries(voting_round)
    one = say(mine)
    asked_by_staff = discussing.post(one.contest_id, "x", by=StaffFactory(), member=None)
    for number in (one.pk, asked_by_staff.pk, 10**9):
        with pytest.raises(NoPostTaken, match="by who wrote it"):
            discussing.take_back(number, by=user_of(other), member=other.member)
    discussing.take_back(asked_by_staff.pk, by=asked_by_staff.staff, member=None)
    asked_by_staff.refresh_from_db()
    assert (asked_by_staff.text, asked_by_staff.is_taken_back) == ("", True)
    with pytest.raises(NoPostTaken, match="not there any more"):
        discussing.react(asked_by_staff.pk, "agree", wanted=True, member=mine.member)


def test_staff_hide_with_a_reason_and_show_again(voting_round):
    one = say(entries(voting_round)[0])
    staff = StaffFactory()
    discussing.hide(one.pk, because=" Rude. ", by=staff)
    assert Post.objects.get().hidden_because == "Rude."
    discussing.hide(one.pk, because="", by=staff)
    with pytest.raises(NoPostTaken, match="Say why"):
        discussing.hide(one.pk, because=" ", by=staff)
    acts = AuditEvent.objects.filter(action__startswith="post.").values_list("action", flat=True)
    assert list(acts) == ["post.shown", "post.hidden"]


def test_a_round_taken_back_to_draft_keeps_what_was_said():
    voting_round = scheduled_round(1)
    say(entries(voting_round)[0])
    rounds.unschedule(voting_round.pk, by=StaffFactory())
    assert Post.objects.count() == 1


def test_what_somebody_said_is_taken_home(voting_round):
    entry = entries(voting_round)[0]
    one = say(entry)
    assert discussing.as_tables(entry.member)["discussion"] == [
        {
            "round": voting_round.title,
            "contest": "Governor",
            "day": one.written_on,
            "text": "Who can win?",
            "hidden_because": "",
        }
    ]
