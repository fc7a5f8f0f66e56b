"""From the bytes of an upload to grids of text, one for each sheet; whatever the file is.

A workbook is looked at before it is opened: how much it unpacks to, whether it holds macros,
formulas or merged cells. Nothing in it is ever computed or followed.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from members.errors import MembersError
from members.feeds.encodings import open_text
from scorecard.errors import Unreadable
from scorecard.workbook.cells import place
from scorecard.workbook.oddities import Findings, Oddity

Grid = list[list[str]]
Grids = dict[str, Grid]

SHEETS = (
    "Sponsored_Bills",
    "House_Bills",
    "Senate_Bills",
    "House_Votes",
    "Senate_Votes",
    "Sponsorship",
)
LARGEST_FILE = 10 * 1024**2
LARGEST_UNPACKED = 60 * 1024**2
MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 3_000, 1_500
LONGEST_CELL = 20_000
# What a workbook may hold to be read in seconds; styled cells and rows count, empty ones too.
MOST_STORED = {
    "cells": (re.compile(rb"<(?:\w+:)?c[ />]"), 1_000_000),
    "rows": (re.compile(rb"<(?:\w+:)?row[ />]"), 200_000),
    "texts": (re.compile(rb"<(?:\w+:)?si[ />]"), 500_000),
    "merged cells": (re.compile(rb"<(?:\w+:)?mergeCell "), 2_000),
    # Beyond BEZ. Each is a row of thousands of cells in memory.
    "cells far to the right": (
        re.compile(rb'<(?:\w+:)?c[^>]*? r="(?:B[F-Z]|[C-Z][A-Z])[A-Z][0-9]'),
        500,
    ),
}
CELLS_IN = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)
READ_WHOLE = re.compile(
    r"xl/(styles|workbook|theme/.*)\.xml|.*\.rels|\[Content_Types\]\.xml|docProps/.*"
)
LARGEST_READ_WHOLE = 3 * 1024**2
FORMULA, MERGED = re.compile(rb"<f[ />]"), re.compile(rb'<mergeCell ref="([A-Z0-9:]{1,20})"')
SHOWN_PLACES = 10
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
# A damaged workbook fails anywhere inside the library, over whatever it stumbles.
STUMBLES = (
    AttributeError,
    EOFError,
    InvalidFileException,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def open_file(name: str, content: bytes) -> tuple[Grids, list[Oddity]]:
    """The six sheets of a workbook (.xlsx), or of an archive (.zip) of CSV files named after them.

    Returns:
        Sheet name to rows of cells, typed cells as the text that people see, and what was odd
        about the file. Rows end with their last filled cell.

    Raises:
        Unreadable: it is no such file, it is too large, or a sheet is missing.
    """
    if len(content) > LARGEST_FILE:
        raise Unreadable(f"The file is larger than {LARGEST_FILE // 1024**2} MB.")
    if not content:
        raise Unreadable("The file is empty.")
    if content.startswith(OLD_WORKBOOK):
        raise Unreadable("This is an old workbook (.xls), or a locked one: save it as .xlsx first.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _look_at_size(archive)
            parts = {part.filename for part in archive.infolist()}
            if "xl/workbook.xml" in parts:
                found = _from_workbook(archive, content)
            else:
                found = _from_csvs(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise Unreadable("This is not a workbook (.xlsx), nor an archive of CSV files.") from fault
    grids, oddities = found
    if missing := [sheet for sheet in SHEETS if sheet not in grids]:
        raise Unreadable(f"These sheets are missing from {name}: {', '.join(missing)}.")
    return grids, oddities


def _look_at_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        unpacked = LARGEST_UNPACKED // 1024**2
        raise Unreadable(f"The file unpacks to more than {unpacked} MB, or to too many parts.")


def _look_at_number(archive: zipfile.ZipFile) -> None:
    """Counted in the bytes, before anything makes objects of them."""
    stored = dict.fromkeys(MOST_STORED, 0)
    for part in archive.infolist():
        if READ_WHOLE.fullmatch(part.filename) and part.file_size > LARGEST_READ_WHOLE:
            raise Unreadable("The workbook holds more formatting than text: save the cells alone.")
        if CELLS_IN.fullmatch(part.filename):
            text = archive.read(part)
            for what, (mark, most) in MOST_STORED.items():
                stored[what] += sum(1 for _ in mark.finditer(text))
                if stored[what] > most:
                    raise Unreadable(
                        f"The workbook holds more than {most:,} {what}, empty ones among them."
                    )


def sheet_called(title: str) -> str | None:
    """Which of the six sheets a title means, whatever its capitals, blanks and lines."""
    plain = re.sub(r"[\s_-]+", "_", title.strip()).casefold()
    return next((sheet for sheet in SHEETS if sheet.casefold() == plain), None)


def _from_workbook(archive: zipfile.ZipFile, content: bytes) -> tuple[Grids, list[Oddity]]:
    _look_at_number(archive)
    oddities = list(_oddities_of(archive))
    grids: Grids = {}
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets:
            if name := sheet_called(sheet.title):
                if name in grids:
                    raise Unreadable(f"The sheet {name} is there twice.")
                # What a sheet says of its own size may be wrong.
                sheet.reset_dimensions()
                grids[name] = _grid(name, sheet.iter_rows(values_only=True))
    except Unreadable:
        raise
    except STUMBLES as fault:
        raise Unreadable("The workbook is damaged: it cannot be opened.") from fault
    return grids, oddities


def _oddities_of(archive: zipfile.ZipFile) -> Iterator[Oddity]:
    findings = Findings("the workbook")
    for part in archive.namelist():
        if part.endswith("vbaProject.bin"):
            findings.add("", "macros", "macros", "left alone: nothing in a workbook is run")
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            text = archive.read(part)
            if FORMULA.search(text):
                found = "formulas"
                findings.add("", "formulas", found, "taken as they were last computed when saved")
            if merged := [match.decode() for match in MERGED.findall(text)]:
                places = ", ".join(merged[:SHOWN_PLACES])
                made = "the text stands in the first cell, the others are empty"
                findings.add(places, "merged cells", f"{len(merged)} merged", made)
    yield from findings


def _from_csvs(archive: zipfile.ZipFile) -> tuple[Grids, list[Oddity]]:
    grids: Grids = {}
    for part in archive.namelist():
        stem, _, ending = part.rpartition("/")[2].rpartition(".")
        name = sheet_called(stem)
        if name and ending.lower() == "csv" and not part.startswith("__MACOSX"):
            if name in grids:
                raise Unreadable(f"The sheet {name} is there twice.")
            grids[name] = csv_grid(name, archive.read(part))
    return grids, []


def csv_grid(sheet: str, content: bytes) -> Grid:
    """One sheet as CSV, with commas, in UTF-8, UTF-16 or Windows-1252.

    Raises:
        Unreadable: it is no such text, or too large, or has semicolons between its cells.
    """
    try:
        grid = _grid(sheet, csv.reader(open_text(content), strict=True))
    except (MembersError, csv.Error) as fault:
        raise Unreadable(f"{sheet}: {fault}") from fault
    head = next(filter(None, grid), [])
    if len(head) == 1 and head[0].count(";") > 1:
        raise Unreadable(
            f"{sheet} has semicolons between its cells. Please save it as CSV with commas."
        )
    return grid


def _grid(sheet: str, rows: Iterable[Iterable[Any]]) -> Grid:
    grid: Grid = []
    # Programs write empty rows down to the millionth: they count once something comes below.
    empty = 0
    for row in rows:
        cells = _without_end([as_text(cell) for cell in _filled(row)])
        if not cells:
            empty += 1
            continue
        if len(grid) + empty >= MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Unreadable(
                f"{sheet} is larger than {MOST_ROWS:,} rows of {MOST_COLUMNS:,} cells."
            )
        grid += [[] for _ in range(empty)]
        empty = 0
        _refuse_long(sheet, len(grid), cells)
        grid.append(cells)
    return grid


def _filled(row: Iterable[Any]) -> list[Any]:
    """Without the empty cells at the end, of which there may be thousands."""
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _without_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _refuse_long(sheet: str, row: int, cells: list[str]) -> None:
    for column, cell in enumerate(cells):
        if len(cell) > LONGEST_CELL:
            raise Unreadable(f"{sheet} {place(row, column)} holds too long a text.")


def as_text(value: Any) -> str:
    """A typed cell as the text that people see: 5.0 as 5, a day as 1/25/2017."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value.month}/{value.day}/{value.year}"
    return str(value)
