"""Endorsements decided before this system are facts, each entered once."""

import pytest
from django.db import IntegrityError

from tests.factories.endorsements import PastEndorsementFactory

pytestmark = pytest.mark.django_db


def test_a_past_endorsement_is_entered_once():
    PastEndorsementFactory(candidate="Ada")
    PastEndorsementFactory(candidate="Ada", year=2016)

    with pytest.raises(IntegrityError, match="past_endorsement_entered_once"):
        PastEndorsementFactory(candidate="Ada")


def test_a_past_endorsement_is_called_by_year_office_and_candidate():
    assert str(PastEndorsementFactory.build(candidate="Ada")) == "2014 Governor: Ada"
