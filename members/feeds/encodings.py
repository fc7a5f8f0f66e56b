"""From the bytes of a file to text, whatever program saved it."""

import codecs

from members.errors import Unreadable

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
ZIP = b"PK\x03\x04"
LOOKED_AT = 2000
# Every other byte of English text in UTF-16 is zero; a third leaves room for other scripts.
ZEROS_OF_UTF16 = 3


def decode(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252.

    Raises:
        Unreadable: it is empty, a workbook, or no text at all.
    """
    if not content.strip():
        raise Unreadable("The file is empty.")
    if content.startswith(ZIP):
        raise Unreadable("This is a workbook or an archive. Save the sheet as CSV first.")
    text = _decoded(content)
    if "\0" in text:
        raise Unreadable("This is not a text file.")
    return text


def _decoded(content: bytes) -> str:
    for encoding in _candidates(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("The file is neither UTF-8, UTF-16 nor Windows-1252 text, or is cut off.")


def _candidates(content: bytes) -> list[str]:
    marked = [encoding for mark, encoding in MARKS if content.startswith(mark)]
    if marked:
        return marked
    start = content[:LOOKED_AT]
    if start.count(0) * ZEROS_OF_UTF16 > len(start):
        return ["utf-16-be" if start[0] == 0 else "utf-16-le"]
    return ["utf-8", "cp1252"]
