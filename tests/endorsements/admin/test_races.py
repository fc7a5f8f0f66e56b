"""Two people at one round: a form that is saved while somebody schedules the round."""

from html import unescape
from threading import Thread

import pytest
from django.db import connection, transaction
from django.test import Client

from endorsements import rounds
from endorsements.admin import as_shown
from tests.endorsements.admin.forms_sent import form_of
from tests.endorsements.admin.staging import change_page
from tests.factories.endorsements import draft_round, fresh
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH_TO_SAVE = 0.7


def test_saving_a_form_waits_for_a_scheduling_and_then_finds_the_round_frozen():
    voting_round, user, browser = draft_round(3), StaffFactory(), Client()
    browser.force_login(user)
    sent = form_of(browser.get(change_page(voting_round)))
    answers = []

    def save():
        late = {"title": "Too late", "contests-0-office": "Too late", "summary": "In time."}
        answers.append(browser.post(change_page(voting_round), sent | late))
        connection.close()

    saving = Thread(target=save)
    with transaction.atomic():
        rounds.schedule(voting_round.pk, by=user)
        saving.start()
        saving.join(LONG_ENOUGH_TO_SAVE)
        assert saving.is_alive()
    saving.join()

    stored = fresh(voting_round)
    assert as_shown.CHANGED in unescape(answers[0].content.decode())
    assert (stored.status, stored.title) == ("scheduled", voting_round.title)
    assert stored.definition is not None
    assert stored.contests.get().office == "Governor"
