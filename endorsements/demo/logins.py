"""The demo's logins, for README, terminal and tests: the one place where they are written down."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from endorsements.demo import ledgers
from members import logins, second_factors
from members.models import Member, User
from members.models.users import LONG_STANDING

# Everybody may read it here: `load_demo` refuses to run anywhere but in a demonstration.
PASSWORD = "only-for-the-demo"  # noqa: S105
STAFF = "staff@example.org"
SECOND = "second@example.org"


@dataclass(frozen=True)
class DemoStaff:
    """Somebody with all rights; the secret is what an authenticator app would hold."""

    email: str
    app_secret: str
    shows: str


STAFF_LOGINS = [
    DemoStaff(STAFF, "DEMOSTAFFONEDEMOSTAFFONEDEMOSTAF", "staff: the admin is at /admin/"),
    DemoStaff(
        SECOND,
        "DEMOSTAFFTWODEMOSTAFFTWODEMOSTAF",
        "staff: the second person, where an act needs two",
    ),
]


@dataclass(frozen=True)
class DemoMember:
    """A member with a login, taken from a cohort; `has_voted` speaks of the open round."""

    email: str
    cohort: ledgers.Dues
    has_voted: bool
    shows: str


MEMBERS = [
    DemoMember("member@example.org", ledgers.yearly, False, "a member who has not voted yet"),
    DemoMember("voted@example.org", ledgers.monthly, True, "a member whose ballot is in"),
    DemoMember("lapsed@example.org", ledgers.lapsed, False, "a member whose dues have lapsed"),
]


def staff() -> User:
    return User.objects.get(email=STAFF)


def second() -> User:
    """The other person, where an act takes two."""
    return User.objects.get(email=SECOND)


def as_text() -> str:
    """The table that is printed at the end."""
    rows = [(staff.email, staff.shows) for staff in STAFF_LOGINS]
    rows += [(member.email, member.shows) for member in MEMBERS]
    width = max(len(email) for email, _ in rows)
    lines = [f"  {email:<{width}}   {shows}" for email, shows in rows]
    secrets = [f"  {person.email:<{width}}   {person.app_secret}" for person in STAFF_LOGINS]
    return "\n".join(
        [
            f"Log in as (the password of all is {PASSWORD}; for this demonstration only):",
            "",
            *lines,
            "",
            "Staff also need a six-digit code: the page /demo/codes/ shows it, or put the secret",
            "into an authenticator app:",
            "",
            *secrets,
        ]
    )


@transaction.atomic
def load() -> None:
    """Make the logins, their addresses verified; hashing is slow, so that all share one hash."""
    for person in STAFF_LOGINS:
        _make_staff(person)
    password = staff().password
    for member in MEMBERS:
        if not User.objects.filter(email=member.email).exists():
            user = User.objects.create(email=member.email, password=password)
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _make_staff(person: DemoStaff) -> None:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        # Staff for long enough to be each other's second person at once.
        since = timezone.now() - LONG_STANDING
        User.objects.create(email=person.email, is_staff=True, staff_since=since)
        user = logins.make_staff(person.email, password=PASSWORD)
        User.objects.filter(pk=user.pk).update(password=staff().password)
    if not second_factors.has_one(user):
        second_factors.give_app(user, person.app_secret)


def members_who(*, has_voted: bool) -> set[int]:
    """Ids of the members with a login who have, or have not, voted in the open round."""
    emails = [member.email for member in MEMBERS if member.has_voted == has_voted]
    return set(Member.objects.filter(addresses__email__in=emails).values_list("pk", flat=True))
