"""Settling a mistake that a reader reported: corrected, with words for the log, or none."""

from django.db import transaction
from django.utils import timezone

from members import audit
from members.models import User
from scorecard.errors import NotNow
from scorecard.models import Correction, CorrectionStatus

NOT_SAID = "Say whether this was corrected, or that no mistake was found."
NO_WORDS = "Say what was changed: the public log shows it."


@transaction.atomic
def settle(
    correction_id: int, *, status: CorrectionStatus, changed: str, by: User | None
) -> Correction:
    """Say what was made of a report, once.

    Raises:
        NotNow: it is settled already, or nothing is said of what was changed.
    """
    one = Correction.objects.select_for_update().get(pk=correction_id)
    if one.status != CorrectionStatus.REPORTED:
        raise NotNow(f"This report is settled: {one.get_status_display()}.")
    if status == CorrectionStatus.REPORTED:
        raise NotNow(NOT_SAID)
    if status == CorrectionStatus.MADE and not changed.strip():
        raise NotNow(NO_WORDS)
    one.status, one.changed, one.settled_at = status, changed.strip(), timezone.now()
    one.save(update_fields=["status", "changed", "settled_at"])
    audit.record("scorecard.correction_settled", by=by, of=one, status=status.value)
    return one
