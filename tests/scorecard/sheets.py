"""A small session of invented people, as grids, as a workbook and as CSV."""

import csv
import io
import zipfile
from copy import deepcopy

import openpyxl

ADA, BEN, CARA = "demo-person/ada-1", "demo-person/ben-1", "demo-person/cara-1"

# Cells stand between bars; blanks and line ends belong to them.
TEXTS = {
    "Sponsored_Bills": [
        "sort|bill_number|status|name|sponsors|shorthand_title|description|tags|url",
        "1|H.10|In Committee|An Act for parks|Rep. Demo|Parks |Opens parks.|"
        "Shared Prosperity|https://legislature.example/H10",
        "1.1|S 20||An Act for parks|Sen. Demo|Parks||economy|",
        "2|HD30||An Act for trees|Rep. Demo|Trees||infrastructure/environment",
    ],
    "House_Bills": [
        "pm_score\n|description|roll_call_number|bill_number|amendment|vote_date|title|"
        "progressive_position|# of Y|# of N|tags",
        "1h|Parks\n\nVote was on parks.\n|5|H.10||3/1/2001|Parks|YES|2|0|economy ",
        "2h|Vote was on roads.|7|H.11|3|3/02/01|Roads|No|0|2|government",
        "3h||1001||||Visited a prison|Yes|||All Means All",
    ],
    "Senate_Bills": [
        "roll_call_number|title|progressive_position|bill_number|vote_date",
        "2|Parks|yes|S.20|2001-03-05",
    ],
    "House_Votes": [
        "||No|Yes|Yes",
        "||H11|H10",
        "RC #||7|5|1001",
        "||3/2/2001|3/1/2001",
        "ADA|Adams, Ada\N{NO-BREAK SPACE}| +| +|+",
        "BEN|Best, Ben|-|NV|n/a",
    ],
    "Senate_Votes": [
        "||Yes",
        "||S20",
        "||2",
        "||3/5/2001",
        "CARA|Cox, Cara|NVP",
    ],
    "Sponsorship": [
        "|||ADA|BEN|CARA",
        "|bill_number|shorthand_title|Adams, Ada|Best, Ben|Cox, Cara",
        "1|S.20 / H.10|Parks|Y|N|y\n",
        "2|HD.30|Trees|N||Y",
    ],
}
PEOPLE = {"ADA": ADA, "BEN": BEN, "CARA": CARA}
GRIDS = {
    name: [[PEOPLE.get(cell, cell) for cell in row.split("|")] for row in rows]
    for name, rows in TEXTS.items()
}


def grids(**changed):
    """The session; a sheet may be given anew, or as a function of what it was."""
    whole = deepcopy(GRIDS)
    for name, change in changed.items():
        whole[name] = change(whole[name]) if callable(change) else change
    return whole


def workbook(sheets=None, **typed):
    """The bytes of an .xlsx; `typed` names cells and puts values of any type into them, as in
    House_Bills__C2=5."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (sheets or GRIDS).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    for place, value in typed.items():
        sheet, _, cell = place.partition("__")
        book[sheet][cell] = value
    return saved(book)


def saved(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def archive(files):
    """The bytes of a .zip of these files, by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in files.items():
            whole.writestr(name, text)
    return content.getvalue()


def csvs(sheets=None):
    """The six sheets as CSV, by file name."""
    files = {}
    for name, rows in (sheets or GRIDS).items():
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        files[f"{name}.csv"] = text.getvalue()
    return files
