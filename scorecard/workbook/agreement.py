"""Where the sheets of a workbook say different things, and which of them is believed."""

from collections.abc import Iterator, Mapping

from scorecard.grading import Mark, Side, sides
from scorecard.workbook import cells
from scorecard.workbook.oddities import Oddity
from scorecard.workbook.people import is_number
from scorecard.workbook.reading import CHAMBERS, Workbook
from scorecard.workbook.rows import BillKeyRow, ItemRow, VotesColumn, VotesPerson


def disagreements(workbook: Workbook) -> list[Oddity]:
    """Every place where two sheets differ, sheet by sheet in the order of the rows.

    The bills sheets are believed over the heads of the votes sheets, and the votes themselves
    over the tally that was typed in, as on the present site. People are compared in
    `scorecard.people`, not here.
    """
    found: list[Oddity] = []
    for chamber in CHAMBERS:
        found += _of_chamber(chamber, workbook)
        found += _without_column(chamber, workbook)
    found += _of_bills(workbook)
    return found


def _of_chamber(chamber: str, workbook: Workbook) -> Iterator[Oddity]:
    bills, votes = f"{chamber.capitalize()}_Bills", f"{chamber.capitalize()}_Votes"
    columns = {column.number: column for column in workbook.columns[chamber]}
    items = {item.number: item for item in workbook.items[chamber]}
    for number, item in items.items():
        if column := columns.get(number):
            yield from _of_item(bills, votes, item, column)
            yield from _of_tally(bills, item, workbook.people[chamber])
        else:
            made = "nobody has a vote on it, and it counts in no score"
            yield Oddity(bills, f"row {item.row}", "no column of votes", str(number), made)
    for number, column in columns.items():
        if number not in items:
            place = cells.place(2, column.column)
            made = "its votes count in no score"
            yield Oddity(votes, place, "no row in the bills sheet", str(number), made)


def _without_column(chamber: str, workbook: Workbook) -> Iterator[Oddity]:
    """Who voted and stands in no column of Sponsorship, by number or by name."""
    numbers = {one.number for one in workbook.sponsors if is_number(one.number)}
    names = {one.name.casefold() for one in workbook.sponsors}
    for person in workbook.people[chamber]:
        if person.number not in numbers and person.name.casefold() not in names:
            made = "which bills they co-sponsored is not known"
            votes, cell = f"{chamber.capitalize()}_Votes", f"row {person.row}"
            yield Oddity(votes, cell, "no column in Sponsorship", person.name, made)


def _of_item(bills: str, votes: str, item: ItemRow, column: VotesColumn) -> Iterator[Oddity]:
    cell, name = f"row {item.row}", cells.column_name(column.column)
    position = cells.side(column.position)
    if position and item.position and position != item.position:
        found = f"{item.position} here, {column.position} in {votes} {name}1"
        hint = f"{bills} is believed; its own tally is {item.typed_yes}-{item.typed_no}"
        yield Oddity(bills, cell, "positions differ", found, hint)
    if column.bill_number and item.bill_number and column.bill_number != item.bill_number:
        found = f"{item.bill_number} here, {column.bill_number} in {votes} {name}2"
        yield Oddity(bills, cell, "bill numbers differ", found, f"{bills} is believed")
    day = cells.day(column.day)
    if day and item.voted_on and day != item.voted_on:
        found = f"{item.voted_on} here, {day} in {votes} {name}4"
        yield Oddity(bills, cell, "days differ", found, f"{bills} is believed")


def _of_tally(bills: str, item: ItemRow, people: list[VotesPerson]) -> Iterator[Oddity]:
    """Everybody is counted once, by name and row: the same marks under one name are one person."""
    once: Mapping[tuple[str, str], Mark] = {
        (person.number, person.name.casefold()): person.marks[item.number]
        for person in people
        if item.number in person.marks
    }
    counted = sides(once.values(), item.position or Side.YES)
    typed = (item.typed_yes, item.typed_no)
    if None not in typed and typed != counted:
        found = f"typed in {typed[0]}-{typed[1]}, counted {counted[0]}-{counted[1]}"
        made = "the votes are counted, the tally is not shown"
        yield Oddity(bills, f"row {item.row}", "own tally differs", found, made)


def _of_bills(workbook: Workbook) -> Iterator[Oddity]:
    tracked = {bill.number: bill for bill in workbook.bills}
    keyed = {number for key in workbook.bill_keys for number in key.numbers}
    for key in workbook.bill_keys:
        yield from _of_key(key, workbook)
    for number, bill in tracked.items():
        if number not in keyed:
            made = "shown as a bill whose cosponsors are not known"
            found = f"{number} is in no row of Sponsorship"
            yield Oddity("Sponsored_Bills", f"row {bill.row}", "no cosponsors", found, made)


def _of_key(key: BillKeyRow, workbook: Workbook) -> Iterator[Oddity]:
    rows = [bill for bill in workbook.bills if bill.number in key.numbers]
    cell = f"row {key.row}"
    if len(key.numbers) == 1:
        made = "one chamber only"
        yield Oddity("Sponsorship", cell, "bill in one chamber only", key.written, made)
    for number in key.numbers:
        if number not in {bill.number for bill in rows}:
            made = "shown without title and link"
            yield Oddity("Sponsorship", cell, "not in Sponsored_Bills", number, made)
        if number.rstrip("0123456789").upper().endswith("D"):
            made = "kept: it is how the bill is known"
            yield Oddity("Sponsorship", cell, "docket number", number, made)
    for bill in rows:
        if bill.short_title.casefold() != key.short_title.casefold():
            found = f"{key.short_title!r} here, {bill.short_title!r} in Sponsored_Bills"
            made = "the title of Sponsorship is shown"
            yield Oddity("Sponsorship", cell, "short titles differ", found, made)
            break
