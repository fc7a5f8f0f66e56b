"""Links out of the project, to the legislature's own pages."""

from scorecard.models import ScoredItem
from scorecard.records import SessionRecord
from scorecard.tables.roll_calls import bill_link, record_link


def outward(address: str) -> str:
    """The address if it leads to a page of the web; sheets may hold anything."""
    return address if address.startswith(("https://", "http://")) else ""


def official_record(item: ScoredItem) -> str:
    """The legislature's record of a roll call; nothing for what was not voted on."""
    return outward(record_link(SessionRecord(item.session), item)) if item.is_roll_call else ""


def official_bill(item: ScoredItem) -> str:
    return outward(bill_link(SessionRecord(item.session), item)) if item.bill_number else ""
