"""What the tests of readers share: a frame, and small files of our own making."""

from datetime import date
from zoneinfo import ZoneInfo

from members.feeds.rows import Frame

FRAME = Frame(zone=ZoneInfo("America/New_York"), today=date(2026, 5, 5))
ACTBLUE_HEADER = (
    "Receipt ID,Date,Amount,Recurring Total Months,Fundraising Page,Donor First Name,"
    "Donor Last Name,Donor City,Donor Email,Donor ID,Reserved,Lineitem ID,Recipient ID,Reserved,"
    "Refund ID,Refund Date,Reserved, Kind ,Recurring Type \n"
)


def actblue_line(**changes) -> str:
    cells = {
        "receipt": "AB1",
        "date": "03/03/2026 10:30",
        "amount": "120.00",
        "months": "",
        "page": "join",
        "first": "Ada",
        "last": "Lovelace",
        "city": "Natick",
        "email": "ada@example.org",
        "donor": "55",
        "reserved": "",
        "lineitem": "1001",
        "recipient": "7",
        "reserved2": "",
        "refund": "",
        "refunded": "",
        "reserved3": "",
        "kind": "",
        "type": "",
    } | changes
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells.values()) + "\n"


def actblue(*lines: str) -> bytes:
    return (ACTBLUE_HEADER + "".join(lines)).encode()
