"""The fake as a web server: the interface, the pages, and faults on command."""

import copy
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.fake_stripe import pages
from tests.fake_stripe.books import Books
from tests.fake_stripe.webhooks import deliver

KEY = "sk_test_fake"


class FakeStripe:
    """Usable as a context. `faults` holds what the next calls of the interface meet, one each:
    "500", "cut" (the answer ends in the middle), "slow" (no answer for `seconds`), "drop" (the
    call is obeyed, and its answer lost)."""

    def __init__(self, *, livemode: bool = False, hook: str = "", secret: str = "") -> None:
        self.books = Books(livemode=livemode)
        self.faults: list[str] = []
        self.calls: list[tuple[str, str, dict]] = []
        self.seconds = 2.0
        self.hook, self.secret = hook, secret
        self.answers: dict[str, tuple[dict, dict]] = {}
        self._told = 0
        fake = self

        class Handler(_Handler):
            stripe = fake

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "FakeStripe":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def send_events(self) -> list[int]:
        """Deliver what has not been delivered yet; the answers of the site."""
        events = self.books.events[self._told :]
        self._told += len(events)
        return [deliver(event, url=self.hook, secret=self.secret) for event in events]

    def send_in_background(self) -> None:
        if self.hook:
            threading.Thread(target=self.send_events, daemon=True).start()

    def calls_of(self, method: str, path: str) -> list[dict]:
        return [params for verb, where, params in self.calls if (verb, where) == (method, path)]

    # --- The interface

    def answer(self, method: str, path: str, params: dict) -> dict | None:
        """None for what does not exist."""
        for verb, pattern, obey in ROUTES:
            match = re.fullmatch(pattern, path.removeprefix("/v1/"))
            if verb == method and match:
                try:
                    found = obey(self, params, *match.groups())
                except KeyError:
                    return None
                return self._expanded(copy.deepcopy(found), params.get("expand", []))
        return None

    def _expanded(self, thing: dict, names: list[str]) -> dict:
        if "payments" in names:
            paid = self.books.all("invoice_payment")
            thing["payments"] = _list([p for p in paid if p["invoice"] == thing["id"]])
        if "latest_charge" in names and thing.get("latest_charge"):
            thing["latest_charge"] = self.books.get(thing["latest_charge"])
        return thing


def _portal_configuration(fake: FakeStripe, params: dict) -> dict:
    return fake.books.make(
        "bpc", "billing_portal.configuration", metadata=params["metadata"], asked=params
    )


def _portal_session(fake: FakeStripe, params: dict) -> dict:
    fake.books.get(params["configuration"])
    made = fake.books.make("bps", "billing_portal.session", **params)
    made["url"] = f"{fake.url}/p/session/{made['id']}"
    return made


def _payments_of(fake: FakeStripe, params: dict) -> dict:
    wanted, paid = params["payment"]["payment_intent"], fake.books.all("invoice_payment")
    return _list([one for one in paid if one["payment"]["payment_intent"] == wanted])


def _given_back(fake: FakeStripe, params: dict, kind: str) -> dict:
    given = fake.books.all(kind.removesuffix("s"))
    return _list([one for one in given if one["payment_intent"] == params["payment_intent"]])


ROUTES = [
    ("POST", "customers", lambda fake, params: fake.books.customer(**params)),
    ("POST", "checkout/sessions", lambda fake, params: fake.books.session(fake.url, params)),
    ("GET", r"checkout/sessions/(\w+)", lambda fake, params, name: fake.books.get(name)),
    ("POST", r"subscriptions/(\w+)", lambda fake, params, name: fake.books.change(name, params)),
    ("DELETE", r"subscriptions/(\w+)", lambda fake, params, name: fake.books.cancel(name)),
    (
        "GET",
        r"(?:invoices|payment_intents|subscriptions)/(\w+)",
        lambda fake, params, name: fake.books.get(name),
    ),
    ("GET", "invoice_payments", _payments_of),
    ("GET", "(refunds|disputes)", _given_back),
    ("POST", "billing_portal/configurations", _portal_configuration),
    (
        "GET",
        "billing_portal/configurations",
        lambda fake, params: _list(fake.books.all("billing_portal.configuration")),
    ),
    ("POST", "billing_portal/sessions", _portal_session),
]


