"""Every page, light and dark, on a phone and a desk: axe finds nothing, nothing sticks out."""

import pytest

from endorsements import rounds
from tests.browser import people
from tests.endorsements.views.every_result import published_with_every_form
from tests.factories.endorsements import (
    PastEndorsementFactory,
    cast,
    cast_all,
    close,
    entries,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}


def a_living_site():
    """Rounds in every state that the public sees; returns the addresses of their pages."""
    votes = ["ash"] * 8 + ["birch"] * 3 + [""]
    published = published_round(votes, challenge_days=7)
    small = published_round(["ash", "birch"], counts_minimum=3, records_minimum=4)
    every_form = published_with_every_form()
    voting_round = open_round(4)
    cast_all(voting_round, ["ash", "birch"])
    held, counting, annulled = open_round(3), open_round(3), open_round(3)
    rounds.hold(held.pk, reason="A check of the mail.", by=StaffFactory())
    close(counting)
    rounds.annul(annulled.pk, reason="The roll was wrong.", by=StaffFactory())
    every = [published, small, every_form, voting_round, held, counting, annulled]
    every.append(scheduled_round(3))
    PastEndorsementFactory(share="over 70 %", later="won")
    general = ["/", "/endorsements/", "/record/", "/how-it-works/", "/what-staff-can-see/"]
    general += ["/how-we-count/", "/members/join/"]
    accounts = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"]
    codes = f"/rounds/{published.slug}/codes/governor/"
    return voting_round, [*general, *accounts, codes, *(f"/rounds/{one.slug}/" for one in every)]


# Each width in one scheme and each scheme at one width: layout and colour do not mix.
LOOKS = pytest.mark.parametrize(
    ("viewport", "scheme"), [(NARROW, "dark"), (DESK, "light")], ids=["narrow-dark", "desk-light"]
)


@LOOKS
def test_no_public_page_has_a_fault(new_page, viewport, scheme):
    _, addresses = a_living_site()
    page = new_page(viewport=viewport, color_scheme=scheme)
    for address in addresses:
        page.goto(address)
        assert people.faults(page) == []
        assert not people.is_wider_than_its_screen(page), address


@LOOKS
def test_no_page_of_the_voting_path_has_a_fault(new_page, viewport, scheme):
    voting_round, _ = a_living_site()
    entry = entries(voting_round)[0]
    cast(entry)
    page = new_page(viewport=viewport, color_scheme=scheme)
    people.log_in(page, people.voter(entry), then="/ballots/")
    found = people.faults(page)
    page.goto(f"/ballots/{voting_round.slug}/")
    found += people.faults(page)
    page.get_by_role("radio").first.check()
    for button in ("Review my ballot", "Cast my ballot"):
        page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state()
        found += people.faults(page)
        assert not people.is_wider_than_its_screen(page), page.url
    assert found == []
