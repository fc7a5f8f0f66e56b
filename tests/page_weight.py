"""How heavy a page is on a first visit, without a web server: files are compressed as it does."""

from pathlib import Path

from django.contrib.staticfiles import finders
from whitenoise.compress import Compressor

from bench.measured.weight import MOST, weigh

# What a server writes before each answer.
HEAD = 450


def assert_light(client, path):
    """It and all that it needs are below the limit, headers of every answer included."""
    page = client.get(path).content.decode()
    travelling = client.get(path, headers={"accept-encoding": "gzip"})
    assert travelling["Content-Encoding"] == "gzip"
    size = len(travelling.content) + HEAD
    weight = weigh(page, size, lambda one: _content(one).decode(), _size)
    assert weight.whole < MOST, f"{path}: {weight}"


def _content(address):
    return Path(finders.find(address.removeprefix("/static/"))).read_bytes()


def _size(address):
    content = _content(address)
    kept = address.endswith((".woff2", ".png", ".jpg", ".webp"))
    return HEAD + len(content if kept else Compressor.compress_gzip(content))
