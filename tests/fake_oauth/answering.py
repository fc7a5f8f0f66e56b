"""HTTP around the fake sites: `/<site>/authorize`, `/<site>/token`, `/<site>/me`."""

import json
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, urlsplit


class Refused(Exception):
    """A site says no: a status, and OAuth's word for why."""


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        self._answer(urlsplit(self.path).query)

    def do_POST(self):
        self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, sent: str) -> None:
        sites, fields = self.server.sites, dict(parse_qsl(sent))
        site, _, act = urlsplit(self.path).path.strip("/").partition("/")
        authorization = self.headers.get("Authorization", "")
        try:
            if act == "authorize":
                self._send(200, "text/html; charset=utf-8", sites.authorize(site, fields))
                return
            if act not in ("token", "me"):
                raise Refused(404, "not_found")
            told = {"token": sites.trade, "me": sites.profile}[act](site, fields, authorization)
            self._send(200, "application/json", json.dumps(told))
        except Refused as refusal:
            status, word = refusal.args
            self._send(status, "application/json", json.dumps({"error": word}))

    def _send(self, status: int, kind: str, body: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""
