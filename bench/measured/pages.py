"""What `bench.pages` runs beside its servers: the site and a bare view, each behind gunicorn.

Both are served by the demo's own gunicorn (`config/gunicorn.py`), which keeps to this machine; the
database holds the demo's scorecard. In each round the bare view and every page are asked for in
turn, so that what else the machine does falls on all alike; a figure is the median of the rounds.
The one who asks runs on the same machine, and reads gzip as browsers do. Weights are those of a
first visit; one page over the limit ends the benchmark with an error.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from statistics import median

from django.core.management import call_command
from django.urls import reverse

from bench.measured.asking import Answer, Page, ask, rate
from bench.measured.weight import KILOBYTE, MOST, Weight, weigh
from config.embedded.processes import wait_until
from config.embedded.servers import ROOT
from config.supervisor import port as ports
from config.supervisor.demo import BIN
from endorsements.demo import past
from scorecard.models import Legislator, Session

SECONDS = 1.5
ROUNDS = 5
SECONDS_TO_START = 60
FIRST_PORT = 9300
BARE = Page("bare view", "/", {})
COMPRESSED = {"Accept-Encoding": "gzip"}
WEIGHED = ["page", "sheets", "scripts", "fonts", "pictures", "whole"]


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser("python -m bench.pages", description=__doc__)
    parser.add_argument(
        "seconds", nargs="?", type=float, default=SECONDS, help="per page and round"
    )
    seconds = parser.parse_args(words).seconds
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_demo_scorecard")
    past.load()
    number = next(one for one in range(FIRST_PORT, FIRST_PORT + 100) if _are_free(one))
    with _served("config.wsgi", number), _served("bench.bare", number + 1):
        pages = _pages(number)
        _report_rates(pages, _rates(pages, number, seconds))
        return _report_weights(pages, number)


def _are_free(number: int) -> bool:
    return ports.is_free(number) and ports.is_free(number + 1)


@contextmanager
def _served(application: str, number: int) -> Iterator[None]:
    """Behind gunicorn as the demo starts it, hashed static files included."""
    environment = {
        **os.environ,
        "STATIC_HASHED": "1",
        "BASE_URL": f"http://localhost:{number}",
        "ALLOWED_HOSTS": "localhost",
    }
    if application == "config.wsgi":
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    command = [str(BIN / "gunicorn"), "--config=config/gunicorn.py"]
    # Processes that are renewed after so many requests would close connections in the middle.
    command += [f"--bind=127.0.0.1:{number}", "--max-requests=0", application]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        if not wait_until(lambda: _answers(number), SECONDS_TO_START):
            raise SystemExit(f"{application} does not start")
        yield
    finally:
        process.terminate()
        process.wait()


def _answers(number: int) -> bool:
    with suppress(OSError):
        return bool(ask(number, BARE).status)
    return False


def _pages(number: int) -> list[Page]:
    session = Session.objects.published().latest_first()[0]
    item = session.items.roll_calls().filter(chamber="house").latest("number")
    person = Legislator.objects.serving()[0]
    everybody = reverse("scorecard:legislators")
    held = ask(number, Page("", everybody, {})).headers["etag"]
    plain = {
        "all legislators": everybody,
        "all legislators, searched": f"{everybody}?q=boston&sort=score",
        "a legislator": person.get_absolute_url(),
        "a session": session.get_absolute_url(),
        "a roll call": item.get_absolute_url(),
        "find, a town": f"{reverse('scorecard:find')}?town=acton",
        "districts": reverse("scorecard:districts"),
        "home": "/",
        "endorsements": reverse("endorsements:endorsements"),
    }
    kept = Page("all legislators, 304", everybody, {"If-None-Match": held}, status=304)
    return [*(Page(name, path, COMPRESSED) for name, path in plain.items()), kept]


def _rates(pages: Sequence[Page], number: int, seconds: float) -> dict[str, float]:
    for page in pages:
        rate(number, page, seconds / 3)  # Every process has its templates and tables by then.
    taken: dict[str, list[float]] = {page.name: [] for page in (BARE, *pages)}
    for _ in range(ROUNDS):
        taken[BARE.name].append(rate(number + 1, BARE, seconds))
        for page in pages:
            taken[page.name].append(rate(number, page, seconds))
    return {name: median(rates) for name, rates in taken.items()}


def _report_rates(pages: Sequence[Page], rates: dict[str, float]) -> None:
    print(f"\n{'':28} {'requests/s':>10} {'of bare':>8}")
    for page in (BARE, *pages):
        share = rates[page.name] / rates[BARE.name]
        print(f"{page.name:28} {rates[page.name]:>10.0f} {share:>8.1%}")


def _report_weights(pages: Sequence[Page], number: int) -> int:
    print(f"\n{'kilobytes of a first visit':28}" + "".join(f"{part:>10}" for part in WEIGHED))
    found = {page.name: _weight(number, page.path) for page in pages if page.status == 200}
    for name, weight in found.items():
        figures = (getattr(weight, part) / KILOBYTE for part in WEIGHED)
        print(f"{name:28}" + "".join(f"{figure:>10.1f}" for figure in figures))
    too_heavy = [name for name, weight in found.items() if weight.whole > MOST]
    for name in too_heavy:
        print(f"{name}: over {MOST / KILOBYTE:.0f} kB")
    return int(bool(too_heavy))


def _weight(number: int, path: str) -> Weight:
    """As somebody meets it who has never been here."""

    def answer(address: str, headers: Mapping[str, str]) -> Answer:
        return ask(number, Page(address, address, headers))

    return weigh(
        answer(path, {}).body.decode(),
        answer(path, COMPRESSED).size,
        text_of=lambda address: answer(address, {}).body.decode(),
        size_of=lambda address: answer(address, COMPRESSED).size,
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
