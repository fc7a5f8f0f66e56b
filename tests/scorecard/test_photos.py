"""Photos are made small and say nothing beside; what is none, or means harm, is refused."""

import io
import struct
import zlib

import pytest
from PIL import Image

from scorecard import photos
from scorecard.errors import NoPhoto


def picture(kind="JPEG", size=(900, 600), mode="RGB", **options):
    written = io.BytesIO()
    Image.new(mode, size, 128).save(written, kind, **options)
    return written.getvalue()


def read(content):
    return Image.open(io.BytesIO(content))


def bomb(width=60_000, height=60_000):
    """A few bytes of PNG that say they are very many points."""

    def part(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(b"\0" * 100)) + part(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_kind_becomes_a_small_jpeg(kind):
    small = read(photos.made_small(picture(kind)))

    assert (small.format, small.size) == ("JPEG", (640, 427))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1"])
def test_each_mode_is_taken_and_clear_parts_become_white(mode):
    written = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).convert(mode).save(written, "PNG")

    small = read(photos.made_small(written.getvalue()))

    assert small.mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert small.getpixel((50, 50)) == (255, 255, 255)


def test_place_and_time_are_left_out_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x9286] = "secret words"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (42.0, 21.0, 30.0)
    content = picture(exif=exif, comment=b"secret words")
    assert b"secret words" in content

    small = photos.made_small(content)

    assert read(small).size == (427, 640)
    assert not read(small).getexif()
    assert b"secret words" not in small
    assert b"Exif" not in small


def test_a_small_picture_is_not_blown_up():
    assert read(photos.made_small(picture(size=(200, 150)))).size == (200, 150)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a picture that we can read"),
        (b"no picture", "not a picture that we can read"),
        (b"<?xml version='1.0'?><SVG xmlns='x'/>", "drawing .SVG. is not taken"),
        (b"GIF89a" + b"\0" * 100, "not a picture that we can read"),
        (bomb(), "too many points"),
        (bomb(5_000, 5_000), "more than 16 million points"),
        (picture(size=(100, 600)), "smaller than 120 by 120"),
        (bomb(500, 500), "damaged"),
        (picture(size=(900, 900), quality=100)[:-2_000], "damaged"),
        (b"\xff" * (photos.LARGEST_FILE + 1), "larger than 12 MB"),
    ],
    ids=["empty", "text", "svg", "gif", "bomb", "wide", "tiny", "hollow", "cut off", "large"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(content, says):
    with pytest.raises(NoPhoto, match=says):
        photos.made_small(content)
