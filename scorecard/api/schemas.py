"""What the API answers. Each field means what the column of the same name means in the files."""

from typing import Any, Generic, Literal, TypeVar

from ninja import Field, Schema

from scorecard.dataset import Table, agenda, people, votes

T = TypeVar("T")
Chambers = Literal["house", "senate"]


def _as_in(table: Table, name: str) -> str:
    return next(one.means for one in table.columns if one.name == name)


def _said(table: Table, name: str) -> Any:
    return Field(description=_as_in(table, name))


class Page(Schema, Generic[T]):
    """A part of a list."""

    count: int = Field(description="How many there are in all.")
    next: str | None = Field(description="The address of the next part; null after the last.")
    results: list[T]


class Error(Schema):
    error: str = Field(description="What is wrong, in one sentence.")


class Session(Schema):
    session: int = _said(votes.SESSIONS, "session")
    last_year: int = _said(votes.SESSIONS, "last_year")
    number: int = _said(votes.SESSIONS, "number")
    as_of: str = _said(votes.SESSIONS, "as_of")
    changed_on: str = _said(votes.SESSIONS, "changed_on")
    rules: str = _said(votes.SESSIONS, "rules")
    shown_from_percent: int = _said(votes.SESSIONS, "shown_from_percent")
    marked_below_percent: int = _said(votes.SESSIONS, "marked_below_percent")
    medians_above_percent: int = _said(votes.SESSIONS, "medians_above_percent")
    absence_is_recorded: Literal["yes", "no"] = _said(votes.SESSIONS, "absence_is_recorded")
    page: str = _said(votes.SESSIONS, "page")


class Median(Schema):
    session: int = _said(votes.MEDIANS, "session")
    measure: Literal["vote_score", "cosponsored_bills"] = _said(votes.MEDIANS, "measure")
    chamber: Literal["house", "senate", "both"] = _said(votes.MEDIANS, "chamber")
    group: str = _said(votes.MEDIANS, "group")
    median: int | None = _said(votes.MEDIANS, "median")


class Score(Schema):
    session: int = _said(votes.SCORES, "session")
    chamber: Chambers = _said(votes.SCORES, "chamber")
    score: int | None = _said(votes.SCORES, "score")
    letter: str = _said(votes.SCORES, "letter")
    shown: Literal["score", "marked", "missed", "no data"] = _said(votes.SCORES, "shown")
    base: int = _said(votes.SCORES, "base")
    recorded_percent: int | None = _said(votes.SCORES, "recorded_percent")
    scored_items: int = _said(votes.SCORES, "scored_items")
    plus: int = _said(votes.SCORES, "plus")
    minus: int = _said(votes.SCORES, "minus")
    absent: int = _said(votes.SCORES, "absent")
    present: int = _said(votes.SCORES, "present")
    other: int = _said(votes.SCORES, "other")
    not_in_office: int = _said(votes.SCORES, "not_in_office")


class Legislator(Schema):
    legislator: str = _said(people.LEGISLATORS, "legislator")
    name: str = _said(people.LEGISLATORS, "name")
    in_office: bool = Field(description="Whether the person holds a seat today.")
    chamber: str = _said(people.LEGISLATORS, "chamber")
    district: str = _said(people.LEGISLATORS, "district")
    party: str = _said(people.LEGISLATORS, "party")
    email: str = _said(people.LEGISLATORS, "email")
    phone: str = _said(people.LEGISLATORS, "phone")
    official_page: str = _said(people.LEGISLATORS, "official_page")
    page: str = _said(people.LEGISLATORS, "page")
    score: Score | None = Field(
        description="Of the last published session; null for who has no votes in it."
    )


class Term(Schema):
    chamber: Chambers = _said(people.SERVICES, "chamber")
    district: str = _said(people.SERVICES, "district")
    party: str = _said(people.SERVICES, "party")
    began_on: str = _said(people.SERVICES, "began_on")
    ended_on: str = _said(people.SERVICES, "ended_on")


class LegislatorWithHistory(Legislator):
    scores: list[Score] = Field(description="Of all published sessions, the latest first.")
    services: list[Term] = Field(description="The seats held, today's first.")


class Item(Schema):
    session: int = _said(votes.ITEMS, "session")
    chamber: Chambers = _said(votes.ITEMS, "chamber")
    number: int = _said(votes.ITEMS, "number")
    kind: Literal["roll_call", "other"] = _said(votes.ITEMS, "kind")
    bill_number: str = _said(votes.ITEMS, "bill_number")
    amendment: str = _said(votes.ITEMS, "amendment")
    voted_on: str = _said(votes.ITEMS, "voted_on")
    title: str = _said(votes.ITEMS, "title")
    description: str = _said(votes.ITEMS, "description")
    position: Literal["yes", "no"] = _said(votes.ITEMS, "position")
    yes: int | None = _said(votes.ITEMS, "yes")
    no: int | None = _said(votes.ITEMS, "no")
    topics: list[str] = Field(description="Names of topics as in the file of topics.")
    official_record: str = _said(votes.ITEMS, "official_record")
    official_bill: str = _said(votes.ITEMS, "official_bill")
    page: str = _said(votes.ITEMS, "page")


class Position(Schema):
    session: int = _said(votes.POSITIONS, "session")
    chamber: Chambers = _said(votes.POSITIONS, "chamber")
    number: int = _said(votes.POSITIONS, "number")
    legislator: str = _said(votes.POSITIONS, "legislator")
    name: str = _said(votes.POSITIONS, "name")
    mark: Literal["plus", "minus", "nv", "nvp", "na", "other"] = _said(votes.POSITIONS, "mark")
    vote: str = _said(votes.POSITIONS, "vote")


class ItemWithPositions(Item):
    positions: list[Position] = Field(description="Each person once, in the sheet's order.")


class Bill(Schema):
    session: int = _said(agenda.BILLS, "session")
    bill: str = _said(agenda.BILLS, "bill")
    short_title: str = _said(agenda.BILLS, "short_title")
    house_number: str = _said(agenda.BILLS, "house_number")
    house_title: str = _said(agenda.BILLS, "house_title")
    house_status: str = _said(agenda.BILLS, "house_status")
    house_url: str = _said(agenda.BILLS, "house_url")
    senate_number: str = _said(agenda.BILLS, "senate_number")
    senate_title: str = _said(agenda.BILLS, "senate_title")
    senate_status: str = _said(agenda.BILLS, "senate_status")
    senate_url: str = _said(agenda.BILLS, "senate_url")
    topics: str = _said(agenda.BILLS, "topics")
    cosponsors: int = _said(agenda.BILLS, "cosponsors")
    base: int = _said(agenda.BILLS, "base")
    page: str = _said(agenda.BILLS, "page")


class Seat(Schema):
    chamber: Chambers = _said(people.SEATS, "chamber")
    district: str = _said(people.SEATS, "district")
    legislator: str = _said(people.SEATS, "legislator")
    name: str = _said(people.SEATS, "name")
    party: str = _said(people.SEATS, "party")
    score: int | None = Field(description="Of the last published session; null if none is shown.")
    letter: str = Field(description="The score as a letter; empty where there is no score.")


class Home(Schema):
    """Who sits for a place, or what has to be asked first."""

    town: str = Field(description="As the table of places names it; empty for a point.")
    question: Literal["", "ward", "precinct"] = Field(
        description="What still decides; ask again with it. Empty once both seats are known."
    )
    choices: list[str] = Field(description="The answers to the question.")
    seats: list[Seat] = Field(
        description="What is known so far; at a border both districts. A vacant seat has no name."
    )
