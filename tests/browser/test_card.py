"""A legislator's card in a frame on a page of another site."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.factories import scorecard as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def other_site(tmp_path):
    """A page of another origin, by its address; `write` says what stands on it."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", tmp_path / "index.html"
    server.shutdown()
    server.server_close()


def test_any_site_may_frame_the_card_at_300_pixels(new_page, live_server, other_site):
    position = make.PositionFactory(
        row__legislator__name="Carlos González-Longworth", row__legislator__slug="carlos"
    )
    make.ServiceFactory(legislator=position.row.legislator)
    address, file = other_site
    card = f"{live_server.url}{position.row.legislator.get_absolute_url()}card/"
    file.write_text(f'<iframe src="{card}" width="300" height="230"></iframe>')
    page = new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    page.goto(address)
    frame = page.frame_locator("iframe")
    frame.get_by_role("heading", name="Carlos González-Longworth").wait_for()
    inside = frame.locator("html")
    assert inside.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert inside.evaluate("() => getComputedStyle(document.body).backgroundColor") == (
        "rgb(26, 30, 37)"
    )
