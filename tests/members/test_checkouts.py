"""Payments that somebody sets out to make: begun once, settled once, whatever fails between."""

from uuid import uuid4

import pytest
from django.db import OperationalError

from members import checkouts, imports
from members.errors import NotOffered, PaymentsAway
from members.models import CheckoutStatus, Import, Member, SourcePerson, Subscription
from tests.factories.members import (
    ChapterFactory,
    CheckoutFactory,
    ImportFactory,
    MemberAddressFactory,
    MemberFactory,
    SourcePersonFactory,
)
from tests.members.feeding import ledger
from tests.members.stripe_site import ADA, begin, connected, hear, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings):
    with connected(settings) as fake:
        yield fake


@pytest.fixture
def ada():
    return MemberAddressFactory(email="ada@example.org", member__name="Ada Lovelace").member


def as_member(member) -> checkouts.Payer:
    return checkouts.Payer(member.name, "ada@example.org", member, is_proved=True)


def settle_all():
    return [checkouts.settle(one.pk) for one in checkouts.Checkout.objects.all()]


def test_a_payment_is_on_the_ledger_before_any_event_has_arrived(fake):
    session = paid(fake, dues=10_00, gift=5_00)

    [settled] = settle_all()

    assert settled.status == CheckoutStatus.PAID
    assert checkouts.outcome(settled).counts["new"] == 2
    assert [row[1:3] for row in ledger()] == [("dues", 10_00), ("gift", 5_00)]
    assert Subscription.objects.get().subscription_id == session["subscription"]


def test_settled_and_heard_of_twice_it_counts_once(fake):
    paid(fake)
    settle_all()
    hear(*fake.books.events)
    settle_all()

    assert [row[1:3] for row in ledger()] == [("dues", 10_00)]
    assert Member.objects.get().name == "Ada Lovelace"


@pytest.mark.parametrize(
    ("period", "dues", "gift", "kinds"),
    [
        ("month", 10_00, 0, ["dues"]),
        ("month", 1_00, 0, ["reduced"]),
        ("year", 120_00, 20_00, ["dues", "gift"]),
        ("once", 120_00, 20_00, ["dues", "gift"]),
        ("once", 12_00, 0, ["reduced"]),
        ("gift", 0, 20_00, ["gift"]),
    ],
)
def test_what_was_chosen_is_what_is_booked(fake, period, dues, gift, kinds):
    paid(fake, period=period, dues=dues, gift=gift)
    settle_all()

    rows = sorted(ledger(), key=lambda row: row[1])
    assert [row[1] for row in rows] == kinds
    assert sum(row[2] for row in rows) == dues + gift


@pytest.mark.parametrize(
    ("period", "dues", "words"),
    [
        ("month", 99, "The least for a month is \\$1."),
        ("year", 11_99, "The least for a year is \\$12."),
        ("once", 0, "The least for a year is \\$12."),
        ("gift", 0, "how much you want to give"),
    ],
)
def test_too_little_is_refused_before_stripe_is_asked(fake, period, dues, words):
    with pytest.raises(NotOffered, match=words):
        begin(period=period, dues=dues)

    assert fake.calls == []


def test_a_form_that_is_sent_twice_is_one_checkout(fake):
    token = uuid4()

    assert begin(token=token) == begin(token=token)
    assert len(fake.calls_of("POST", "/v1/checkout/sessions")) == 1


def test_a_form_that_is_sent_again_after_a_lost_answer_gets_the_same_session(fake):
    token = uuid4()
    fake.faults[:] = ["drop", "500"]
    with pytest.raises(PaymentsAway):
        begin(token=token)
    assert not checkouts.Checkout.objects.exists()

    begin(token=token)

    assert len(fake.books.all("checkout.session")) == 1


@pytest.mark.parametrize("fault", ["500", "cut", "slow", "drop"])
def test_a_fault_of_stripe_is_one_sentence_and_nothing_half_done(fake, fault, monkeypatch):
    monkeypatch.setattr("members.gateway.SECONDS_TO_ANSWER", 0.2)
    fake.seconds = 0.5
    fake.faults[:] = [fault, fault]

    with pytest.raises(PaymentsAway, match=r"as it should\. Nothing was charged"):
        begin()

    assert not checkouts.Checkout.objects.exists()


