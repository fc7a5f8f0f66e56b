"""From rows to what the API answers; each function asks a number of queries that does not grow."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count

from scorecard.dataset import page
from scorecard.dataset.people import current_grade
from scorecard.dataset.votes import word
from scorecard.grades import grades_of
from scorecard.grading import Grade, Mark, Side, sides
from scorecard.models import Chamber, Legislator, Position, ScoredItem, Service, Session
from scorecard.pages.links import official_bill, official_record

Answer = dict[str, object]


def score(session: Session, chamber: str, grade: Grade) -> Answer:
    tally = grade.tally
    return {
        "session": session.first_year,
        "chamber": chamber,
        "score": grade.score if grade.is_shown else None,
        "letter": grade.letter if grade.is_shown else "",
        "shown": grade.shown.value,
        "base": tally.in_office,
        "recorded_percent": grade.recorded,
        "scored_items": tally.cells,
        "plus": tally.plus,
        "minus": tally.minus,
        "absent": tally.absent,
        "present": tally.present,
        "other": tally.other,
        "not_in_office": tally.not_in_office,
    }


def legislators(people: Iterable[Legislator]) -> list[Answer]:
    """With the score of the last published session."""
    rows = list(people)
    session = Session.objects.published().latest_first().select_related("rules").first()
    grades = grades_of([session], [one.pk for one in rows]) if session else {}
    found = []
    for one in rows:
        now = next((seat for seat in one.services.all() if seat.ended_on is None), None)
        chamber = now.chamber if now else ""
        graded = current_grade(grades, session, one.pk, chamber) if session else None
        own = score(session, *graded) if session and graded else None
        found.append(_person(one, now) | {"score": own})
    return found


def _person(one: Legislator, now: Service | None) -> Answer:
    return {
        "legislator": one.slug,
        "name": one.name,
        "in_office": now is not None,
        "chamber": now.chamber if now else "",
        "district": now.district if now else "",
        "party": now.party if now else "",
        "email": one.email,
        "phone": one.phone,
        "official_page": one.page_url,
        "page": page(one.get_absolute_url()),
    }


def with_history(one: Legislator) -> Answer:
    """With the scores of every published session and all seats."""
    sessions = list(Session.objects.published().latest_first().select_related("rules"))
    grades = grades_of(sessions, [one.pk])
    scores = [
        score(session, chamber, grades[session.pk, one.pk, chamber])
        for session in sessions
        for chamber in Chamber.values
        if (session.pk, one.pk, chamber) in grades
    ]
    (found,) = legislators([one])
    return found | {"scores": scores, "services": [_term(row) for row in one.services.all()]}


def _term(row: Service) -> Answer:
    return {
        "chamber": row.chamber,
        "district": row.district,
        "party": row.party,
        "began_on": row.began_on.isoformat() if row.began_on else "",
        "ended_on": row.ended_on.isoformat() if row.ended_on else "",
    }


def items(session: Session, rows: Iterable[ScoredItem]) -> list[Answer]:
    """Counted from the rows of people, each once."""
    found = list(rows)
    counts: dict[int, Counter[Mark]] = defaultdict(Counter)
    marks = Position.objects.filter(item__in=found, row__repeats__isnull=True).order_by()
    for item, mark, number in marks.values_list("item_id", "mark").annotate(number=Count("pk")):
        counts[item][Mark(mark)] = number
    return [_item(session, item, counts[item.pk]) for item in found]


def _item(session: Session, item: ScoredItem, counts: Counter[Mark]) -> Answer:
    item.session = session
    tally = sides(counts.elements(), Side(item.position)) if item.is_roll_call else (None, None)
    return {
        "session": session.first_year,
        "chamber": item.chamber,
        "number": item.number,
        "kind": item.kind,
        "bill_number": item.bill_number,
        "amendment": item.amendment,
        "voted_on": item.voted_on.isoformat() if item.voted_on else "",
        "title": item.title,
        "description": item.shown_description,
        "position": item.position,
        "yes": tally[0],
        "no": tally[1],
        "topics": [topic.slug for topic in item.topics.all()],
        "official_record": official_record(item),
        "official_bill": official_bill(item),
        "page": page(item.get_absolute_url()),
    }


def positions(rows: Iterable[Position]) -> Iterator[Answer]:
    """Args: rows: with their row, its legislator, their item and its session."""
    for one in rows:
        who = one.row.legislator
        yield {
            "session": one.item.session.first_year,
            "chamber": one.item.chamber,
            "number": one.item.number,
            "legislator": who.slug if who else "",
            "name": who.name if who else one.row.written_name.strip(),
            "mark": one.mark,
            "vote": word(one.mark, one.item.position, one.item.kind),
        }
