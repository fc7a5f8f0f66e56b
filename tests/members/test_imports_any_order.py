"""However often and in whatever order files and events are fed, one ledger comes of it."""

from datetime import date

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from members.models import Member
from members.standing import standing_of
from tests.members.events import cancelled, event, refunded
from tests.members.feeding import apply, ledger
from tests.members.feeds.frames import actblue, actblue_line

pytestmark = pytest.mark.django_db
BO = {"firstname": "Bo", "lastname": "Diddley", "email": "bo@example.org"}
BO_IN_CSV = {"first": "Bo", "last": "Diddley", "email": "bo@example.org", "donor": "56"}
OF_ADA = actblue_line(months="12")
OF_BO = actblue_line(lineitem="7", receipt="AB7", **BO_IN_CSV)
REFUNDED = actblue_line(months="12", refund="R1", refunded="2026-04-04")
# The same three payments, a refund and a cancellation, told in nine ways.
FEEDS = [
    event(),
    refunded(),
    cancelled(),
    event(donor=BO, contribution={"orderNumber": "AB7", "recurringPeriod": "once"}, lineitemId=7),
    b"[" + event() + b"," + event(lineitemId=2000) + b"]",
    actblue(OF_ADA, OF_BO),
    actblue(REFUNDED),
    actblue(OF_BO, REFUNDED, OF_ADA),
    actblue(actblue_line(lineitem="2000", months="12")),
]
DAY = date(2026, 5, 5)
SOME_ORDER = st.permutations([*range(len(FEEDS)), *range(len(FEEDS))])


def fed(order) -> tuple[list[tuple], dict[str, str]]:
    """The ledger and everybody's standing after these feeds, of which nothing is kept."""
    with transaction.atomic():
        for number in order:
            apply(FEEDS[number], "actblue")
        found = (
            ledger(),
            {str(one): standing_of(one, on=DAY).reason for one in Member.objects.all()},
        )
        transaction.set_rollback(True)
    return found


@settings(max_examples=8, deadline=None)
@given(SOME_ORDER)
def test_any_order_and_number_of_feeds_leaves_one_ledger(order):
    with time_machine.travel("2026-05-05T16:00:00Z"):
        told, standings = fed(order)

    ada = "Ada Lovelace"
    assert told == [
        (ada, "cancellation", 0, "2026-04-05", "cancellation:AB1", ""),
        (ada, "dues", 120_00, "2026-03-03", "1001", ""),
        (ada, "dues", 120_00, "2026-03-03", "2000", ""),
        (ada, "refund", -120_00, "2026-04-04", "refund:1001", "1001"),
        ("Bo Diddley", "dues", 120_00, "2026-03-03", "7", ""),
    ]
    covered = "Dues of $120 on 3 March 2026 cover until 3 March 2027."
    assert standings == {"Ada Lovelace, Natick": covered, "Bo Diddley, Natick": covered}
