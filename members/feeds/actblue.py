"""The contributions of ActBlue: its CSV, from dashboard or API, and the events of its webhooks.

"Lineitem ID" is one charge; "Receipt ID" is the order, which for monthly gifts is the whole
series. Times without a zone are taken as the organisation's own.
"""

from collections.abc import Iterator

from members.errors import BadCell, Unreadable
from members.feeds import actblue_events, cells
from members.feeds.reading import each, person
from members.feeds.rows import Foreign, Frame, Outcome, Refund, Row
from members.feeds.tables import Line, Table

KNOWN = {
    "receipt id",
    "date",
    "amount",
    "recurring total months",
    "recur weekly",
    "recipient id",
    "fundraising page",
    "donor first name",
    "donor last name",
    "donor city",
    "donor email",
    "donor id",
    "lineitem id",
    "refund id",
    "refund date",
}
ANY_PAGE = "*"
KINDS_OF_PAGES = {"dues", "reduced", "gift"}
NO = {"", "0", "no", "false", "f", "n"}


def read(content: bytes, frame: Frame) -> Iterator[Outcome]:
    if strange := set(frame.kinds_of_pages.values()) - KINDS_OF_PAGES:
        raise Unreadable(f"ACTBLUE_PAGES in the settings names an unknown kind: {min(strange)}.")
    if content.lstrip()[:1] in (b"{", b"["):
        return actblue_events.read(content, frame, kind_of)
    table = Table(content, KNOWN)
    table.require("lineitem id", "date", "amount")
    return each(table, lambda line: _read(line, frame))


def _read(line: Line, frame: Frame) -> Row | Foreign:
    if frame.recipients and line.get("recipient id") not in frame.recipients:
        return Foreign(line.number)
    lineitem = cells.number(line.get("lineitem id"), "Lineitem ID")
    if not lineitem:
        raise BadCell("The Lineitem ID is missing: without it a payment could count twice.")
    return Row(
        line=line.number,
        person=person(
            name=f"{line.get('donor first name')} {line.get('donor last name')}",
            emails=[line.get("donor email")],
            own_number=line.get("donor id"),
            town=line.get("donor city"),
        ),
        received_on=cells.day(line.get("date"), frame),
        kind=kind_of(line.get("fundraising page"), frame),
        amount_cents=cells.cents(line.get("amount")),
        external_id=lineitem,
        series=cells.number(line.get("receipt id"), "Receipt ID") if _recurs(line) else "",
        refund=_refund(line, lineitem, frame),
    )


def kind_of(page: str, frame: Frame) -> str:
    return frame.kinds_of_pages.get(page) or frame.kinds_of_pages.get(ANY_PAGE, "dues")


def _recurs(line: Line) -> bool:
    return (
        line.get("recurring total months").lower() not in NO
        or line.get("recur weekly").lower() not in NO
    )


def _refund(line: Line, lineitem: str, frame: Frame) -> Refund | None:
    refund_id, refunded = line.get("refund id"), line.get("refund date")
    if not refund_id and not refunded:
        return None
    if not refunded:
        raise BadCell("There is a Refund ID and no Refund Date.")
    # Named after the charge: ActBlue gives back a charge once, and hooks bear no Refund ID.
    return Refund(f"refund:{lineitem}", cells.day(refunded, frame))
