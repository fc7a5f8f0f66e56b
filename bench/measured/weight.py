"""What a page weighs on the way: itself, and every style sheet, script, font and icon it names."""

import re
from dataclasses import dataclass

from bench.measured.asking import Page, ask

LINK = re.compile(rb"<(?:link|script|img)\b[^>]*?(?:href|src)=\"(/static/[^\"]+)\"")
COMPRESSED = {"Accept-Encoding": "gzip"}
KILOBYTE = 1000


@dataclass(frozen=True)
class Weight:
    """Kilobytes. Fonts and style sheets are the same on all pages, and kept by the browser."""

    page: float
    sheets_and_scripts: float
    fonts: float


def weigh(port: int, path: str) -> Weight:
    """As somebody meets it who has never been here."""
    answer = ask(port, Page(path, path, {}))
    travelling = ask(port, Page(path, path, COMPRESSED)).size
    named = sorted({found.decode() for found in LINK.findall(answer.body)})
    sizes = {one: ask(port, Page(one, one, COMPRESSED)).size for one in named}
    fonts = sum(size for one, size in sizes.items() if one.endswith(".woff2"))
    others = sum(sizes.values()) - fonts
    return Weight(travelling / KILOBYTE, others / KILOBYTE, fonts / KILOBYTE)
