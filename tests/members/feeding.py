"""Files for the tests of imports, and what became of them."""

from members import imports
from members.models import Contribution, Import

HEADER = "id,date,kind,amount,email,name,person,town,series,refund of,until,chapters\n"


def line(**changes) -> str:
    cells = {
        "id": "1",
        "date": "2026-03-03",
        "kind": "dues",
        "amount": "120",
        "email": "ada@example.org",
        "name": "Ada Lovelace",
        "person": "",
        "town": "Natick",
        "series": "",
        "refund_of": "",
        "until": "",
        "chapters": "",
    } | changes
    return ",".join(cells.values()) + "\n"


def table(*lines: str) -> bytes:
    return (HEADER + "".join(lines)).encode()


def apply(content: bytes, source: str = "csv") -> Import:
    return imports.apply_at_once(source=source, file_name="file.csv", content=content)


def undo(applied: Import, by) -> Import:
    imports.recall(applied.pk, by=by)
    return imports.undo(applied.pk)


def counted(one: Import) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    return tuple(one.counts[name] for name in ("new", "changed", "unchanged", "refused"))


def ledger() -> list[tuple]:
    """What stands on the ledger, told without ids and moments."""
    rows = Contribution.objects.not_reversed().select_related("undoes")
    return sorted(
        (
            row.member.name,
            row.kind,
            row.amount_cents,
            str(row.received_on),
            row.external_id,
            row.undoes.external_id if row.undoes else "",
        )
        for row in rows
    )
