"""Files of people: legislators with their current score, seats, and where they served."""

from collections.abc import Iterator

from scorecard import atlas
from scorecard.dataset.table import Table, Value, columns, page
from scorecard.grades import Grades, grades_of
from scorecard.grading import Grade
from scorecard.models import Chamber, Legislator, Service, Session
from scorecard.seats import seats_of

LEGISLATOR = (
    "The legislator's name in addresses here; it changes only with the name, and the former "
    "address leads on."
)


def current_grade(
    grades: Grades, session: Session, person: int, chamber: str
) -> tuple[str, Grade] | None:
    """The grade in the chamber they sit in, else in the other one; with that chamber."""
    for one in (chamber, *(other for other in Chamber.values if other != chamber)):
        if found := grades.get((session.pk, person, one)):
            return one, found
    return None


def latest() -> Session | None:
    """The last published session: what current scores are of."""
    return Session.objects.published().latest_first().select_related("rules").first()


def _legislators() -> Iterator[tuple[Value, ...]]:
    session = latest()
    grades = grades_of([session]) if session else {}
    for one in Legislator.objects.public().prefetch_related("services"):
        now = next((seat for seat in one.services.all() if seat.ended_on is None), None)
        yield (
            *(one.slug, one.name, one.given_name, one.family_name, "yes" if now else "no"),
            *((now.chamber, now.district, now.party) if now else ("", "", "")),
            *(one.email, one.phone, one.page_url, page(one.get_absolute_url())),
            *_scored(grades, session, one, now.chamber if now else ""),
        )


def _scored(
    grades: Grades, session: Session | None, one: Legislator, chamber: str
) -> tuple[Value, ...]:
    found = current_grade(grades, session, one.pk, chamber) if session else None
    if session is None or found is None:
        return ("", "", None, "", "", None, None)
    voted_in, grade = found
    return (
        session.first_year,
        voted_in,
        grade.score if grade.is_shown else None,
        grade.letter if grade.is_shown else "",
        grade.shown.value,
        grade.tally.in_office,
        grade.recorded,
    )


LEGISLATORS = Table(
    name="legislators",
    title="Legislators",
    holds="One row for each person who sits or sat in the legislature, with the score of the "
    "last published session.",
    columns=columns(
        legislator=LEGISLATOR,
        name="As the person writes it.",
        given_name="May be empty.",
        family_name="What lists are sorted by.",
        in_office="yes or no: whether the person holds a seat today.",
        chamber="house or senate; empty for who holds no seat today.",
        district="The seat held today; empty for who holds none.",
        party="As the list of members has it; empty where it has none.",
        email="Of the office; empty where none is known.",
        phone="Of the office; empty where none is known.",
        official_page="The person's page at the legislature; empty where none is known.",
        page="The person's page here.",
        session="First year of the session that the score is of; empty for who has no votes in it.",
        voted_in="The chamber of that session in which they voted; it may be the other one.",
        score="Percent of the scored items while in office on which they stood with the "
        "organisation, 0 to 100, halves up; empty where it is not shown.",
        letter="The score as a letter, A+ to F; empty where there is no score.",
        shown="score; marked: votes are missing, but not too many; missed: too many are; no data: "
        "in office for none of them.",
        base="The number of scored items while in office: what the score is a percentage of.",
        recorded_percent="Percent of all scored items of the chamber with a recorded vote.",
    ),
    rows=_legislators,
)


def _seats() -> Iterator[tuple[Value, ...]]:
    for seat in seats_of((Chamber(one.chamber), one.name) for one in atlas.table().districts).seats:
        held = seat.service
        yield (
            seat.chamber.value,
            seat.district,
            "no" if held else "yes",
            held.legislator.slug if held else "",
            held.legislator.name if held else "",
            held.party if held else "",
        )


SEATS = Table(
    name="seats",
    title="Seats",
    holds="One row for each district of both chambers, vacant seats included.",
    columns=columns(
        chamber="house or senate.",
        district="As the table of districts names it.",
        vacant="yes or no.",
        legislator=f"{LEGISLATOR} Empty for a vacant seat.",
        name="Who holds the seat; empty for a vacant one.",
        party="Empty for a vacant seat, and where no list names it.",
    ),
    rows=_seats,
)


def _terms() -> Iterator[tuple[Value, ...]]:
    rows = Service.objects.select_related("legislator").order_by(
        "legislator__family_name", "legislator__given_name", "legislator_id", "began_on", "pk"
    )
    for row in rows.iterator():
        yield (
            *(row.legislator.slug, row.legislator.name, row.chamber, row.district, row.party),
            *(row.began_on.isoformat() if row.began_on else "",),
            *(row.ended_on.isoformat() if row.ended_on else "",),
        )


SERVICES = Table(
    name="services",
    title="Who served where",
    holds="One row for each seat that somebody holds or held, as far as it is known here.",
    columns=columns(
        legislator=LEGISLATOR,
        name="As the person writes it.",
        chamber="house or senate.",
        district="As the list of members names it.",
        party="Empty where no list names it.",
        began_on="A day as YYYY-MM-DD; empty where no source gives it.",
        ended_on="A day as YYYY-MM-DD; empty for a seat held today.",
    ),
    rows=_terms,
)
