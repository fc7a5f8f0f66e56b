"""What became of an endorsement is noted beside the result and shown wherever it is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsements import decisions, later
from endorsements.errors import CannotBeNoted
from endorsements.models import Candidate, Contest, LaterState, Result, Round
from endorsements.tally.vocabulary import NO_ENDORSEMENT
from members.models import AuditEvent
from scorecard.endorsed import endorsed
from tests.factories.endorsements import published_round
from tests.factories.members import StaffFactory
from tests.factories.scorecard import LegislatorFactory

pytestmark = pytest.mark.django_db
WON = ["ash", "ash", "ash"]


def mark(contest, state="won", **fields):
    fields = {"winner": "ash", "on": timezone.localdate(), "reason": "The canvass."} | fields
    return LaterState(contest=contest, state=state, **fields)


@pytest.fixture
def contest():
    return published_round(WON).contests.get()


def test_a_mark_stands_beside_the_result_on_every_page(contest, client):
    ada = LegislatorFactory()
    Candidate.objects.filter(key="ash").update(legislator=ada)
    before = Result.objects.values().get()
    staff = StaffFactory()
    noted = later.note(mark(contest, election="primary"), by=staff)

    said = later.in_words(noted)
    assert said == f"Won the primary ({timezone.localdate():%-d %B %Y})"
    assert said in client.get(reverse("endorsements:endorsements")).content.decode()
    page = client.get(reverse("endorsements:round", args=[contest.round.slug])).content.decode()
    assert f"{said}: Ash. The canvass." in page
    assert said in decisions.panel(ada).rows[0].says
    assert Result.objects.values().get() == before
    event = AuditEvent.objects.get(action="endorsement.later")
    assert (event.actor_id, event.detail["reason"]) == (staff.pk, "The canvass.")


def test_what_was_taken_back_is_kept_and_leaves_the_pages(contest, client):
    noted = later.note(mark(contest, "lost"), by=StaffFactory())
    later.take_back(noted.pk, because=" Another race. ", by=StaffFactory())

    stored = LaterState.objects.get()
    assert (stored.state, stored.taken_back_because) == ("lost", "Another race.")
    assert "Lost" not in client.get(reverse("endorsements:endorsements")).content.decode()
    assert AuditEvent.objects.filter(action="endorsement.later_taken_back").count() == 1
    later.note(mark(contest, "won"), by=StaffFactory())
    with pytest.raises(CannotBeNoted, match="taken back before"):
        later.take_back(noted.pk, because="Again.", by=StaffFactory())
    with pytest.raises(CannotBeNoted, match="say why"):
        later.take_back(LaterState.objects.last().pk, because=" ", by=StaffFactory())


def test_who_was_rescinded_is_listed_as_such_and_endorsed_no_more(contest):
    ada = LegislatorFactory()
    Candidate.objects.filter(contest=contest, key="ash").update(legislator=ada)
    assert endorsed() == {ada.pk}
    other = published_round([NO_ENDORSEMENT] * 3, title="The second look")
    later.note(mark(contest, "rescinded", by_round=other), by=StaffFactory())

    assert endorsed() == frozenset()
    assert "Rescinded by a round, “The second look”" in decisions.panel(ada).rows[0].says


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"winner": "birch"}, "did not endorse"),
        ({"on": date(2999, 1, 1)}, "once it has happened"),
        ({"on": date(2020, 1, 1)}, "before the vote ended"),
        ({"reason": " "}, "on what this rests"),
        ({"state": "withdrew", "election": "primary"}, "Only who won or lost"),
        ({"state": "rescinded"}, "Name the round"),
    ],
)
def test_what_cannot_be_noted(contest, fields, why):
    with pytest.raises(CannotBeNoted, match=why):
        later.note(mark(contest, **fields), by=StaffFactory())
    assert not LaterState.objects.exists()


def test_a_round_does_not_rescind_itself(contest):
    with pytest.raises(CannotBeNoted, match="another round"):
        later.note(mark(contest, "rescinded", by_round=contest.round), by=StaffFactory())


@pytest.mark.parametrize("kind", ["rehearsal", "unpublished"])
def test_what_is_not_public_has_no_later_state(kind):
    published_round(WON, rehearsal=kind == "rehearsal")
    if kind == "unpublished":
        Round.objects.update(status="counted")
    with pytest.raises(CannotBeNoted, match="Only what a published round decided"):
        later.note(mark(Contest.objects.get()), by=StaffFactory())


def test_a_contradiction_is_refused_in_a_sentence(contest):
    later.note(mark(contest), by=StaffFactory())
    with pytest.raises(CannotBeNoted, match="noted already"):
        later.note(mark(contest), by=StaffFactory())
    with pytest.raises(CannotBeNoted, match="The opposite is noted of the same election"):
        later.note(mark(contest, "lost"), by=StaffFactory())


def test_the_admin_notes_and_takes_back(contest, client):
    client.force_login(StaffFactory())
    form = {
        "whose": f"{contest.pk}:ash",
        "state": "won",
        "election": "",
        "on": timezone.localdate().isoformat(),
        "reason": "<script>alert(1)</script>",
        "by_round": "",
    }
    add = reverse("admin:endorsements_laterstate_add")
    wrong = client.post(add, form | {"on": (timezone.localdate() + timedelta(2)).isoformat()})
    assert "It is noted once it has happened." in wrong.content.decode()
    assert client.post(add, form).status_code == 302
    noted = LaterState.objects.get()
    page = client.get(reverse("endorsements:round", args=[contest.round.slug])).content.decode()
    assert "&lt;script&gt;alert(1)" in page

    change = reverse("admin:endorsements_laterstate_change", args=[noted.pk])
    assert client.get(change).status_code == 200
    assert "Please say why" in client.post(change, {"taken_back_because": " "}).content.decode()
    assert client.post(change, {"taken_back_because": "A mistake."}).status_code == 302
    noted.refresh_from_db()
    assert noted.taken_back_at is not None
    assert client.post(change, {"taken_back_because": "Again."}).status_code == 403
    assert client.get(reverse("admin:endorsements_laterstate_changelist")).status_code == 200
    delete = reverse("admin:endorsements_laterstate_delete", args=[noted.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
