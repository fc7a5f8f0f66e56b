"""What ballots print of elections, offices and questions: copied from their rows, then frozen."""

from django.db import transaction
from django.db.models import Q

from endorsements.models import BallotQuestion, Contest, Election, Office, Round, RoundStatus

WORDS = ["office", "district", "election", "at_election"]
NAMED = ("for_office", "for_question__election", "at_election")


@transaction.atomic
def reprint(row: Election | Office | BallotQuestion) -> int:
    """Copy what a row says now to the contests of drafts that name it; how many there are.

    A contest of any other round keeps the words that its ballots were promised.
    """
    named = {
        Election: Q(at_election=row.pk) | Q(for_question__election=row.pk),
        Office: Q(for_office=row.pk),
        BallotQuestion: Q(for_question=row.pk),
    }[type(row)]
    # Locked first, so that an edit and a scheduling at the same moment take turns.
    drafts = Round.objects.select_for_update(no_key=True).filter(
        pk__in=Contest.objects.filter(named).values("round"), status=RoundStatus.DRAFT
    )
    return _print(Q(round__in=list(drafts)) & named)


def reprint_round(voting_round: Round) -> int:
    """The same for every contest of a draft that the caller has locked."""
    return _print(Q(round=voting_round))


def _print(which: Q) -> int:
    contests = Contest.objects.filter(which).select_related(*NAMED)
    for contest in contests:
        contest.take_words()
        contest.save(update_fields=WORDS)
    return len(contests)
