"""Every page, light and dark, on a phone and a desk: axe finds nothing, nothing sticks out."""

from datetime import date

import pytest

from endorsements import rounds
from members.mail_choices import unsubscribe_address
from members.models import MailSubject
from tests.browser import people
from tests.endorsements.views.every_result import published_with_every_form
from tests.factories import scorecard
from tests.factories.endorsements import (
    PastEndorsementFactory,
    cast_all,
    close,
    entries,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import (
    ContributionFactory,
    MemberAddressFactory,
    RefundFactory,
    StaffFactory,
)
from tests.members.people import login_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_living_site():
    """Rounds in every state that the public sees; returns the addresses of their pages."""
    votes = ["ash"] * 8 + ["birch"] * 3 + [""]
    published = published_round(votes, challenge_days=7)
    small = published_round(["ash", "birch"], counts_minimum=3, records_minimum=4)
    every_form = published_with_every_form()
    voting_round = open_round(4)
    cast_all(voting_round, ["ash", "birch"])
    held, counting, annulled = open_round(3), open_round(3), open_round(3)
    rounds.hold(
        held.pk, reason="A check of the mail.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    close(counting)
    rounds.annul(
        annulled.pk, reason="The roll was wrong.", by=StaffFactory(), proposed_by=StaffFactory()
    )
    every = [published, small, every_form, voting_round, held, counting, annulled]
    every.append(scheduled_round(3))
    PastEndorsementFactory(share="over 70 %", later="won")
    general = ["/", "/endorsements/", "/record/", "/how-it-works/", "/what-staff-can-see/"]
    general += ["/how-we-count/", "/members/join/"]
    accounts = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"]
    accounts += ["/members/am-i-a-member/", "/members/am-i-a-member/asked/", "/members/closed/"]
    codes = f"/rounds/{published.slug}/codes/governor/"
    return [*general, *accounts, codes, *(f"/rounds/{one.slug}/" for one in every)]


def a_small_scorecard():
    """A session with all kinds of things in it; returns the addresses of its pages."""
    item = scorecard.ScoredItemFactory()
    visit = scorecard.ScoredItemFactory(
        session=item.session, kind="other", bill_number="", voted_on=None, title="A visit"
    )
    topic = scorecard.TopicFactory()
    item.topics.add(topic)
    for mark in ("plus", "minus", "nv", "nvp", "na", "other"):
        row = scorecard.VoteRowFactory(session=item.session)
        scorecard.PositionFactory(row=row, item=item, mark=mark)
        scorecard.PositionFactory(row=row, item=visit, mark=mark)
    version = scorecard.BillVersionFactory(bill__session=item.session)
    column = scorecard.SponsorColumnFactory(session=item.session)
    scorecard.CosponsorshipFactory(column=column, bill=version.bill)
    scorecard.ServiceFactory(legislator=column.legislator)
    person = item.positions.first().row.legislator
    scorecard.ServiceFactory(legislator=person, district="1st Demo")
    other = item.positions.last().row.legislator
    old = scorecard.VoteRowFactory(legislator=person)
    scorecard.PositionFactory(row=old)
    PastEndorsementFactory(legislator=person, year=2000)
    things = [person, column.legislator, item.session, item, visit, version.bill, topic]
    general = ["issues", "how-we-score", "corrections", "corrections/report", "sessions"]
    return [
        "/scorecard/",
        "/endorsements/since/",
        f"/endorsements/since/{person.slug}/",
        f"/scorecard/compare/?a={person.slug}&b={other.slug}",
        "/scorecard/?served=earlier&group=none&sort=score",
        *(thing.get_absolute_url() for thing in things),
        *(f"/scorecard/{name}/" for name in general),
    ]


@pytest.mark.parametrize("site", [a_living_site, a_small_scorecard])
def test_no_public_page_has_a_fault(page, site):
    for address in site():
        page.goto(address)
        assert people.faults_in_both_looks(page) == []


def test_no_page_of_the_voting_path_has_a_fault(page):
    voting_round = open_round(4)
    entry = entries(voting_round)[0]
    cast_all(voting_round, ["ash", "birch"])
    people.log_in(page, people.voter(entry), then="/ballots/")
    found = people.faults_in_both_looks(page)
    page.goto(f"/ballots/{voting_round.slug}/")
    found += people.faults_in_both_looks(page)
    page.get_by_role("radio").first.check()
    for button in ("Review my ballot", "Cast my ballot"):
        address = page.url
        page.get_by_role("button", name=button).first.click()
        page.wait_for_url(lambda url, old=address: url != old)
        found += people.faults_in_both_looks(page)
    assert found == []


def test_no_page_of_my_membership_has_a_fault(page):
    member = entries(open_round(1))[0].member
    RefundFactory(undoes=ContributionFactory(member=member, received_on=date(2026, 4, 4)))
    MemberAddressFactory(member=member)
    user = people.with_password(login_of(member.addresses.first().email))
    people.log_in(page, user, then="/members/me/")
    found = people.faults_in_both_looks(page)
    stop = unsubscribe_address(member.pk, MailSubject.RESULTS).partition("/members/")[2]
    for address in ("me/statement/2026/", "me/export/", "me/close/", stop):
        page.goto(f"/members/{address}")
        found += people.faults_in_both_looks(page)
    assert found == []


def test_an_account_is_closed_from_the_page_by_keyboard(page):
    member = entries(open_round(1))[0].member
    people.log_in(
        page, people.with_password(login_of(member.addresses.first().email)), then="/members/me/"
    )
    page.get_by_role("link", name="Close my account").click()
    page.get_by_role("checkbox").check()
    page.get_by_label("Type “close my account”").fill("close my account")
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/closed/")
    assert page.get_by_role("heading", level=1).inner_text() == "Your account is closed"
    assert page.get_by_role("link", name="Log in").is_visible()
