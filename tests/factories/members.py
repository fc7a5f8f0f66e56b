"""Factories for the models of `members`."""

import gzip
from datetime import UTC, date, datetime
from uuid import uuid4

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from members.models import (
    FORMER,
    Attendance,
    AuditEvent,
    Chapter,
    ChapterRules,
    Checkout,
    Contribution,
    ContributionKind,
    Import,
    Look,
    LookPage,
    Meeting,
    Member,
    MemberAddress,
    OutboxMail,
    Proposal,
    SourcePerson,
    StandingRules,
    StripeEvent,
    Subscription,
    User,
)

PASSWORD = "a horse, a battery and a staple"
# What the authenticator app of staff holds in tests.
APP_SECRET = "TESTSTAFFTESTSTAFFTESTSTAFFTESTS"


class UserFactory(DjangoModelFactory[User]):
    """A login whose address is not verified; see `EmailAddressFactory`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user{n}@example.org")

    @factory.post_generation
    def password(self: User, create: bool, extracted: str | None, **kwargs: object) -> None:
        """Hashing takes long, so that only who names a password gets one."""
        if extracted:
            self.set_password(extracted)
            self.save(update_fields=["password"])


class StaffFactory(UserFactory):
    """Somebody with all rights in the admin, for years."""

    is_staff = True
    is_superuser = True
    staff_since = datetime(2020, 1, 1, tzinfo=UTC)


class EmailAddressFactory(DjangoModelFactory[EmailAddress]):
    class Meta:
        model = EmailAddress

    user = factory.SubFactory(UserFactory)
    email = factory.SelfAttribute("user.email")
    verified = True
    primary = True


class ChapterFactory(DjangoModelFactory[Chapter]):
    class Meta:
        model = Chapter

    name = factory.Sequence(lambda n: f"Chapter {n}")


class MemberFactory(DjangoModelFactory[Member]):
    """Somebody on the rolls, without an address or dues."""

    class Meta:
        model = Member

    left_on = None
    name = factory.LazyAttributeSequence(lambda one, n: FORMER if one.left_on else f"Member {n}")
    town = factory.LazyAttribute(lambda one: "" if one.left_on else "Natick")
    joined_on = date(2025, 1, 15)


class MemberAddressFactory(DjangoModelFactory[MemberAddress]):
    class Meta:
        model = MemberAddress

    member = factory.SubFactory(MemberFactory)
    email = factory.Sequence(lambda n: f"member{n}@example.org")


class ContributionFactory(DjangoModelFactory[Contribution]):
    """A year's dues."""

    class Meta:
        model = Contribution

    member = factory.SubFactory(MemberFactory)
    kind = ContributionKind.DUES
    amount_cents = 120_00
    received_on = date(2026, 3, 3)


class RefundFactory(ContributionFactory):
    """Undoes a year's dues, or what `undoes` names."""

    kind = ContributionKind.REFUND
    undoes = factory.SubFactory(ContributionFactory)
    member = factory.SelfAttribute("undoes.member")
    amount_cents = factory.LazyAttribute(lambda refund: -refund.undoes.amount_cents)
    received_on = date(2026, 4, 4)


class ReversalFactory(RefundFactory):
    """Takes back a year's dues that should never have been written, or what `undoes` names."""

    kind = ContributionKind.REVERSAL
    received_on = factory.SelfAttribute("undoes.received_on")


class ChapterRulesFactory(DjangoModelFactory[ChapterRules]):
    """Three meetings within a year."""

    class Meta:
        model = ChapterRules

    chapter = factory.SubFactory(ChapterFactory)
    effective_from = date(2020, 1, 1)
    meetings_needed = 3


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    chapter = factory.SubFactory(ChapterFactory)
    held_on = date(2026, 3, 3)
    title = factory.Sequence(lambda n: f"Meeting {n}")


class AttendanceFactory(DjangoModelFactory[Attendance]):
    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    member = factory.SubFactory(MemberFactory)


class ImportFactory(DjangoModelFactory[Import]):
    """A file that waits to be read."""

    class Meta:
        model = Import

    source = "csv"
    file_name = "payments.csv"
    content = factory.LazyFunction(lambda: gzip.compress(b""))


class SourcePersonFactory(DjangoModelFactory[SourcePerson]):
    class Meta:
        model = SourcePerson

    member = factory.SubFactory(MemberFactory)
    source = "csv"
    number = factory.Sequence(str)


class StandingRulesFactory(DjangoModelFactory[StandingRules]):
    class Meta:
        model = StandingRules

    effective_from = date(2020, 1, 1)


class StripeEventFactory(DjangoModelFactory[StripeEvent]):
    """An event of the test mode that waits."""

    class Meta:
        model = StripeEvent

    event_id = factory.Sequence(lambda n: f"evt_{n}")
    type = "invoice.paid"
    is_live = False
    content = factory.LazyFunction(lambda: gzip.compress(b"{}"))


class CheckoutFactory(DjangoModelFactory[Checkout]):
    """A first month's dues, not paid yet."""

    class Meta:
        model = Checkout

    token = factory.LazyFunction(uuid4)
    source = "stripe_test"
    session_id = factory.Sequence(lambda n: f"cs_test_{n}")
    url = "https://checkout.example.org/c/pay/1"
    period = "month"
    dues_cents = 10_00
    gift_cents = 0


class SubscriptionFactory(DjangoModelFactory[Subscription]):
    """Monthly dues that go on."""

    class Meta:
        model = Subscription

    source = "stripe_test"
    subscription_id = factory.Sequence(lambda n: f"sub_{n}")
    customer = factory.Sequence(lambda n: f"cus_{n}")
    status = "active"
    kind = "dues"
    amount_cents = 10_00
    interval = "month"
    item = "si_1"
    product = "prod_1"
    renews_on = date(2026, 6, 5)
    seen_at = datetime(2026, 5, 5, tzinfo=UTC)


class AuditEventFactory(DjangoModelFactory[AuditEvent]):
    class Meta:
        model = AuditEvent

    action = "member.changed"
    actor_label = "staff@example.org"
    object_type = "members.member"
    object_id = "1"
    object_label = "Ada, Natick"


class OutboxMailFactory(DjangoModelFactory[OutboxMail]):
    class Meta:
        model = OutboxMail

    to = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = "Voting is open"
    body = "Until Friday."


class ProposalFactory(DjangoModelFactory[Proposal]):
    """Waits for a second person, under an act that `tests.members.acting` registers."""

    class Meta:
        model = Proposal

    act = "test.act"
    object_type = "members.member"
    object_id = "1"
    object_label = "Ada, Natick"
    reason = "Paid at the annual meeting."
    proposed_by = factory.SubFactory(StaffFactory)


class LookFactory(DjangoModelFactory[Look]):
    """A staff member opened somebody's page."""

    class Meta:
        model = Look

    by_id = 1
    by_label = "staff@example.org"
    page = LookPage.PERSON
    member_id = 1
