"""Endorsements decided before this system are facts, each entered once."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from tests.factories.endorsements import PastEndorsementFactory
from tests.factories.scorecard import LegislatorFactory

pytestmark = pytest.mark.django_db


def test_a_past_endorsement_is_entered_once():
    PastEndorsementFactory(candidate="Ada")
    PastEndorsementFactory(candidate="Ada", year=2016)

    with pytest.raises(IntegrityError, match="past_endorsement_entered_once"):
        PastEndorsementFactory(candidate="Ada")


def test_a_past_endorsement_is_called_by_year_office_and_candidate():
    assert str(PastEndorsementFactory.build(candidate="Ada")) == "2014 Governor: Ada"


def test_the_day_lies_in_the_year():
    PastEndorsementFactory(year=2014, decided_on=date(2014, 5, 1))

    with pytest.raises(IntegrityError, match="past_endorsement_day_lies_in_its_year"):
        PastEndorsementFactory(year=2014, decided_on=date(2015, 5, 1))


def test_a_legislator_whom_an_endorsement_names_stays():
    whose = LegislatorFactory()
    PastEndorsementFactory(legislator=whose)

    with pytest.raises(ProtectedError):
        whose.delete()
