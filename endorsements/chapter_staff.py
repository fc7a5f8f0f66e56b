"""Whom a chapter's staff may see and change: the rounds of their chapters, and nothing beyond.

A superuser and staff without a chapter are statewide: their rights alone limit them.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from endorsements.models import ChapterStaff, Round
from endorsements.models.rounds import RoundQuerySet
from members.models import User

ROUND = Round._meta.label_lower


def chapters_of(user: User | AnonymousUser) -> frozenset[int] | None:
    """Ids of the chapters that this person's staff work is limited to; None for statewide."""
    if not user.is_authenticated:
        return frozenset()
    if user.is_superuser:
        return None
    own = ChapterStaff.objects.filter(user=user.pk).values_list("chapter", flat=True)
    return frozenset(own) or None


def rounds_of(user: User | AnonymousUser) -> RoundQuerySet:
    """Rounds that this person may see and, with the right to it, change."""
    chapters = chapters_of(user)
    return Round.objects.all() if chapters is None else Round.objects.filter(chapter__in=chapters)


def may_touch(user: User, voting_round: Round) -> bool:
    """As the database says now: a round that a form has changed is not asked."""
    return chapters_of(user) is None or rounds_of(user).filter(pk=voting_round.pk).exists()


def proposals_within_reach(user: User) -> Q:
    """Proposals about a round are seen and answered by those who may touch the round."""
    if chapters_of(user) is None:
        return Q()
    theirs = [str(pk) for pk in rounds_of(user).values_list("pk", flat=True)]
    return ~Q(object_type=ROUND) | Q(object_id__in=theirs)
