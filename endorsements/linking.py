"""Who was meant in the legislature: staff say so, and may correct it; each change is kept."""

from endorsements.models import Candidate, PastEndorsement
from members import audit
from members.models import AuditEvent, User
from scorecard.models import Legislator

NOBODY = "nobody"


def note(
    thing: Candidate | PastEndorsement, *, before: int | None, by: User | None
) -> AuditEvent | None:
    """Keep whom a candidate or a past endorsement was linked with, and is now.

    Args:
        before: id of the legislator it was linked with; nothing is kept if that is unchanged.
    """
    if thing.legislator_id == before:
        return None
    names = dict(
        Legislator.objects.filter(pk__in=[before, thing.legislator_id]).values_list("pk", "slug")
    )
    return audit.record(
        f"{thing._meta.model_name}.linked",
        by=by,
        of=thing,
        old=names.get(before or 0, NOBODY),
        new=names.get(thing.legislator_id or 0, NOBODY),
    )
