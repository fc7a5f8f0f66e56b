"""The members' discussion of a contest: one level of answers, closed with the round.

Members on the roll write where the contest is on their ballot, and so do staff. A post has a day
and no time; nothing of it stands beside a ballot.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from endorsements.errors import NoPostTaken
from endorsements.models import Contest, Post, PostReport, Reaction, ReactionKind, RoundStatus
from endorsements.reviewing.places import entry_in, signed_as
from members import audit
from members.models import Member, User

IN_DISCUSSION = (RoundStatus.SCHEDULED, RoundStatus.OPEN)
CLOSED = "The discussion is open from the day the roll is fixed until voting ends."


def is_open(contest: Contest) -> bool:
    return contest.round.status in IN_DISCUSSION


def may_write(contest: Contest, member: Member | None, user: User) -> bool:
    return is_open(contest) and (user.is_staff or entry_in(contest, member) is not None)


def signed(contest: Contest, member: Member | None) -> str:
    """What stands under words that this person writes here."""
    if member is not None and entry_in(contest, member) is not None:
        return signed_as(member)
    return "Staff"


@transaction.atomic
def post(
    contest_id: int, text: str, *, by: User, member: Member | None, answers: int | None = None
) -> Post:
    """Say something, or answer a post of the same contest.

    Args:
        member: the member behind the log-in; where they have no place here, staff write as staff.

    Raises:
        NoPostTaken: the discussion is closed, it is none of theirs, or the post cannot be answered.
    """
    contest = Contest.objects.select_related("round").get(pk=contest_id)
    author = _author(contest, member, by)
    if not text.strip():
        raise NoPostTaken("Write something first.")
    if answers is not None:
        asked = Post.objects.filter(pk=answers, contest=contest, parent=None, hidden_because="")
        if not asked.filter(is_taken_back=False).exists():
            raise NoPostTaken("What you answer is not there any more.")
    return Post.objects.create(
        contest=contest,
        parent_id=answers,
        text=text.strip(),
        written_on=timezone.localdate(),
        **author,
    )


def _author(contest: Contest, member: Member | None, by: User) -> dict[str, Any]:
    if not is_open(contest):
        raise NoPostTaken(CLOSED)
    if entry_in(contest, member) is not None:
        return {"member": member}
    if by.is_staff:
        return {"staff": by}
    raise NoPostTaken("Members write here who vote in this contest.")


@transaction.atomic
def react(post_id: int, kind: str, *, wanted: bool, member: Member | None) -> None:
    """Put a mark under a post or take it off; twice is once.

    Raises:
        NoPostTaken: the discussion is closed, or none of theirs.
    """
    one = _living(post_id)
    if member is None or entry_in(one.contest, member) is None:
        raise NoPostTaken("Members react here who vote in this contest.")
    if kind not in ReactionKind.values:
        raise NoPostTaken("There is no such reaction.")
    if wanted:
        Reaction.objects.get_or_create(post=one, member=member, kind=kind)
    else:
        Reaction.objects.filter(post=one, member=member, kind=kind).delete()


@transaction.atomic
def report(post_id: int, because: str, *, member: Member | None) -> bool:
    """Ask staff to look at a post.

    Returns:
        Whether it is new; a member reports a post once.

    Raises:
        NoPostTaken: the discussion is closed, or none of theirs, or it is not said why.
    """
    one = _living(post_id)
    if member is None or entry_in(one.contest, member) is None:
        raise NoPostTaken("Members report posts here who vote in this contest.")
    if not because.strip():
        raise NoPostTaken("Say in a few words what is wrong with it.")
    _, is_new = PostReport.objects.get_or_create(
        post=one, member=member, defaults={"because": because.strip()}
    )
    return is_new


def _living(post_id: int) -> Post:
    """A post that can be seen, in a discussion that is open."""
    one = Post.objects.select_related("contest__round").filter(pk=post_id).first()
    if one is None or one.is_taken_back or one.hidden_because:
        raise NoPostTaken("This post is not there any more.")
    if not is_open(one.contest):
        raise NoPostTaken(CLOSED)
    return one


@transaction.atomic
def take_back(post_id: int, *, by: User, member: Member | None) -> None:
    """Empty one's own post, at any time; answers to it stay.

    Raises:
        NoPostTaken: it is somebody else's.
    """
    one = Post.objects.select_for_update(of=["self"]).filter(pk=post_id).first()
    own = member is not None and Post.objects.of_member(member).filter(pk=post_id).exists()
    if one is None or not (own or one.staff_id == by.pk):
        raise NoPostTaken("A post is taken back by who wrote it.")
    one.text, one.is_taken_back = "", True
    one.save(update_fields=["text", "is_taken_back"])


@transaction.atomic
def hide(post_id: int, *, because: str, by: User) -> Post:
    """Hide a post, saying why in its place; an empty reason shows it again.

    Raises:
        NoPostTaken: nothing would change.
    """
    one = Post.objects.select_for_update(of=["self"]).get(pk=post_id)
    if because.strip() == one.hidden_because:
        raise NoPostTaken("Say why it is hidden; to show it again, leave the reason empty.")
    one.hidden_because = because.strip()
    one.save(update_fields=["hidden_because"])
    what = "hidden" if one.hidden_because else "shown"
    audit.record(f"post.{what}", by=by, of=one, reason=one.hidden_because)
    return one


def as_tables(member: Member) -> dict[str, list[dict[str, Any]]]:
    found = Post.objects.of_member(member).select_related("contest__round")
    return {
        "discussion": [
            {
                "round": one.contest.round.title,
                "contest": str(one.contest),
                "day": one.written_on,
                "text": one.text,
                "hidden_because": one.hidden_because,
            }
            for one in found
        ]
    }
