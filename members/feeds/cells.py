"""What one cell says: an amount, a day, an address, a name.

Nothing is guessed. What can be read in two ways ("12,50", the year 26) is refused with a word
on how to write it.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone, tzinfo

from members.errors import BadCell
from members.feeds.rows import Frame

AMOUNT = re.compile(r"\$? ?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2})0*)?(?: ?USD)?")
BELOW_ZERO = re.compile(r"\(.*\)|\$? ?[-\u2212].*")
MOST_CENTS = 10**9
ZONE = r"(?P<zone>Z|UTC|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2})?"
CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?"
MOMENTS = [
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ]{CLOCK} ?{ZONE})?"),
    re.compile(
        rf"(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>\d{{4}})"
        rf"(?:,? {CLOCK} ?(?P<half>[AaPp][Mm])? ?{ZONE})?"
    ),
]
IN_WORDS = ["%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y"]
HOURS_OF_ZONE = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
HOURS_OF_ZONE |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
FIRST_YEAR = 1990
HOURS_OF_HALF_A_DAY = 12
EMAIL = re.compile(
    r"[^@\s,;<>()\"\\]+@[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"
)
# A number leaves room for what is put before and after it on the ledger, as in "refund:1001".
LONGEST_EMAIL, LONGEST_NAME, LONGEST_TOWN, LONGEST_NUMBER, LONGEST_ID = 254, 200, 120, 100, 120
# What a spreadsheet program or a table of numbers has made of an id.
SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d{2,}")
DECIMAL = re.compile(r"\d+[.,]0+")
HIDDEN = {"Cc", "Cs", "Cn", "Co"}
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Spaces that nobody sees, as web forms let them in.
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00a0"


def cents(text: str) -> int:
    """An amount of money above zero, as "$1,200.00" or "5"."""
    stripped = text.strip()
    match = AMOUNT.fullmatch(stripped)
    if match is None:
        if BELOW_ZERO.fullmatch(stripped):
            raise BadCell(
                f"The amount {shown(text)} is below zero; a refund is not written like this."
            )
        raise BadCell(f"{_shown(text)} is not an amount; write it as in 1200.50.")
    dollars, part = match.groups()
    amount = int(dollars.replace(",", "")) * 100 + int((part or "").ljust(2, "0"))
    if not 0 < amount < MOST_CENTS:
        raise BadCell(f"The amount {shown(text)} is zero, or more than anybody gives.")
    return amount


def day(text: str, frame: Frame) -> date:
    """The day of a moment in the organisation's zone, not in the future.

    A moment without a zone is one of the organisation's own.
    """
    found = past_or_coming(text, frame.zone)
    if found > frame.today:
        raise BadCell(f"The day {shown(text)} lies in the future.")
    return found


def past_or_coming(text: str, zone: tzinfo) -> date:
    found = _day(text.strip(), zone)
    if found.year < FIRST_YEAR:
        raise BadCell(f"The day {shown(text)} is too long ago.")
    return found


def _day(text: str, zone: tzinfo) -> date:
    for pattern in MOMENTS:
        if match := pattern.fullmatch(text):
            return _from_parts(match.groupdict(), text, zone)
    for style in IN_WORDS:
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            continue
    raise BadCell(f"{_shown(text)} is not a date; write it as in 2026-03-14 or 03/14/2026.")


def _from_parts(parts: dict[str, str | None], text: str, zone: tzinfo) -> date:
    hour, half = int(parts["hour"] or 0), (parts.get("half") or "").lower()
    if half:
        hour = hour % HOURS_OF_HALF_A_DAY + (HOURS_OF_HALF_A_DAY if half == "pm" else 0)
    try:
        moment = datetime(
            int(parts["year"] or 0),
            int(parts["month"] or 0),
            int(parts["day"] or 0),
            hour,
            int(parts["minute"] or 0),
            tzinfo=_zone(parts["zone"]),
        )
        return (moment.astimezone(zone) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError) as fault:
        raise BadCell(
            f"There is no day or hour like {shown(text)}; the month stands first."
        ) from fault


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in HOURS_OF_ZONE:
        return timezone(timedelta(hours=HOURS_OF_ZONE[text]))
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def email(text: str) -> str:
    """An address in lower case; empty stays empty."""
    address = text.strip().strip(INVISIBLE).strip().lower()
    if not address:
        return ""
    # What Python does not know to be a letter, the database may know to be a capital.
    is_plain = len(address) <= LONGEST_EMAIL and address.isprintable()
    if not is_plain or not EMAIL.fullmatch(address):
        raise BadCell(f"{_shown(text)} is not an e-mail address.")
    return address


def words(text: str, longest: int = LONGEST_NAME) -> str:
    """A name or a place as people write it, without what no screen shows."""
    if not text.isprintable():
        text = "".join(sign for sign in text if sign.isspace() or _is_shown(sign))
    told = " ".join(unicodedata.normalize("NFC", text).split()).strip(INVISIBLE)
    return told[:longest].strip()


def _is_shown(sign: str) -> bool:
    # Joiners hold emoji together; the marks that turn the direction of writing hide things.
    return unicodedata.category(sign) not in HIDDEN and sign not in TURNING


def number(text: str, what: str, longest: int = LONGEST_NUMBER) -> str:
    """The source's own number for something; empty stays empty.

    A number that a program has rounded is refused: as another one it would count twice.
    """
    stripped = text.strip().strip(INVISIBLE)
    if len(stripped) > longest:
        raise BadCell(f"The {what} is longer than {longest} characters.")
    if not stripped.isprintable():
        raise BadCell(f"The {what} holds signs that no screen shows.")
    if stripped.startswith("=") or SCIENTIFIC.fullmatch(stripped) or DECIMAL.fullmatch(stripped):
        raise BadCell(
            f"The {what} {_shown(stripped)} is what a spreadsheet made of it. Export the file anew "
            "and do not save it from a spreadsheet."
        )
    return stripped


def shown(text: str) -> str:
    """The beginning of what somebody wrote, as it can be repeated to them."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text[:40])


def _shown(text: str) -> str:
    return f'"{shown(text)}"' if text.strip() else "An empty cell"