def _list(things: list[dict]) -> dict:
    return {"object": "list", "data": things, "has_more": False, "url": "/v1/things"}


class _Handler(BaseHTTPRequestHandler):
    stripe: FakeStripe
    protocol_version = "HTTP/1.1"
    # Head and body in one piece: apart they wait for each other's acknowledgement.
    wbufsize = -1

    def log_message(self, *arguments: object) -> None:
        """Nothing on standard error."""

    def do_GET(self) -> None:
        self._serve("GET")

    def do_POST(self) -> None:
        self._serve("POST")

    def do_DELETE(self) -> None:
        self._serve("DELETE")

    def _serve(self, method: str) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        params = nested(parse_qsl(body or url.query, keep_blank_values=True))
        if url.path.startswith("/v1/"):
            self._serve_interface(method, url.path, params)
        elif url.path.startswith("/c/pay/"):
            self._serve_checkout(method, url.path.rpartition("/")[2], params)
        else:
            self._serve_portal(method, url.path.rpartition("/")[2], params)

    def _serve_interface(self, method: str, path: str, params: dict) -> None:
        fake = self.stripe
        fake.calls.append((method, path, params))
        fault = fake.faults.pop(0) if fake.faults else ""
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._json(401, {"error": {"type": "invalid_request_error", "message": "key"}})
        if fault == "500":
            return self._json(500, {"error": {"type": "api_error", "message": "fault"}})
        if fault == "slow":
            time.sleep(fake.seconds)
        key = self.headers.get("Idempotency-Key", "") if method == "POST" else ""
        if key in fake.answers and key:
            asked, answer = fake.answers[key]
            if asked != params:
                error = {"type": "idempotency_error", "message": "other parameters"}
                return self._json(400, {"error": error})
        else:
            answer = fake.answer(method, path, params)
            if key and answer:
                fake.answers[key] = (params, answer)
        if answer is None:
            error = {"type": "invalid_request_error", "code": "resource_missing", "message": "?"}
            return self._json(404, {"error": error})
        return self._json(200, answer, fault)

    def _serve_checkout(self, method: str, name: str, params: dict) -> None:
        fake = self.stripe
        session = fake.books.get(name)
        if method == "GET":
            self._html(pages.checkout(session))
        elif params.get("card") == "bad":
            self._html(pages.checkout(session, "Your card was declined."))
        else:
            if session["status"] == "open":
                fake.books.pay(name)
                fake.send_in_background()
            self._redirect(session["success_url"])

    def _serve_portal(self, method: str, name: str, params: dict) -> None:
        fake = self.stripe
        session = fake.books.get(name)
        if method == "POST" and params["act"] == "cancel":
            fake.books.cancel_at_period_end(params["subscription"])
            fake.send_in_background()
        if method == "POST" and params["act"] == "card":
            fake.books.use_another_card(params["subscription"])
            fake.send_in_background()
        of_customer = [
            one for one in fake.books.all("subscription") if one["customer"] == session["customer"]
        ]
        self._html(pages.portal(session, of_customer))

    def _json(self, status: int, answer: dict, fault: str = "") -> None:
        content = json.dumps(answer).encode()
        if fault == "drop":
            self.close_connection = True
            return
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Request-Id", "req_1")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if fault == "cut":
            self.close_connection = True
            content = content[: len(content) // 2]
        self.wfile.write(content)

    def _html(self, page: str) -> None:
        content = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _redirect(self, url: str) -> None:
        self.send_response(303)
        self.send_header("Location", url)
        self.send_header("Content-Length", "0")
        self.end_headers()


def nested(pairs: list[tuple[str, str]]) -> dict:
    """`a[b][0][c]=1`, as Stripe's client writes it, as dicts and lists."""
    whole: dict = {}
    for name, value in pairs:
        first, *rest = name.replace("]", "").split("[")
        inner, steps = whole, [first, *rest]
        for step in steps[:-1]:
            inner = inner.setdefault(step, {})
        inner[steps[-1]] = value
    return _lists(whole)


def _lists(thing):
    if not isinstance(thing, dict):
        return thing
    if thing and all(name.isdigit() for name in thing):
        return [_lists(thing[name]) for name in sorted(thing, key=int)]
    return {name: _lists(value) for name, value in thing.items()}
