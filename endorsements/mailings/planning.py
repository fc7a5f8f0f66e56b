"""Which mails a round sends: the usual ones, reminders at other hours, and who read them before."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from endorsements.errors import MailingBegun
from endorsements.mailings import letters
from endorsements.models import Mailing, MailingKind, MailingState, Round
from members import audit
from members.models import User

# Kind, and hours before the close where it follows the close.
USUAL = (
    (MailingKind.OPENS, None),
    (MailingKind.REMINDER, None),
    (MailingKind.REMINDER, 24),
    (MailingKind.CLOSING, 3),
    (MailingKind.RESULT, None),
    (MailingKind.CANDIDATES, None),
)
# In a rehearsal nobody stands for anything.
FOR_REAL = (MailingKind.CANDIDATES,)
NO_MAIL = "No mail is planned: members are not told that voting opens, nor reminded."
MOST_HOURS = 24 * 60
BEGUN = "This mail is on its way, was sent or dropped: it can no longer be changed."


@transaction.atomic
def plan_usual(round_id: UUID, *, by: User | None) -> int:
    """Add whichever of the usual mails the round has not; says how many were added."""
    voting_round = Round.objects.select_for_update(no_key=True).get(pk=round_id)
    there = set(voting_round.mailings.values_list("kind", "hours_before"))
    missing = [
        (kind, hours)
        for kind, hours in USUAL
        if (kind, hours) not in there and not (voting_round.rehearsal and kind in FOR_REAL)
    ]
    Mailing.objects.bulk_create(
        Mailing(round=voting_round, kind=kind, hours_before=hours) for kind, hours in missing
    )
    if missing:
        audit.record("round.mails_planned", by=by, of=voting_round, added=len(missing))
    return len(missing)


@transaction.atomic
def add_reminder(round_id: UUID, *, hours: int, by: User) -> Mailing:
    """Plan one more reminder, so many hours before the close; an equal one stays as it is."""
    voting_round = Round.objects.select_for_update(no_key=True).get(pk=round_id)
    mailing, is_new = Mailing.objects.get_or_create(
        round=voting_round, kind=MailingKind.REMINDER, hours_before=hours
    )
    if is_new:
        audit.record("mailing.planned", by=by, of=mailing, hours_before=hours)
    return mailing


@transaction.atomic
def write_note(mailing_id: int, *, note: str, by: User) -> Mailing:
    """Change the staff's own words in a mail; nobody has found it good since.

    Raises:
        MailingBegun: some of its readers may have it already.
    """
    mailing = _not_begun(mailing_id)
    if mailing.note != note:
        mailing.note = note
        mailing.read_by, mailing.read_at, mailing.read_digest = "", None, ""
        mailing.save(update_fields=["note", "read_by", "read_at", "read_digest"])
        audit.record("mailing.note_written", by=by, of=mailing, note=note)
    return mailing


@transaction.atomic
def remove(mailing_id: int, *, by: User) -> None:
    """Plan a mail no longer.

    Raises:
        MailingBegun: some of its readers may have it already.
    """
    mailing = _not_begun(mailing_id)
    audit.record("mailing.removed", by=by, of=mailing)
    mailing.delete()


@transaction.atomic
def find_good(mailing_id: int, *, digest: str, by: User) -> bool:
    """Note that somebody has read the mail and found it good.

    Args:
        digest: of the words that they had before them.

    Returns:
        False when the words were changed meanwhile: they are to be read again.

    Raises:
        MailingBegun: it is too late for that.
    """
    mailing = _not_begun(mailing_id)
    if letters.compose(mailing, mailing.round).digest != digest:
        return False
    mailing.read_by, mailing.read_at, mailing.read_digest = (
        audit.label_of(by)[:150],
        timezone.now(),
        digest,
    )
    mailing.save(update_fields=["read_by", "read_at", "read_digest"])
    audit.record("mailing.found_good", by=by, of=mailing)
    return True


def is_found_good(mailing: Mailing, voting_round: Round) -> bool:
    """Whether the words, as they are now, were read by somebody."""
    if not mailing.read_digest:
        return False
    return letters.compose(mailing, voting_round).digest == mailing.read_digest


def waits_for_a_reader(mailing: Mailing, voting_round: Round) -> bool:
    """Whether it does not go out, since nobody has found good what staff wrote.

    What changes by itself afterwards, such as the time of the close, needs nobody.
    """
    return not mailing.read_digest and _is_read_before(voting_round)


def unread(voting_round: Round) -> list[str]:
    """What bars scheduling: mails that nobody read since their words were last changed."""
    if not _is_read_before(voting_round):
        return []
    return [
        f"Nobody has looked at the mail “{mailing.name}” and found it good"
        + (" since it was changed." if mailing.read_digest else ".")
        for mailing in voting_round.mailings.not_begun()
        if not is_found_good(mailing, voting_round)
    ]


def unplanned(voting_round: Round) -> list[str]:
    """What bars nothing and may not be meant."""
    if voting_round.rehearsal or voting_round.mailings.exists():
        return []
    return [NO_MAIL]


def _is_read_before(voting_round: Round) -> bool:
    """A rehearsal is where mails are tried out."""
    return not (voting_round.rehearsal or voting_round.is_demo)


def _not_begun(mailing_id: int) -> Mailing:
    mailing = (
        Mailing.objects.select_for_update(of=("self",)).select_related("round").get(pk=mailing_id)
    )
    if mailing.state != MailingState.PLANNED:
        raise MailingBegun(BEGUN)
    return mailing
