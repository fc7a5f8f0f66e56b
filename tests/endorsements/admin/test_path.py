"""Where a round is and what comes next, for every status."""

import pytest
from django.urls import reverse

from endorsements.admin.path import announcement_of, stages_of
from endorsements.timeline import AHEAD, DONE, NOW
from tests.endorsements.admin.staging import IN_STATUS
from tests.factories.endorsements import AnnouncementFactory, draft_round, published_round

pytestmark = pytest.mark.django_db
PLACE = {"draft": 0, "scheduled": 1, "held": 2, "closed": 3, "counted": 4, "published": 5}


@pytest.mark.parametrize("status", PLACE)
def test_each_status_has_its_place(staff, status):
    voting_round = IN_STATUS[status]()
    states = [stage.state for stage in stages_of(voting_round)]
    place = PLACE[status]
    assert states == [DONE] * place + [NOW] + [AHEAD] * (6 - place)
    page = staff.get(reverse("admin:endorsements_round_path", args=[voting_round.pk]))
    assert page.content.decode().count("here now") == 1


def test_of_an_annulled_round_nothing_comes_next(staff):
    voting_round = IN_STATUS["annulled"]()
    page = staff.get(reverse("admin:endorsements_round_path", args=[voting_round.pk]))
    assert "the round has ended for good" in page.content.decode()


def test_it_says_how_the_announcement_stands():
    voting_round = draft_round(1)
    assert announcement_of(voting_round)["says"].startswith("Nobody has written it.")
    told = AnnouncementFactory(round=voting_round)
    assert "appears by itself on" in announcement_of(voting_round)["says"]
    told.publish_at = None
    told.save()
    assert announcement_of(voting_round)["says"] == "It is written and has no time yet."
    decided = published_round(["ash"])
    told = AnnouncementFactory(round=decided)
    told.published_at = told.publish_at
    told.save()
    assert announcement_of(decided)["says"].startswith("It appeared on")
