"""Passkeys in a real browser: a telephone with a fingerprint reader that always says yes.

Passkeys belong to a name, while the live server's own address is a number: pages that use them
are opened at `by_name`.
"""


def by_name(live_server) -> str:
    return live_server.url.replace("127.0.0.1", "localhost")


def give_authenticator(page):
    """Returns the session of the protocol and the number of the telephone."""
    protocol = page.context.new_cdp_session(page)
    protocol.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    answer = protocol.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return protocol, answer["authenticatorId"]


def add(page, name="My telephone"):
    """From the page on logging in, by somebody who has just logged in."""
    page.goto("/accounts/logging-in/")
    page.get_by_role("link", name="Add a passkey").click()
    page.locator("[name=name]").fill(name)
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_text(name).first.wait_for()


def log_in(page, *, then):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"**{then}")


def log_out(page):
    page.get_by_text("Account", exact=True).click()
    page.get_by_role("button", name="Log out", exact=True).click()
