"""What stands around the demo's rounds; loaded with everything else in `test_loading`'s way."""

import pytest

from endorsements.announcements import words_about
from endorsements.demo import season
from endorsements.demo.scripts import script
from endorsements.models import Announcement, Post, Reaction, Reason, Recommendation, Round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("organisation")]


def test_a_recommendation_with_reasons_and_a_recusal_stands_before_the_vote():
    said = Recommendation.objects.get(
        contest__round__slug=script("open").slug, contest__key="senate"
    )

    assert said.in_words == "Calla Windrose"
    assert said.reasons.startswith("This committee does not exist.")
    assert said.names_of_recused[0].startswith("Ottoline Marsh (invented), who works for")
    assert said.corrections == 0


def test_invented_members_talk_and_say_so():
    posts = Post.objects.filter(contest__round__slug=script("open").slug)

    assert posts.count() == len(season.plan()["posts"])
    assert all(one.text.startswith("Invented post: ") for one in posts)
    assert posts.exclude(parent=None).count() == 3
    assert set(posts.values_list("member__is_demo", flat=True)) == {True}
    assert Reaction.objects.count() == len(season.plan()["reactions"])


def test_the_announcement_quotes_those_who_consented():
    announcement = Announcement.objects.published().get()
    words = words_about(announcement.round)

    assert announcement.round.slug == script("certified").slug
    assert sorted(one.says for one in words) == sorted(
        one["text"] for one in season.plan()["reasons"] if one["may_quote"]
    )
    assert all(", " in one.signed for one in words)
    assert Reason.objects.count() == len(words)


def test_a_chapters_own_round_stands_beside_the_statewide_one():
    own = Round.objects.get(slug=script("chapter").slug)
    race = own.contests.get()

    assert (own.status, own.chapter.name) == ("open", "Harbor Towns (demo)")
    beside = Round.objects.get(slug=script("open").slug).contests.get(key=race.key)
    assert str(beside) == str(race)
    assert own.roll.who_voted().count() == 26
    assert not own.roll.exclude(member__chapters=own.chapter).exists()
