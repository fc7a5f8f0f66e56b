"""Writing down that staff looked at personal data, and forgetting it when its time has come."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models

from members.models import Contribution, Look, Member, User
from members.models.looks import FEWEST_DAYS_KEPT, LABEL_LENGTH, LONGEST_TERM


def record(page: str, *, by: User, of: models.Model | None = None, term: str = "") -> Look:
    """Args:
    of: the row whose page was opened; None for what shows many people.
    term: what was searched for or exported, in words.
    """
    return Look.objects.create(
        by_id=by.pk,
        by_label=str(by)[:LABEL_LENGTH],
        page=page,
        term=term[:LONGEST_TERM],
        **_whose(of),
    )


def _whose(row: models.Model | None) -> dict[str, int]:
    match row:
        case Member():
            return {"member_id": row.pk}
        case Contribution():
            return {"member_id": row.member_id}
        case User():
            return {"login_id": row.pk}
        case EmailAddress():
            return {"login_id": row.user_id}
        case _:
            return {}


def forget_old() -> int:
    """Delete looks that are older than the organisation keeps them; says how many."""
    days = max(settings.LOOKS_KEPT_DAYS, FEWEST_DAYS_KEPT)
    return Look.objects.older_than(days).delete()[0]
