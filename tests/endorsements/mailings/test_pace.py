"""So many mails a minute, whoever asks."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from endorsements.mailings import pace
from tests.factories.endorsements import SentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("a_minute", "a_run"), [(600, 50), (1, 1), (13, 2), (0, 0)])
def test_a_run_gets_its_part_of_a_minute(settings, a_minute, a_run):
    settings.MAILS_PER_MINUTE = a_minute

    assert pace.allowed(timezone.now()) == a_run


def test_what_went_in_the_last_minute_is_taken_off(settings):
    settings.MAILS_PER_MINUTE = 3
    now = timezone.now()
    for seconds in (10, 50, 70):
        SentFactory(sent_at=now - timedelta(seconds=seconds))

    assert pace.allowed(now) == 1


@pytest.mark.django_db(transaction=True)
def test_one_at_a_time_hands_over():
    answers = []

    def ask():
        with pace.alone() as is_alone:
            answers.append(is_alone)
        connection.close()

    with pace.alone() as is_alone:
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    ask()

    assert (is_alone, answers) == (True, [False, True])
