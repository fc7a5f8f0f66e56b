"""Staff watch an import in a real browser."""

import pytest
from django.db import transaction

from members import progress
from members.models import Import
from tests.browser import people
from tests.factories.members import ImportFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_page_follows_a_worker_and_shows_what_came_of_it(page):
    one = ImportFactory(status="received")
    people.log_in(page, people.staff(), then="/admin/")
    page.goto(f"/admin/members/import/{one.pk}/change/")
    assert page.locator("progress").is_hidden()

    with transaction.atomic():
        told = progress.Teller(one.pk, 50_000)
        for done, words in ((20_000, "20,000 of 50,000"), (44_000, "44,000 of 50,000")):
            told.reach(done)
            page.get_by_text(words).wait_for()
            assert page.locator("progress").get_attribute("value") == str(done)
        assert not people.is_wider_than_its_screen(page)

    refused = [[2, 'The amount "-5" is below zero.']]
    counts = {"new": 3, "refused": 1, "changed": 0, "unchanged": 0, "gained": 0, "lost": 0}
    Import.objects.update(
        status="applied",
        settled_at="2026-05-05T12:00Z",
        counts=counts,
        refusals=refused,
        needs_a_look=True,
    )
    page.get_by_role("button", name="I have looked through these lines").wait_for()
