"""What staff say of a legislator beside the lists: how to reach them, and by which numbers
sources know them."""

from django.db import transaction

from members import audit
from members.models import User
from scorecard.errors import NoSuchNumber
from scorecard.models import Legislator, LegislatorNumber, Session


@transaction.atomic
def state_contact(
    legislator_id: int, *, email: str, phone: str, page_url: str, by: User | None
) -> Legislator:
    """Say how a legislator is reached; the same again changes nothing."""
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    said = {"email": email.strip(), "phone": phone.strip(), "page_url": page_url.strip()}
    before = {name: getattr(legislator, name) for name in said}
    if before == said:
        return legislator
    for name, value in said.items():
        setattr(legislator, name, value)
    legislator.save(update_fields=list(said))
    audit.record("scorecard.contact_stated", by=by, of=legislator, before=before, now=said)
    Session.objects.touch()
    return legislator


@transaction.atomic
def add_number(legislator_id: int, number: str, *, by: User | None) -> LegislatorNumber:
    """Let sources that write this number mean this legislator, from the next import on.

    Raises:
        NoSuchNumber: it is empty, or somebody else's.
    """
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    if not number.strip():
        raise NoSuchNumber("A number needs to say something.")
    row, is_new = LegislatorNumber.objects.get_or_create(
        number=number.strip(), defaults={"legislator": legislator}
    )
    if row.legislator_id != legislator.pk:
        raise NoSuchNumber(f"{row.number} is the number of {row.legislator}.")
    if is_new:
        audit.record("scorecard.number_added", by=by, of=legislator, number=row.number)
    return row


@transaction.atomic
def remove_number(legislator_id: int, number: str, *, by: User | None) -> None:
    """Forget that this number means this legislator; what was imported with it stays.

    Raises:
        NoSuchNumber: it is not theirs.
    """
    legislator = Legislator.objects.select_for_update().get(pk=legislator_id)
    gone, _ = LegislatorNumber.objects.filter(legislator=legislator, number=number).delete()
    if not gone:
        raise NoSuchNumber(f"{number} is no number of {legislator}.")
    audit.record("scorecard.number_removed", by=by, of=legislator, number=number)
