"""The pages that the fake shows to people: paying, and the portal."""

from html import escape

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<link rel="icon" href="data:,"><body><h1>{title}</h1>{body}</body></html>"""


def checkout(session: dict, said: str = "") -> str:
    dollars = f"${session['amount_total'] / 100:.2f}"
    body = f"""<p role="alert">{escape(said)}</p><p>To pay: {dollars}</p>
<form method="post"><button name="card" value="good">Pay</button>
<button name="card" value="bad">Pay with a card that is declined</button></form>
<a href="{escape(session["cancel_url"])}">Back to the shop</a>"""
    return PAGE.format(title="Fake Checkout", body=body)


def portal(portal_session: dict, subscriptions: list[dict]) -> str:
    rows = "".join(
        f"""<li>{one["id"]} {one["status"]}{" ends" if one["cancel_at_period_end"] else ""}
<form method="post"><input type="hidden" name="subscription" value="{one["id"]}">
<button name="act" value="card">Use another card</button>
<button name="act" value="cancel">Cancel</button></form></li>"""
        for one in subscriptions
    )
    back = escape(portal_session["return_url"])
    return PAGE.format(title="Fake Portal", body=f"<ul>{rows}</ul><a href='{back}'>Return</a>")
