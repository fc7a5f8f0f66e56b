"""Files of votes: sessions, topics, scored items, who stood where, scores and medians."""

from collections.abc import Iterator

from scorecard.dataset.people import LEGISLATOR
from scorecard.dataset.table import Table, Value, columns, page
from scorecard.grading import Mark, Side, sides, word_of
from scorecard.models import Chamber, Position, ScoredItem, Session, Topic
from scorecard.pages.links import official_bill, official_record
from scorecard.records import SessionRecord, Voter
from scorecard.tables import medians

SESSION = "First year of the session: 2025 is 2025 and 2026."
UNCLEAR = "Unclear"


def published() -> list[Session]:
    """The sessions that are public, the earliest first."""
    rows = Session.objects.published().select_related("rules")
    return list(rows.order_by("first_year"))


def _sessions() -> Iterator[tuple[Value, ...]]:
    for one in published():
        rules = one.rules
        yield (
            *(one.first_year, one.first_year + 1, one.number),
            *(one.as_of.isoformat() if one.as_of else "", one.changed_at.date().isoformat()),
            *(str(rules), rules.shown_from_percent, rules.marked_below_percent),
            *(rules.medians_above_percent, "yes" if rules.absence_is_recorded else "no"),
            page(one.get_absolute_url()),
        )


SESSIONS = Table(
    name="sessions",
    title="Sessions",
    holds="One row for each published session of the legislature, with the rules of its scores.",
    columns=columns(
        session=SESSION,
        last_year="Its second year.",
        number="The General Court's own count.",
        as_of="How far the votes reach, as YYYY-MM-DD; empty once they are all in.",
        changed_on="When anything shown of the session last changed here, as YYYY-MM-DD.",
        rules="The name of the rules by which it was graded.",
        shown_from_percent="The least recorded share, in percent, with which a score is shown.",
        marked_below_percent="Below this share a score that is shown says that votes are missing.",
        medians_above_percent="Medians take in shares above this one.",
        absence_is_recorded="yes or no: whether being absent counts as a recorded vote.",
        page="The session's page here.",
    ),
    rows=_sessions,
)


def _topics() -> Iterator[tuple[Value, ...]]:
    for topic in Topic.objects.all():
        yield topic.slug, topic.name, page(topic.get_absolute_url())


TOPICS = Table(
    name="topics",
    title="Topics",
    holds="One row for each topic that votes and bills are sorted by.",
    columns=columns(
        topic="The topic's name in addresses here.", name="In words.", page="The topic's page here."
    ),
    rows=_topics,
)


def topics_of(row: ScoredItem) -> str:
    return "; ".join(topic.slug for topic in row.topics.all())


def _items() -> Iterator[tuple[Value, ...]]:
    for session in published():
        record = SessionRecord(session)
        for chamber in Chamber:
            for item in record.items[chamber]:
                item.session = session
                yield _item(record, item)


def _item(record: SessionRecord, item: ScoredItem) -> tuple[Value, ...]:
    voted = item.is_roll_call
    tally = sides(record.marks_on(item), Side(item.position)) if voted else (None, None)
    return (
        *(record.session.first_year, item.chamber, item.number, item.kind),
        *(item.bill_number, item.amendment, item.voted_on.isoformat() if item.voted_on else ""),
        *(item.title, item.shown_description, item.position, *tally, topics_of(item)),
        *(official_record(item), official_bill(item), page(item.get_absolute_url())),
    )


ITEMS = Table(
    name="scored_items",
    title="Scored items",
    holds="One row for each roll call that was scored, and for what else the organisation scored.",
    columns=columns(
        session=SESSION,
        chamber="house or senate.",
        number="The roll call's number; a made-up one for what nobody voted on. With session and "
        "chamber it names the item.",
        kind="roll_call, or other: an item made up by the organisation, which nobody voted on.",
        bill_number="Without dots; empty where there is no bill.",
        amendment="The number of the amendment voted on; mostly empty.",
        voted_on="A day as YYYY-MM-DD; empty where it is not known.",
        title="In the organisation's words or the official ones.",
        description="What it was about; may be empty.",
        position="yes or no: how one had to vote to vote with the organisation.",
        yes="Yes votes, counted from the rows of people, each once; empty for other items.",
        no="No votes, counted likewise; empty for other items.",
        topics="Names of topics as in the file of topics, separated by semicolons.",
        official_record="The legislature's record of the roll call; empty for other items.",
        official_bill="The bill's page at the legislature; empty where there is no bill.",
        page="The item's page here.",
    ),
    rows=_items,
)


