"""Google, Facebook and X on loopback: they speak OAuth 2.0 and OpenID Connect as the real ones do.

What a client must do right is checked here as strictly as there: its key, its secret, the address
to come back to, the challenge (PKCE), each code once, Facebook's proof of the secret.
"""

from tests.fake_oauth.site import FakeSites, Person

__all__ = ["FakeSites", "Person"]
