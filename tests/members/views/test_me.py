"""“My membership” in each state, and the year's statement."""

from datetime import UTC, datetime

import pytest
import time_machine

from members import mail_choices
from tests.factories.endorsements import cast, entries, open_round
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    RefundFactory,
    UserFactory,
)
from tests.members.people import ADA, ada, login_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_may():
    with time_machine.travel(datetime(2026, 5, 5, 16, tzinfo=UTC), tick=False):
        yield


def page(client, user, address="/members/me/", status=200) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_who_is_not_logged_in_is_asked_to(client):
    assert client.get("/members/me/").headers["Location"] == "/accounts/login/?next=/members/me/"


def test_an_unverified_address_leads_to_its_code(client):
    user = EmailAddressFactory(email=ADA, verified=False, user=UserFactory(email=ADA)).user

    assert f"We do not know yet that {ADA} is yours" in page(client, user)


def test_an_address_on_no_roll_is_said_so(client):
    html = page(client, login_of(ADA))

    assert f"No member on our rolls has the address {ADA}" in html
    assert "/members/me/close/" in html


def test_a_shared_address_is_said_so(client):
    for _ in range(2):
        MemberAddressFactory(email=ADA)

    assert "We cannot tell which member you are" in page(client, login_of(ADA))


def test_a_member_reads_standing_reason_chapters_and_years(client, in_may):
    member, user = ada()
    member.chapters.add(ChapterFactory(name="Boston"))
    ContributionFactory(member=member)

    html = page(client, user)

    for words in (
        "You are a member in good standing until 3 March 2027.",
        "Dues of $120 on 3 March 2026 cover until 3 March 2027.",
        "Boston",
        "/members/me/statement/2026/",
        "$120.00",
    ):
        assert words in html
    assert "Given back" not in html


def test_who_never_paid_is_told_where_to(client, in_may):
    html = page(client, ada()[1])

    assert "You are not in good standing: no dues are recorded for you." in html
    assert "Nothing is recorded yet." in html


def test_a_refund_shows_what_went_back(client, in_may):
    member, user = ada()
    RefundFactory(undoes=ContributionFactory(member=member))

    assert "Given back" in page(client, user)


def test_refused_mails_are_not_ticked(client):
    member, user = ada()
    mail_choices.choose(member.pk, wanted=["results"], by=user)

    html = page(client, user)

    assert html.count(" checked") == 1


def test_rounds_are_listed_without_a_word_on_how(client):
    voting_round = open_round(1)
    [entry] = entries(voting_round)
    cast(entry, "ash")
    user = login_of(entry.member.addresses.get().email)

    html = page(client, user)

    assert voting_round.title in html
    assert "You voted." in html
    assert "Ash" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_many_entries(client, count, count_queries):
    member, user = ada()
    ContributionFactory.create_batch(count, member=member)
    for number in range(count):
        MemberAddressFactory(member=member, email=f"more{number}@example.org")
        member.chapters.add(ChapterFactory())
    client.force_login(user)

    with count_queries() as queries:
        client.get("/members/me/")

    assert len(queries) == 11


def test_the_statement_of_a_year_is_a_letter(client, in_may, settings):
    settings.TAX_NOTICE = "Ask your accountant."
    member, user = ada()
    paid = ContributionFactory(member=member, series="AB1")
    RefundFactory(undoes=paid)
    ContributionFactory(member=member, kind="gift", amount_cents=25_00)

    html = page(client, user, "/members/me/statement/2026/")

    for words in (
        "Dear Ada Lovelace,",
        "we received $145.00 from you in 2026 and gave back $120.00; we kept $25.00",
        "The year is not over",
        "Dues, one of a series",
        "-$120.00",
        "Ask your accountant.",
    ):
        assert words in html


def test_the_statement_of_a_year_that_is_over_says_so_no_more(client):
    member, user = ada()
    ContributionFactory(member=member)

    with time_machine.travel(datetime(2027, 1, 1, 16, tzinfo=UTC)):
        html = page(client, user, "/members/me/statement/2026/")

    assert "In 2026 we received $120.00 from you." in html
    assert "The year is not over" not in html


@pytest.mark.parametrize("year", [2025, 2026])
def test_there_is_no_statement_of_a_year_without_money(client, year):
    member, user = ada()
    ContributionFactory(member=member, kind="waiver", amount_cents=0)

    page(client, user, f"/members/me/statement/{year}/", status=404)


def test_there_is_no_statement_for_somebody_on_no_roll(client):
    page(client, login_of(ADA), "/members/me/statement/2026/", status=404)
