"""Roll calls of people in the legislature, out of the published sessions of the scorecard."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from endorsements.before_and_since import Vote
from scorecard.grading import Mark
from scorecard.models import Legislator, Position, Session


def votes_of(people: Iterable[int]) -> dict[int, list[Vote]]:
    """By legislator; each person once, in whichever chamber; in two queries."""
    sessions = Session.objects.published().select_related("rules")
    rules = {session.pk: session.rules.as_rules() for session in sessions}
    rows = _positions().filter(row__legislator__in=list(people), item__session__in=rules)
    columns = ("row__legislator_id", "item__voted_on", "mark", "item__session_id")
    found: dict[int, list[Vote]] = defaultdict(list)
    for person, day, mark, session in rows.order_by("pk").values_list(*columns):
        found[person].append(Vote(day, Mark(mark), rules[session]))
    return found


def positions_of(legislator: Legislator) -> list[Position]:
    """With their items and the rules of their sessions, the latest first; in one query."""
    rows = _positions().filter(row__legislator=legislator)
    rows = rows.select_related("item__session__rules")
    return list(rows.order_by("-item__voted_on", "-item__session__first_year", "-item__number"))


def as_vote(position: Position) -> Vote:
    item = position.item
    return Vote(item.voted_on, Mark(position.mark), item.session.rules.as_rules())


def _positions() -> QuerySet[Position]:
    published = Session.objects.published()
    return Position.objects.filter(row__repeats__isnull=True, item__session__in=published)
