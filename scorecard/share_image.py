"""The picture that a link to a legislator shows elsewhere: 1200 x 630, set in the house's type."""

from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN, BAND, BOX = 72, 96, 300
PAPER, INK, SOFT, CIVIC, WHITE = "#fbfaf7", "#16181d", "#3d4148", "#123c74", "#ffffff"
# One for each legislator of both chambers; some 30 kB each.
KEPT = 256
VENDOR = settings.BASE_DIR / "static" / "vendor"
SERIF, SANS = (
    "source-serif-4/source-serif-4-{}-wght-normal.woff2",
    "inter/inter-{}-wght-normal.woff2",
)
# What the file of plain Latin holds besides U+0000 to U+00FF.
LATIN, PLAIN = 0xFF, "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u0131\u0152\u0153"


@dataclass(frozen=True)
class Words:
    """All that the picture says."""

    organisation: str
    session: str
    name: str
    place: str
    letter: str
    score: str
    base: str


@lru_cache(maxsize=KEPT)
def draw(words: Words) -> bytes:
    """A PNG; the same words are drawn once in a process."""
    image = Image.new("RGB", SIZE, PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, WIDTH, BAND), fill=INK)
    _write(canvas, (MARGIN, BAND // 2), words.organisation, SANS, 34, 600, WHITE, 760)
    session = f"Scorecard {words.session}".strip()
    _write(canvas, (WIDTH - MARGIN - 290, BAND // 2), session, SANS, 30, 400, WHITE, 290)
    top = BAND + 88
    canvas.rounded_rectangle((MARGIN, top, MARGIN + BOX, top + BOX), 8, fill=CIVIC)
    _grade(canvas, words, (MARGIN + BOX // 2, top + BOX // 2))
    left, room = MARGIN + BOX + 56, WIDTH - 2 * MARGIN - BOX - 56
    _write(canvas, (left, top + 40), words.name, SERIF, 76, 650, INK, room)
    _write(canvas, (left, top + 124), words.place, SANS, 32, 400, SOFT, room)
    _write(canvas, (left, top + 208), words.score, SANS, 46, 650, INK, room)
    _write(canvas, (left, top + 272), words.base, SANS, 30, 400, SOFT, room)
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def _grade(canvas: ImageDraw.ImageDraw, words: Words, middle: tuple[int, int]) -> None:
    text, size = (words.letter, 200) if words.letter else ("no score", 60)
    font = _font(SERIF, "latin", size, 650)
    canvas.text(middle, text, font=font, fill=WHITE, anchor="mm")


def _write(
    canvas: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    family: str,
    size: int,
    weight: int,
    colour: str,
    room: int,
) -> None:
    """A line, vertically around the point, set smaller until it fits."""
    while size > 16 and _length(text, family, size, weight) > room:
        size -= 2
    x, y = float(at[0]), at[1]
    for part, run in _runs(text):
        font = _font(family, part, size, weight)
        canvas.text((x, y), run, font=font, fill=colour, anchor="lm")
        x += font.getlength(run)


def _length(text: str, family: str, size: int, weight: int) -> float:
    return sum(_font(family, part, size, weight).getlength(run) for part, run in _runs(text))


def _runs(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the file that has its letters."""
    return [(part, "".join(run)) for part, run in groupby(text, _part_of)]


def _part_of(letter: str) -> str:
    return "latin" if ord(letter) <= LATIN or letter in PLAIN else "latin-ext"


@cache
def _font(family: str, part: str, size: int, weight: int) -> FreeTypeFont:
    font = ImageFont.truetype(str(VENDOR / family.format(part)), size)
    font.set_variation_by_axes([weight])
    return font
