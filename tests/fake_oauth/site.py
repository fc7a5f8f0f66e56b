"""The state of the fake sites, and the server that answers for them."""

import hashlib
import hmac
import re
import secrets
import threading
import time
import urllib.request
from base64 import b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from html import escape, unescape
from http.server import ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit

import jwt

from tests.fake_oauth.answering import Answering, Refused

KEY, SECRET = "our-key", "our-secret"


@dataclass
class Person:
    """Somebody with an account at each of the sites."""

    uid: str = "1001"
    name: str = "Ada Lovelace"
    email: str | None = "ada@example.org"
    is_verified: bool = True


@dataclass
class Grant:
    """A code that a site has given out, and what it may be traded for."""

    site: str
    redirect_uri: str
    challenge: str | None


@dataclass
class FakeSites:
    """`person` is who sits at the other sites' screens; `trouble` is what is wrong with them."""

    person: Person = field(default_factory=Person)
    trouble: str = ""
    grants: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __enter__(self) -> "FakeSites":
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.server.sites = self
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *raised: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    # What somebody at the other site's screen does.

    def press(self, url: str, button: str = "Allow") -> str:
        """Open the page of the site and press one of its buttons; where it leads, as a path."""
        with urllib.request.urlopen(url, timeout=5) as answer:
            page = answer.read().decode()
        target = urlsplit(unescape(re.search(rf'href="([^"]+)">{button}<', page)[1]))
        return f"{target.path}?{target.query}"

    # What the sites do.

    def authorize(self, site: str, sent: dict[str, str]) -> str:
        """The page on which somebody says yes or no."""
        self.asked.append(sent)
        if sent.get("client_id") != KEY or sent.get("response_type") != "code":
            raise Refused(400, "unauthorized_client")
        if not sent.get("state"):
            raise Refused(400, "invalid_request")
        if site != "facebook" and sent.get("code_challenge_method") != "S256":
            raise Refused(400, "invalid_request")
        code = secrets.token_urlsafe(16)
        self.grants[code] = Grant(site, sent["redirect_uri"], sent.get("code_challenge"))
        links = {
            "Allow": {"code": code, "state": sent["state"]},
            "Deny": {"error": "access_denied", "state": sent["state"]},
        }
        return "<!doctype html><title>Fake site</title><h1>A fake site</h1>" + "".join(
            f'<p><a href="{escape(sent["redirect_uri"])}?{escape(urlencode(answer))}">{name}</a>'
            for name, answer in links.items()
        )

    def trade(self, site: str, sent: dict[str, str], authorization: str) -> dict[str, object]:
        """A code for a token."""
        if self.trouble == "token":
            raise Refused(503, "temporarily_unavailable")
        if site == "twitter_oauth2":
            given = b64decode(authorization.removeprefix("Basic ")).decode()
        else:
            given = f"{sent.get('client_id')}:{sent.get('client_secret')}"
        if given != f"{KEY}:{SECRET}":
            raise Refused(401, "invalid_client")
        grant = self.grants.pop(sent.get("code", ""), None)
        if grant is None or (grant.site, grant.redirect_uri) != (site, sent.get("redirect_uri")):
            raise Refused(400, "invalid_grant")
        if grant.challenge and grant.challenge != _challenge(sent.get("code_verifier", "")):
            raise Refused(400, "invalid_grant")
        token = secrets.token_urlsafe(16)
        self.tokens[token] = site
        answer = {"access_token": token, "token_type": "bearer", "expires_in": 3600}
        return answer | ({"id_token": self._id_token()} if site == "google" else {})

    def profile(self, site: str, sent: dict[str, str], authorization: str) -> dict[str, object]:
        """Who it is, in each site's own shape."""
        if self.trouble == "profile":
            raise Refused(503, "temporarily_unavailable")
        token = sent.get("access_token") or authorization.removeprefix("Bearer ")
        if self.tokens.get(token) != site:
            raise Refused(401, "invalid_token")
        if self.trouble == "odd":
            return {"errors": ["something else"]}
        if site == "twitter_oauth2":
            return {"data": {"id": self.person.uid, "name": self.person.name, "username": "ada"}}
        proof = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        if sent.get("appsecret_proof") != proof:
            raise Refused(400, "invalid appsecret_proof")
        known = {"id": self.person.uid, "name": self.person.name, "email": self.person.email}
        return {name: known[name] for name in sent["fields"].split(",") if known.get(name)}

    def _id_token(self) -> str:
        claims = {
            "iss": "https://accounts.google.com",
            "aud": "somebody-else" if self.trouble == "audience" else KEY,
            "sub": self.person.uid,
            "exp": int(time.time()) + 300,
            "iat": int(time.time()),
        }
        if self.person.email:
            claims |= {"email": self.person.email, "email_verified": self.person.is_verified}
        return jwt.encode(claims, "a key that only the fake site knows, and nobody else", "HS256")


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
