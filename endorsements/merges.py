"""What rounds have against merging two rows of the rolls."""

from endorsements.models import RollEntry, Round, RoundStatus
from members.models import Member

BUSY = "A round is being changed or scheduled just now; try again in a minute."


def objections_of_rounds(duplicate: Member, into: Member) -> list[str]:
    """Neither row may be on the roll of a vote that has not ended.

    Two slots would be one person's, or a slot would be nobody's, or somebody could vote in it
    with an address that was not theirs when the roll was frozen. Drafts are locked, so that no
    roll is frozen while the rows become one.
    """
    drafts = Round.objects.filter(status=RoundStatus.DRAFT)
    if len(drafts.select_for_update(no_key=True, skip_locked=True)) < drafts.count():
        return [BUSY]
    entries = RollEntry.objects.filter(
        member__in=[duplicate.pk, into.pk], round__in=Round.objects.with_vote_to_end()
    )
    return [
        f"{entry.member} is on the roll of “{entry.round}”, where voting has not ended: "
        "wait until it has. To vote now, an address can be added to that entry."
        for entry in entries.select_related("member", "round").order_by("pk")
    ]