def test_one_fault_is_tried_again_at_once(fake):
    fake.faults[:] = ["500"]

    assert begin().status == CheckoutStatus.OPEN


def test_a_wrong_key_is_no_riddle_to_the_payer(fake, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"

    with pytest.raises(PaymentsAway):
        begin()


def test_a_member_who_is_logged_in_pays_for_themselves_whatever_the_addresses(fake, ada):
    # Two people share the address: alone it would not say who pays.
    MemberAddressFactory(email="ada@example.org", member__name="Charles")
    paid(fake, as_member(ada), period="once", dues=120_00)
    settle_all()

    assert ada.contributions.get().amount_cents == 120_00
    number = SourcePerson.objects.get()
    assert (number.member, number.source, number.came_with) == (ada, "stripe_test", None)


def test_a_member_has_one_customer_for_all_payments(fake, ada):
    for _ in range(2):
        paid(fake, as_member(ada), period="once", dues=120_00)
    settle_all()

    assert len(fake.books.all("customer")) == 1
    assert ada.contributions.count() == 2


def test_a_card_that_somebody_else_used_for_a_member_is_not_offered_to_them(fake, ada):
    SourcePersonFactory(
        member=ada, source="stripe_test", number="cus_other", came_with=ImportFactory()
    )

    begin(as_member(ada))

    [asked] = fake.calls_of("POST", "/v1/checkout/sessions")
    assert asked["customer"] != "cus_other"


def test_who_is_not_logged_in_pays_by_the_rules_of_all_feeds(fake, ada):
    paid(fake, checkouts.Payer("A. Lovelace", "ada@example.org"))
    settle_all()

    assert ada.contributions.count() == 1
    assert [address.email for address in ada.addresses.all()] == ["ada@example.org"]


def test_a_shared_address_and_a_strange_name_wait_for_somebody_to_look(fake, ada):
    MemberAddressFactory(email="ada@example.org", member__name="Charles")
    paid(fake, checkouts.Payer("Somebody Else", "ada@example.org"))
    [settled] = settle_all()

    assert ledger() == []
    assert "does not say which" in checkouts.outcome(settled).refusals[0][1]


def test_nobody_pays_a_second_series_by_accident(fake, ada):
    paid(fake, as_member(ada))
    settle_all()

    with pytest.raises(NotOffered, match="You pay \\$10 a month already"):
        begin(as_member(ada), period="year", dues=120_00)
    begin(as_member(ada), period="gift", dues=0, gift=5_00)


def test_a_chapter_is_joined_by_who_is_new_or_has_proved_the_address(fake, ada):
    chapter = ChapterFactory(name="Natick")
    paid(fake, ADA, period="once", dues=120_00, chapter="Natick")
    paid(fake, checkouts.Payer("Charles", "charles@example.org"), chapter="Natick")
    settle_all()

    assert [member.name for member in chapter.members.all()] == ["Charles"]
    paid(fake, as_member(ada), period="once", dues=120_00, chapter="Natick")
    settle_all()
    assert chapter.members.count() == 2


def test_what_is_not_paid_stays_open_and_what_expired_is_closed(fake):
    waiting, late = begin(), begin()
    fake.books.expire(late.session_id)
    settle_all()

    waiting.refresh_from_db()
    late.refresh_from_db()
    assert (waiting.status, late.status) == (CheckoutStatus.OPEN, CheckoutStatus.EXPIRED)
    assert checkouts.outcome(waiting) is None


def test_a_checkout_of_the_other_mode_is_not_asked_about(fake):
    one = CheckoutFactory(source="stripe")

    assert checkouts.settle(one.pk).status == CheckoutStatus.OPEN
    assert fake.calls == []


def test_while_a_large_file_is_applied_the_payment_waits_in_line(fake, monkeypatch):
    def busy(import_id):
        raise OperationalError("canceling statement due to lock timeout")

    paid(fake)
    with monkeypatch.context() as patch:
        patch.setattr(imports, "work_on", busy)
        [settled] = settle_all()
    assert (settled.status, checkouts.outcome(settled)) == (CheckoutStatus.PAID, None)

    imports.work_on(Import.objects.get().pk)

    assert len(ledger()) == 1


def test_a_member_without_any_number_gets_one_only_when_paying(fake):
    MemberFactory()

    begin()

    assert not SourcePerson.objects.exists()
