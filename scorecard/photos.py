"""Photos as they come, made into small ones that say nothing but what they show."""

import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from scorecard.errors import NoPhoto

LARGEST_FILE: Final = 12 * 1024**2
# A telephone takes 50 million points. Only JPEG can be read at a smaller size than it is stored.
MOST_POINTS: Final = {"JPEG": 60_000_000, "PNG": 16_000_000, "WEBP": 16_000_000}
LONGEST_SIDE, SHORTEST_SIDE = 640, 120
QUALITY = 82
PAPER = (255, 255, 255)
KINDS = "a JPEG, PNG or WebP"


def made_small(content: bytes) -> bytes:
    """The picture as a JPEG of at most 640 by 640 points, upright, without anything beside it:
    no place, no time, no camera.

    Raises:
        NoPhoto: it is no picture of a kind that we take, or too large, too small, or damaged.
    """
    if len(content) > LARGEST_FILE:
        raise NoPhoto(f"The picture is larger than {LARGEST_FILE // 1024**2} MB.")
    picture = _opened(content)
    _refuse_size(picture)
    try:
        picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _as_jpeg(upright)
    except (OSError, SyntaxError, ValueError, TypeError, IndexError) as fault:
        raise NoPhoto("The picture is damaged: it cannot be read to its end.") from fault


def _opened(content: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(content), formats=tuple(MOST_POINTS))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise NoPhoto("The picture has too many points.") from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as fault:
        if b"<svg" in content[:2000].lower():
            raise NoPhoto(f"A drawing (SVG) is not taken: upload {KINDS}.") from fault
        raise NoPhoto(f"This is not a picture that we can read: upload {KINDS}.") from fault


def _refuse_size(picture: Image.Image) -> None:
    width, height = picture.size
    most = MOST_POINTS[picture.format or ""]
    if width * height > most:
        raise NoPhoto(f"The picture has more than {most // 1_000_000} million points.")
    if min(width, height) < SHORTEST_SIDE:
        raise NoPhoto(f"The picture is smaller than {SHORTEST_SIDE} by {SHORTEST_SIDE} points.")


def _as_jpeg(picture: Image.Image) -> bytes:
    """On white where it lets through; of what the file carried beside its points nothing stays."""
    over = picture.convert("RGBA")
    plain = Image.new("RGB", over.size, PAPER)
    plain.paste(over, mask=over.getchannel("A"))
    written = io.BytesIO()
    plain.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()
