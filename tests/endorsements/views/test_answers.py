import pytest

from endorsements.models import Candidate
from tests.endorsements.questionnaires.asked import answer_all, ask, let_the_deadline_pass
from tests.factories.endorsements import draft_round, entries, scheduled_round
from tests.members.people import login_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def voting_round():
    return scheduled_round(2)


@pytest.fixture
def page(voting_round):
    """The page of governor, where Ash has answered and Birch has not."""
    ash, birch = ask(*Candidate.objects.filter(contest__round=voting_round).order_by("key"))
    answer_all(ash)
    let_the_deadline_pass(ash, birch)
    return f"/rounds/{voting_round.slug}/answers/governor/"


def test_answers_stand_side_by_side(client, page, voting_round):
    said = client.get(page).content.decode()

    assert "Homes first" in said
    assert "Did not respond." in said
    assert "How urgent is it?" not in said
    assert page in client.get(f"/rounds/{voting_round.slug}/").content.decode()


def test_members_see_their_questions(client, page, voting_round):
    client.force_login(login_of(entries(voting_round)[0].member.addresses.first().email))

    assert "How urgent is it?" in client.get(page).content.decode()


def test_drafts_and_contests_where_nobody_was_asked_have_no_page(client, voting_round):
    draft = draft_round(2)
    ask(*Candidate.objects.filter(contest__round=draft))

    assert client.get(f"/rounds/{voting_round.slug}/answers/governor/").status_code == 404
    assert client.get(f"/rounds/{draft.slug}/answers/governor/").status_code == 404
    assert "answers/governor" not in client.get(f"/rounds/{voting_round.slug}/").content.decode()
