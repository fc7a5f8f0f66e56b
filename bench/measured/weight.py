"""What a page weighs on a first visit: itself, and all that a browser fetches to show it.

Pure. Whoever asks says how much of an address travels: the benchmark over a socket, the tests by
compressing what the server would.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

KILOBYTE = 1000
MOST = 150 * KILOBYTE
NAMED = re.compile(r"<(?:link|script|img|source)\b[^>]*?(?:href|src|srcset)=\"(/static/[^\"]+)\"")
FACE = re.compile(r"@font-face\s*{(.*?)}", re.DOTALL)
ADDRESS = re.compile(r"url\(\"([^\"]+)\"\)")
LETTERS = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
SHEET_OF_FONTS = "/css/fonts."


@dataclass(frozen=True)
class Weight:
    """Bytes on the way. All but the page is the same on every page, and kept by the browser."""

    page: int
    sheets: int
    scripts: int
    fonts: int
    pictures: int

    @property
    def whole(self) -> int:
        return self.page + self.sheets + self.scripts + self.fonts + self.pictures


def weigh(
    page: str, size: int, text_of: Callable[[str], str], size_of: Callable[[str], int]
) -> Weight:
    """Photos are not of it: they stand in no static file.

    Args:
        page: the page as the browser reads it.
        size: of the page as it travels.
        text_of: from the address of a static file to what is in it.
        size_of: from that address to its size as it travels.
    """
    named = set(NAMED.findall(page))
    for sheet in [one for one in named if SHEET_OF_FONTS in one]:
        named |= set(fonts_for(page, text_of(sheet), sheet))

    def of(*endings: str) -> int:
        return sum(size_of(one) for one in named if one.endswith(endings))

    pictures = of(".svg", ".png", ".jpg", ".webp", ".avif", ".ico")
    return Weight(size, of(".css"), of(".js"), of(".woff2"), pictures)


def fonts_for(page: str, sheet: str, address: str) -> Iterator[str]:
    """The fonts in whose range a letter of the page lies, wherever on the page it stands."""
    points = {ord(letter) for letter in page}
    for face in FACE.findall(sheet):
        ranges = [(int(a, 16), int(b or a, 16)) for a, b in LETTERS.findall(face)]
        if any(first <= point <= last for point in points for first, last in ranges):
            yield from (urljoin(address, one) for one in ADDRESS.findall(face))
