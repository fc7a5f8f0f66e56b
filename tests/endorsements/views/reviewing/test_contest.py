"""The members' page of a contest: for members and staff, with notes that are the reader's own."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from endorsements.models import Candidate, CandidateNote, ReadingMatter
from endorsements.reviewing import discussing, recommending
from endorsements.reviewing.recommending import Said
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import CandidateFactory, draft_round, entries, open_round
from tests.factories.members import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def voting_round():
    return open_round(3)


def page_of(voting_round, key="governor"):
    return reverse("endorsements:contest", args=[voting_round.slug, key])


def note_of(voting_round, candidate):
    return reverse("endorsements:note", args=[voting_round.slug, "governor", candidate.pk])


def recommend_ash(voting_round, **words):
    contest, ash = voting_round.contests.get(), Candidate.objects.get(key="ash")
    said = Said("candidate", ash.pk, **words)
    recommending.set_down(contest.pk, said, because="It was late.", by=StaffFactory())
    return contest, ash


def test_a_member_reads_the_recommendation_links_and_events(client, voting_round):
    contest, ash = recommend_ash(voting_round, reasons=SCRIPT, recused="Al (her brother)")
    ReadingMatter.objects.create(contest=contest, title="Debate", starts_at=datetime.now(UTC))
    ReadingMatter.objects.create(
        contest=contest, candidate=ash, title="Her plan", url="https://example.org/plan"
    )
    log_in(client, user_of(entries(voting_round)[0]))
    page = client.get(page_of(voting_round)).content.decode()

    assert '<p class="recommended">Ash</p>' in page
    assert "Took no part in it: Al (her brother)." in page
    assert "after voting began.</strong> It was late." in page
    assert "Debate" in page
    assert '<a href="https://example.org/plan" rel="noopener nofollow">Her plan</a>' in page
    assert SCRIPT not in page
    assert "&lt;script&gt;" in page
    ballot = client.get(reverse("endorsements:ballot", args=[voting_round.slug])).content.decode()
    assert "What the committee recommends" in ballot
    assert SCRIPT not in ballot
    public = client.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()
    assert page_of(voting_round) in public


def test_strangers_and_the_public_do_not_read_it(client, voting_round):
    assert client.get(page_of(voting_round)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(page_of(voting_round)).status_code == 403
    client.force_login(StaffFactory())
    page = client.get(page_of(voting_round))
    assert "It is signed “Staff”" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_a_draft_a_rehearsal_and_a_contest_of_another_round_are_not_found(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]))
    assert client.get(page_of(draft_round(1))).status_code == 404
    assert client.get(page_of(open_round(1, rehearsal=True))).status_code == 404
    assert client.get(page_of(voting_round, "council")).status_code == 404


def test_a_note_is_kept_for_its_writer_and_shown_to_nobody_else(client, voting_round):
    mine, other = entries(voting_round)[:2]
    ash = Candidate.objects.get(key="ash")
    log_in(client, user_of(mine))
    answer = client.post(note_of(voting_round, ash), {"text": SCRIPT}, follow=True)
    page = answer.content.decode()
    assert "Your note on Ash is kept." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in page
    assert SCRIPT not in page

    for user in (user_of(other), StaffFactory()):
        log_in(client, user)
        assert "alert(1)" not in client.get(page_of(voting_round)).content.decode()


def test_a_note_on_a_candidate_of_another_contest_is_not_taken(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]))
    assert client.post(note_of(voting_round, CandidateFactory()), {"text": "x"}).status_code == 404
    assert client.get(note_of(voting_round, Candidate.objects.first())).status_code == 405
    assert not CandidateNote.objects.exists()


def test_a_note_that_is_too_long_is_not_kept(client, voting_round):
    log_in(client, user_of(entries(voting_round)[0]))
    ash = Candidate.objects.get(key="ash")
    answer = client.post(note_of(voting_round, ash), {"text": "x" * 2001}, follow=True)

    assert "Your note was not kept." in answer.content.decode()
    assert not CandidateNote.objects.exists()


def queries_with(client, voting_round, number, count):
    contest = voting_round.contests.get()
    for entry in entries(voting_round)[:number]:
        say = {"by": user_of(entry), "member": entry.member}
        asked = discussing.post(contest.pk, "Who?", **say)
        discussing.post(contest.pk, "She.", answers=asked.pk, **say)
        discussing.react(asked.pk, "agree", wanted=True, member=entry.member)
    with count() as found:
        client.get(page_of(voting_round))
    return len(found)


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    one, three = open_round(3), open_round(3)
    log_in(client, user_of(entries(one)[0]))
    client.get(page_of(one))

    def count():
        return django_assert_max_num_queries(40)

    assert queries_with(client, one, 1, count) == queries_with(client, three, 3, count)
