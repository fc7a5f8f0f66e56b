"""Whom somebody was linked with is kept, by name in the address of their page."""

import pytest

from endorsements import linking
from members.models import AuditEvent
from tests.factories.endorsements import CandidateFactory, PastEndorsementFactory
from tests.factories.members import StaffFactory
from tests.factories.scorecard import LegislatorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [CandidateFactory, PastEndorsementFactory])
def test_a_link_and_its_correction_are_kept(make):
    ada, ben = LegislatorFactory(slug="ada"), LegislatorFactory(slug="ben")
    staff, thing = StaffFactory(), make(legislator=ada)
    linking.note(thing, before=None, by=staff)
    thing.legislator = ben
    linking.note(thing, before=ada.pk, by=staff)
    thing.legislator = None
    linking.note(thing, before=ben.pk, by=staff)

    events = AuditEvent.objects.filter(action=f"{thing._meta.model_name}.linked").order_by("pk")
    assert [event.detail for event in events] == [
        {"old": "nobody", "new": "ada"},
        {"old": "ada", "new": "ben"},
        {"old": "ben", "new": "nobody"},
    ]
    assert {event.actor_id for event in events} == {staff.pk}


def test_nothing_is_kept_of_no_change():
    ada = LegislatorFactory()
    assert linking.note(CandidateFactory(legislator=ada), before=ada.pk, by=StaffFactory()) is None
    assert not AuditEvent.objects.exists()
