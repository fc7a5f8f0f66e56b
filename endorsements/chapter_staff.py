"""What a chapter's staff may see and change: the rounds of their chapters, and nothing beyond.

A superuser and staff without a chapter are statewide: their rights alone limit them. Of a chapter's
staff no right counts but those to rounds and what belongs to one, whatever else they were given:
members, the scorecard and who observes are the whole organisation's.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from endorsements.models import ChapterStaff, Round
from endorsements.models.rounds import RoundQuerySet
from members.models import User

ROUND = Round._meta.label_lower
APP = Round._meta.app_label
# Of these the whole organisation decides; a chapter's staff may read some.
EVERYBODYS = ("ballotquestion", "bankquestion", "election", "office", "pastendorsement")
STATEWIDE = (*EVERYBODYS, "observer", "chapterstaff")
MAY_BE_READ = tuple(f"{APP}.view_{name}" for name in EVERYBODYS)


def chapters_of(user: User | AnonymousUser) -> frozenset[int] | None:
    """Ids of the chapters that this person's staff work is limited to; None for statewide."""
    if not user.is_authenticated:
        return frozenset()
    if user.is_superuser:
        return None
    own = ChapterStaff.objects.filter(user=user.pk).values_list("chapter", flat=True)
    return frozenset(own) or None


class Backend(AuthenticationBackend):
    """Log-ins as before; rights, narrowed for a chapter's staff."""

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Asked for each right; the answer is kept with the user, as Django keeps its own."""
        given = super().get_all_permissions(user_obj, obj)
        if not given or user_obj.is_superuser:
            return given
        if not hasattr(user_obj, "_is_of_chapters"):
            user_obj._is_of_chapters = chapters_of(user_obj) is not None
        return (
            {one for one in given if may_be_a_chapters(one)} if user_obj._is_of_chapters else given
        )


def may_be_a_chapters(permission: str) -> bool:
    """Whether a right, as "app.verb_model", means anything for a chapter's staff."""
    app, _, right = permission.partition(".")
    is_statewide = right.partition("_")[2] in STATEWIDE
    return (app == APP and not is_statewide) or permission in MAY_BE_READ


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
