"""Many rows at once: defaults are filled in, ids are taken beforehand, and no rule is passed over.

What texts and bytes become is tried in tests/endorsements/test_bulk.py.
"""

from datetime import date

import pytest
from django.db import IntegrityError

from members import bulk
from members.models import Contribution, Member
from tests.factories.members import ContributionFactory, MemberFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def test_what_is_not_named_gets_its_default():
    bulk.insert_with_defaults(Member, ["id", "name", "joined_on"], [(7, "Ada\tLovelace", DAY)])

    ada = Member.objects.get()
    assert (ada.pk, ada.name, ada.town, ada.joined_on) == (7, "Ada\tLovelace", "", DAY)
    assert (ada.is_demo, ada.left_on, ada.came_with) == (False, None, None)


def test_nothing_is_written_as_nothing():
    member = MemberFactory()

    bulk.insert_with_defaults(
        Contribution,
        ["member_id", "kind", "received_on", "covers_until", "amount_cents"],
        [(member.pk, "credit", DAY, DAY, 0), (member.pk, "dues", DAY, None, 12_00)],
    )

    told = Contribution.objects.order_by("pk").values_list("kind", "covers_until", "recorded_at")
    assert [(kind, until) for kind, until, _ in told] == [("credit", DAY), ("dues", None)]
    assert all(moment is not None for *_, moment in told)


def test_ids_are_nobody_elses():
    before = MemberFactory().pk

    ids = bulk.next_ids(Member, 3)

    assert ids == [before + 1, before + 2, before + 3]
    assert MemberFactory().pk == before + 4
    assert bulk.next_ids(Member, 0) == []


def test_a_trigger_of_the_ledger_holds():
    paid = ContributionFactory()
    columns = ["member_id", "kind", "received_on", "amount_cents", "undoes_id"]

    with pytest.raises(IntegrityError, match="reversal_mirrors_what_it_undoes"):
        bulk.insert_with_defaults(
            Contribution, columns, [(paid.member_id, "reversal", DAY, -1, paid.pk)]
        )
