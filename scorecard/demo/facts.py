"""The facts of the demo as sheets: what an organisation would upload, without its descriptions.

A file has a section for each sheet, and bars between cells. A section of votes has four lines of
heads (position, bill, number, day of each column), then people: number, name, and one sign a
column: + and - as in the sheet, a for NV, p for NVP, a point for n/a. A section of sponsorship has
the keys of the bills, their titles, then people with Y or N for each bill; y is a Y with a line
break beside it, which the present site does not see.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "facts"
YEARS = (2017, 2021, 2025)
CELLS = {"+": "+", "-": "-", "a": "NV", "p": "NVP", ".": "n/a"}
SPONSORED = {"Y": "Y", "N": "N", "y": "Y\n"}
HEADS = 4


def lines(name: str) -> Iterator[list[str]]:
    """The lines of a file, split at the bars; remarks are left out."""
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("|")


def table(name: str) -> list[dict[str, str]]:
    """A file whose first line names its columns."""
    header, *rows = lines(name)
    return [dict(zip(header, row, strict=True)) for row in rows]


def sheets(year: int) -> dict[str, list[list[str]]]:
    """The six sheets of a session, in the shape of the organisation's workbook."""
    sections: dict[str, list[list[str]]] = {}
    for row in lines(f"{year}.txt"):
        if row[0].startswith("[") and len(row) == 1:
            sections[row[0].strip("[]")] = []
        else:
            sections[list(sections)[-1]].append(row)
    return {name: _as_sheet(name, rows) for name, rows in sections.items()}


def _as_sheet(name: str, rows: list[list[str]]) -> list[list[str]]:
    if name.endswith("_Votes"):
        heads = [["", "", *row] for row in rows[:HEADS]]
        people = rows[HEADS:]
        return heads + [[number, who, *(CELLS[s] for s in signs)] for number, who, signs in people]
    if name == "Sponsorship":
        keys, titles, *people = rows
        columns = ([number, who, *(SPONSORED[s] for s in signs)] for number, who, signs in people)
        turned = zip(*columns, strict=True)
        fronts = [["", "", ""], ["", "bill_number", "shorthand_title"]]
        fronts += [["", key, title] for key, title in zip(keys, titles, strict=True)]
        return [[*front, *cells] for front, cells in zip(fronts, turned, strict=True)]
    return rows


def archive(year: int) -> bytes:
    """The sheets as an archive of CSV files, as somebody might upload it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, rows in sheets(year).items():
            text = io.StringIO()
            csv.writer(text).writerows(rows)
            # A day of its own, so that the same facts are the same bytes.
            whole.writestr(zipfile.ZipInfo(f"{name}.csv"), text.getvalue())
    return content.getvalue()
