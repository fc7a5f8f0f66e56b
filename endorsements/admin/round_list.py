"""The columns of the list of rounds."""

from fractions import Fraction

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce

from endorsements.models import LogEntry, RollEntry, Round, RoundStatus
from endorsements.protocol import chain
from endorsements.tally.words import percent

COLOURS = {
    RoundStatus.SCHEDULED: "info",
    RoundStatus.OPEN: "warning",
    RoundStatus.PUBLISHED: "success",
    RoundStatus.CERTIFIED: "success",
    RoundStatus.HELD: "danger",
    RoundStatus.ANNULLED: "danger",
}


def with_turnout(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Adds `voted` and `added`, numbers of members on the roll, in the same query.

    Who votes on paper has voted once the log says how many sheets came in.
    """
    # A subquery, since a join would count the roll anew for every other column.
    voters = RollEntry.objects.filter(round=OuterRef("pk")).who_voted().order_by()
    number = voters.values("round").annotate(number=Count("pk")).values("number")
    added = RollEntry.objects.filter(round=OuterRef("pk")).added().order_by()
    additions = added.values("round").annotate(number=Count("pk")).values("number")
    logged = LogEntry.objects.filter(round=OuterRef("pk"), kind=chain.PAPER)
    sheets = logged.values(number=Cast(KT("payload__count"), IntegerField()))[:1]
    return rounds.annotate(
        voted=Coalesce(Subquery(number), 0) + Coalesce(Subquery(sheets), 0),
        added=Coalesce(Subquery(additions), 0),
    )


def turnout_in_words(voting_round) -> str:
    """For example "152 of 400, 38 %"; empty before the opening."""
    if voting_round.status in (RoundStatus.DRAFT, RoundStatus.SCHEDULED):
        return ""
    eligible = (voting_round.roll_count or 0) + voting_round.added
    share = percent(Fraction(voting_round.voted, eligible)) if eligible else "0 %"
    return f"{voting_round.voted} of {eligible}, {share}"
