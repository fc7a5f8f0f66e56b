"""House_Bills, Senate_Bills and Sponsored_Bills: what was voted on, and what is tracked."""

from collections.abc import Iterable

from scorecard.workbook import cells
from scorecard.workbook.files import Grid
from scorecard.workbook.headers import Row, Sheet
from scorecard.workbook.oddities import Findings
from scorecard.workbook.rows import BillRow, ItemRow

KEY, POSITION, DAY = "roll_call_number", "progressive_position", "vote_date"
# The text of a description stands on the second of its lines, where it has several.
TEXT_LINE = 1


def read_items(grid: Grid, findings: Findings) -> list[ItemRow]:
    """The scored items of one chamber, in the order of the sheet.

    Left out, and said so: rows without a number, and rows that repeat one.

    Raises:
        Unreadable: a column that is needed is missing.
    """
    sheet = Sheet(findings.sheet, grid, findings)
    sheet.require(KEY, POSITION, "title")
    items: dict[int, ItemRow] = {}
    for row in sheet:
        number = cells.whole_number(row.get(KEY))
        if number is None:
            made = "left out: the row cannot be matched with the votes"
            findings.add(row.cell(KEY), "no roll call number", repr(row.raw(KEY)), made)
        elif number in items:
            made = f"left out: row {items[number].row} has this number"
            findings.add(row.cell(KEY), "roll call number twice", str(number), made)
        else:
            items[number] = _item(row, number, findings)
    _say_labels_used_twice(sheet, findings)
    return list(items.values())


def _item(row: Row, number: int, findings: Findings) -> ItemRow:
    item = ItemRow(
        row=row.number,
        number=number,
        bill_number=cells.bill_number(row.get("bill_number")),
        amendment=row.get("amendment"),
        voted_on=cells.day(row.get(DAY)),
        title=row.get("title"),
        description=text_of(row.raw("description")),
        position=cells.side(row.get(POSITION)),
        typed_yes=cells.whole_number(row.get("# of y")),
        typed_no=cells.whole_number(row.get("# of n")),
        tags=row.get("tags"),
        bill_url=row.get("url"),
        record_url=row.get("roll_call_url"),
        written=row.written(),
    )
    _say_what_is_odd(row, item, findings)
    return item


def _say_what_is_odd(row: Row, item: ItemRow, findings: Findings) -> None:
    if not item.is_roll_call:
        made = "scored as any vote; no bill and no roll call are shown for it"
        findings.add(row.cell("bill_number"), "no bill and no day", item.title, made)
    elif not item.bill_number:
        findings.add(row.cell("bill_number"), "no bill number", item.title, "shown without one")
    if item.position is None:
        made = "the item cannot be applied before it says yes or no"
        findings.add(row.cell(POSITION), "no position", repr(row.raw(POSITION)), made)
    if not item.title:
        findings.add(row.cell("title"), "no title", "", "shown by its number")
    _say_of_day(row, item, findings)
    for header in ("# of y", "# of n"):
        if row.get(header) and cells.whole_number(row.get(header)) is None:
            findings.add(row.cell(header), "no number", repr(row.raw(header)), "left out")


def _say_of_day(row: Row, item: ItemRow, findings: Findings) -> None:
    written = row.get(DAY)
    if written and item.voted_on is None:
        findings.add(row.cell(DAY), "no day", repr(written), "taken as without a day")
    elif item.voted_on and cells.has_short_year(written):
        findings.add(row.cell(DAY), "year of two digits", written, f"read as {item.voted_on}")


def _say_labels_used_twice(sheet: Sheet, findings: Findings) -> None:
    first: dict[str, str] = {}
    for row in sheet:
        label, cell = row.get("pm_score"), row.cell("pm_score")
        if label and label in first:
            made = "nothing: labels are no keys"
            findings.add(f"{first[label]}, {cell}", "label used twice", label, made)
        first.setdefault(label, cell)


def text_of(description: str) -> str:
    """The description proper: of several lines that are not empty the second."""
    lines = [line.strip() for line in description.splitlines() if line.strip()]
    if not lines:
        return ""
    return lines[TEXT_LINE] if len(lines) > TEXT_LINE else lines[0]


def read_bills(grid: Grid, findings: Findings) -> list[BillRow]:
    """The tracked bills as filed, in the order of the sheet; rows without a number are left out.

    Raises:
        Unreadable: a column that is needed is missing.
    """
    sheet = Sheet(findings.sheet, grid, findings)
    sheet.require("bill_number", "shorthand_title")
    bills = []
    for row in sheet:
        number = cells.bill_number(row.get("bill_number"))
        if number:
            bills.append(_bill(row, number))
        else:
            made = "left out: nothing says which bill it is"
            findings.add(row.cell("bill_number"), "no bill number", row.get("name"), made)
    _say_bills_listed_twice(bills, findings)
    return bills


def _bill(row: Row, number: str) -> BillRow:
    return BillRow(
        row=row.number,
        number=number,
        title=row.get("name"),
        short_title=row.get("shorthand_title"),
        written_title=row.raw("shorthand_title"),
        sponsors=row.get("sponsors"),
        description=text_of(row.raw("description")),
        tags=row.get("tags"),
        url=row.get("url"),
        status=row.get("status"),
    )


def _say_bills_listed_twice(bills: Iterable[BillRow], findings: Findings) -> None:
    first: dict[str, int] = {}
    for bill in bills:
        if bill.number in first:
            found = f"{bill.number} in rows {first[bill.number]} and {bill.row}"
            findings.add(f"row {bill.row}", "bill listed twice", found, "one bill, shown once")
        first.setdefault(bill.number, bill.row)
