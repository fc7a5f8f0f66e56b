"""Exports of NationBuilder: its people, and their memberships. The headers tell which is which.

A membership is brought onto the ledger as a credit, from its start until it expires, whatever
its status: a cancellation stops what would follow and takes back no month that was paid, and
grace is for the organisation's own rules to give.
"""

from collections.abc import Iterator

from members.errors import BadCell, Unreadable
from members.feeds import cells
from members.feeds.reading import each, person, tags
from members.feeds.rows import Frame, Outcome, Row
from members.feeds.tables import Line, Table

EMAILS = ["email1", "email2", "email3", "email4", "email"]
CITIES = [f"{part}_city" for part in ("primary", "address", "mailing", "billing", "user_submitted")]
MEMBERSHIPS = {"person_id", "status", "expires_on", "started_at", "created_at"}
KNOWN = {
    "nationbuilder_id",
    "first_name",
    "last_name",
    "name",
    "tag_list",
    *EMAILS,
    *(f"{column}_is_bad" for column in EMAILS),
    *CITIES,
    *MEMBERSHIPS,
}
STATUSES = {"active", "grace period", "canceled", "cancelled", "expired"}
YES = {"true", "t", "yes", "1"}


def read(content: bytes, frame: Frame) -> Iterator[Outcome]:
    table = Table(content, KNOWN)
    if {"person_id", "expires_on"} <= table.columns.keys():
        table.require("status", "name")
        return each(table, lambda line: _membership(line, frame))
    if "nationbuilder_id" not in table.columns:
        raise Unreadable(
            "This is neither an export of people (nationbuilder_id) nor of memberships "
            "(person_id, name, status, expires_on)."
        )
    return each(table, lambda line: _person(line, frame))


def _person(line: Line, frame: Frame) -> Row:
    return Row(
        line=line.number,
        person=person(
            name=f"{line.get('first_name')} {line.get('last_name')}",
            emails=[
                line.get(column)
                for column in EMAILS
                if line.get(f"{column}_is_bad").lower() not in YES
            ],
            own_number=line.get("nationbuilder_id"),
            town=line.get(*CITIES),
            chapters=tags(line.get("tag_list")),
        ),
        received_on=frame.today,
    )


def _membership(line: Line, frame: Frame) -> Row:
    number, name = cells.number(line.get("person_id"), "person_id"), cells.words(line.get("name"))
    if not number:
        raise BadCell("The person_id is missing.")
    if line.get("status").lower() not in STATUSES:
        raise BadCell(f'The status "{cells.shown(line.get("status"))}" is not known.')
    expires = line.get("expires_on")
    if not expires:
        raise BadCell(
            "The membership has no end. Give it one in NationBuilder, or enter a waiver by hand."
        )
    started = cells.day(line.get("started_at", "created_at"), frame)
    until = cells.past_or_coming(expires, frame.zone)
    if until < started:
        raise BadCell("The membership ends before it starts.")
    return Row(
        line=line.number,
        person=person(name="", emails=[], own_number=number),
        received_on=started,
        kind="credit",
        external_id=cells.number(
            f"membership:{number}:{name}:{started}:{until}",
            "name of the membership",
            cells.LONGEST_ID,
        ),
        covers_until=until,
    )