def word(mark: str, position: str, kind: str) -> str:
    """How somebody voted, in a word; empty for what nobody voted on."""
    if mark == Mark.OTHER:
        return UNCLEAR
    return word_of(Mark(mark), Side(position)) if kind == "roll_call" else ""


def _positions() -> Iterator[tuple[Value, ...]]:
    rows = (
        Position.objects.filter(row__session__in=published(), row__repeats__isnull=True)
        .order_by("item__session__first_year", "item__chamber", "item__sheet_row", "row__sheet_row")
        .values_list(
            *("item__session__first_year", "item__chamber", "item__number"),
            *("row__legislator__slug", "row__legislator__name", "row__written_name"),
            *("mark", "item__position", "item__kind"),
        )
    )
    for year, chamber, number, slug, name, written, mark, position, kind in rows.iterator():
        said = (mark, word(mark, position, kind))
        yield year, chamber, number, slug or "", name or written.strip(), *said


POSITIONS = Table(
    name="positions",
    title="Who voted how",
    holds="One row for each person and scored item of their chamber; who stands in a sheet twice "
    "is here once.",
    columns=columns(
        session=SESSION,
        chamber="house or senate.",
        number="The scored item's number.",
        legislator=f"{LEGISLATOR} Empty while it is open who is meant.",
        name="As the person writes it, or as the sheet does while it is open who is meant.",
        mark="plus: with the organisation (which is not a yes); minus: against it; nv: absent; "
        "nvp: present without voting; na: not in office, or presiding; other: no known mark.",
        vote="Yes, No, Absent, Present, N/A for not in office or presiding, Unclear for no known "
        "mark; empty for what nobody voted on.",
    ),
    rows=_positions,
)


def _scores() -> Iterator[tuple[Value, ...]]:
    for session in published():
        record = SessionRecord(session)
        for chamber in Chamber:
            for voter in record.voters[chamber]:
                if not voter.row.repeats_id:
                    yield session.first_year, chamber.value, *_score(voter)


def _score(voter: Voter) -> tuple[Value, ...]:
    grade, tally, who = voter.grade, voter.grade.tally, voter.row.legislator
    return (
        *((who.slug, who.name) if who else ("", voter.row.written_name.strip())),
        grade.score if grade.is_shown else None,
        grade.letter if grade.is_shown else "",
        *(grade.shown.value, tally.in_office, grade.recorded, tally.cells),
        *(tally.plus, tally.minus, tally.absent, tally.present, tally.other, tally.not_in_office),
    )


SCORES = Table(
    name="scores",
    title="Scores",
    holds="One row for each person, session and chamber they voted in; each person once.",
    columns=columns(
        session=SESSION,
        chamber="house or senate: where they voted in this session.",
        legislator=f"{LEGISLATOR} Empty while it is open who is meant.",
        name="As the person writes it, or as the sheet does while it is open who is meant.",
        score="Percent of the base on which they stood with the organisation, 0 to 100, halves "
        "up; empty where it is not shown.",
        letter="The score as a letter; empty where there is no score.",
        shown="score; marked: votes are missing, but not too many; missed: too many are; no data: "
        "in office for none of them.",
        base="Scored items while in office: all but not_in_office. What the score is a share of.",
        recorded_percent="Percent of scored_items with a recorded vote; empty without any.",
        scored_items="All scored items of the chamber.",
        plus="How often with the organisation.",
        minus="How often against it.",
        absent="How often absent.",
        present="How often present without voting.",
        other="How often the sheet has no known mark; it counts as any vote that is no plus.",
        not_in_office="How often not in office, or presiding.",
    ),
    rows=_scores,
)


def _medians() -> Iterator[tuple[Value, ...]]:
    for session in published():
        for row in medians.rows(SessionRecord(session), as_site=False):
            measure = str(row["measure"]).replace(" ", "_")
            median = row["median"]
            yield (
                *(session.first_year, measure, str(row["chamber"]), str(row["group"])),
                median if isinstance(median, int) else None,
            )


MEDIANS = Table(
    name="medians",
    title="Medians",
    holds="One row for each session, measure, chamber and group, over those who sit there today.",
    columns=columns(
        session=SESSION,
        measure="vote_score, in percent; or cosponsored_bills, a number of tracked bills.",
        chamber="house or senate; both for cosponsored bills.",
        group="Democratic, or all others.",
        median="The upper of two middle ones; empty where nobody has enough votes.",
    ),
    rows=_medians,
)
