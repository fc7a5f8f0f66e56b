"""From the bytes of a file to text, whatever program saved it."""

import codecs
import io
from typing import TextIO

from members.errors import Unreadable

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
STRANGERS = {
    b"PK\x03\x04": "This is a workbook or an archive. Save the sheet as CSV first.",
    b"\xd0\xcf\x11\xe0": "This is an old workbook (.xls). Save the sheet as CSV first.",
    b"%PDF": "This is a PDF. Export the data as CSV instead.",
    b"\x1f\x8b": "This is a compressed file. Unpack it first.",
}
LOOKED_AT = 2000
PIECE = 64 * 1024
# Every other byte of English text in UTF-16 is zero; a third leaves room for other scripts.
ZEROS_OF_UTF16 = 3


def open_text(content: bytes) -> TextIO:
    """The text of a file in UTF-8, UTF-16 or Windows-1252, decoded as it is read.

    Raises:
        Unreadable: it is empty, a workbook, or no text at all.
    """
    if not content.strip():
        raise Unreadable("The file is empty.")
    for mark, what in STRANGERS.items():
        if content.startswith(mark):
            raise Unreadable(what)
    return io.TextIOWrapper(io.BytesIO(content), _encoding(content), newline=None)


def _encoding(content: bytes) -> str:
    for encoding in _candidates(content):
        try:
            _check(content, encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unreadable("The file is neither UTF-8, UTF-16 nor Windows-1252 text, or is cut off.")


def _check(content: bytes, encoding: str) -> None:
    """Decode it all once, piece by piece: as text it would be four times as large."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(content), PIECE):
        piece = content[start : start + PIECE]
        decoder.decode(piece, final=start + PIECE >= len(content))


def _candidates(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    if marked:
        return marked
    start = content[:LOOKED_AT]
    if start.count(0) * ZEROS_OF_UTF16 > len(start):
        return ["utf-16-be" if start[0] == 0 else "utf-16-le"]
    return ["utf-8", "cp1252"]
