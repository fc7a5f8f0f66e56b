"""Somebody's way to a fake site and back."""

from django.urls import reverse


def depart(client, site, process="login", **fields):
    answer = client.post(reverse(f"{site}_login"), {"process": process} | fields)
    assert answer.status_code == 200, answer
    return answer.context["url"]


def travel(client, sites, site, button="Allow", process="login", **fields):
    """There and back: the site's page, a button on it, and ours again."""
    return client.get(sites.press(depart(client, site, process, **fields), button))
