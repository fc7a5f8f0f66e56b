"""Attacks through the web: links that change things, posts from other sites, stored pages."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from endorsements.models import Envelope, LogEntry
from members.models import AuditEvent
from tests.endorsements.views.marking import marks
from tests.endorsements.views.test_voting import address
from tests.endorsements.views.voters import log_in, release, user_of
from tests.factories.endorsements import (
    cast,
    draft_round,
    entries,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import EmailAddressFactory, StaffFactory

pytestmark = pytest.mark.django_db
LINK = re.compile(r'(?:href|src|action|formaction)="([^"#]+)')
# A session is what a log-in and a half-filled form live in; the cache holds rate limits; who looks
# at people's data is noted, and who takes it away too.
APART = {"django_session", "cache", "members_look", "members_auditevent"}
NOTED = {"member.exported", "contribution.exported", "account.exported"}
NOTED |= {"questionnaire.answers_exported"}
MOST_PAGES = 400
# Of pages that there are hundreds of, one for each district, these are enough.
MOST_OF_A_KIND = 40


def digest_of_all_tables() -> dict[str, str]:
    tables = {model._meta.db_table for model in apps.get_models()} - APART
    digests = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            lines = f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"  # noqa: S608
            cursor.execute(lines)
            digests[table] = cursor.fetchone()[0]
    return digests


def crawl(client: Client) -> set[str]:
    """Follow every link, image, script and form address by GET; returns the paths seen."""
    waiting, seen = {"/", "/admin/", "/accounts/login/", "/ballots/"}, set()
    of_a_kind: Counter[str] = Counter()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop()
        kind = "/".join(path.split("/")[:3])
        of_a_kind[kind] += not path.startswith("/admin/")
        if of_a_kind[kind] > MOST_OF_A_KIND:
            continue
        seen.add(path)
        answer = client.get(path)
        if "html" not in answer.headers.get("Content-Type", ""):
            release(answer)
            continue
        for found in LINK.findall(answer.content.decode()):
            parts = urlsplit(unescape(found))
            is_ours = not parts.scheme and not parts.netloc
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if is_ours and parts.path.startswith("/") and not parts.path.startswith("/static/"):
                waiting |= {target} - seen
    return seen


@pytest.fixture
def site():
    published_round(["ash", "ash", "birch"], challenge_days=7)
    scheduled_round(3)
    draft_round(3)
    voting_round = open_round(3)
    cast(entries(voting_round)[1])
    return voting_round


@pytest.mark.parametrize("role", ["public", "member", "staff"])
def test_no_address_changes_anything_on_a_get(client, site, role):
    if role == "member":
        log_in(client, user_of(entries(site)[0]))
    if role == "staff":
        log_in(client, EmailAddressFactory(user=StaffFactory()).user)
    before, last_event = digest_of_all_tables(), AuditEvent.objects.latest("pk").pk
    seen = crawl(client)

    assert digest_of_all_tables() == before
    acts = AuditEvent.objects.filter(pk__gt=last_event).values_list("action", flat=True)
    assert set(acts) <= NOTED
    assert f"/rounds/{site.slug}/" in seen
    assert len(seen) > {"public": 20, "member": 25, "staff": 50}[role]


@pytest.mark.parametrize("step", ["ballot", "cast"])
def test_a_post_from_another_site_is_refused(site, step):
    victim = Client(enforce_csrf_checks=True)
    entry = entries(site)[0]
    log_in(victim, user_of(entry))
    sent = marks(victim.get(address("ballot", site)))
    answer = victim.post(address(step, site), sent, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert Envelope.objects.filter(slot=entry.slot).count() == 0


def test_another_sites_form_cannot_reach_the_review(site):
    victim = Client(enforce_csrf_checks=True)
    log_in(victim, user_of(entries(site)[0]))
    other = Client()
    log_in(other, user_of(entries(site)[2]))
    theirs = marks(other.get(address("ballot", site)), governor="birch")
    answer = victim.post(address("review", site), theirs)

    assert answer.status_code == 409
    assert "Birch" not in answer.content.decode()


def test_the_admin_of_another_site_cannot_close_a_round(site):
    victim = Client(enforce_csrf_checks=True)
    log_in(victim, StaffFactory())
    before = LogEntry.objects.count()
    page = reverse("admin:endorsements_round_act", args=[site.pk, "close"])
    answer = victim.post(page, {"reason": "evil"}, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert LogEntry.objects.count() == before


def test_pages_may_not_be_framed_and_run_no_foreign_script(client, site):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_no_address_of_the_voting_path_carries_a_choice(client, site):
    log_in(client, user_of(entries(site)[0]))
    paper = client.get(address("ballot", site))
    review = client.post(address("review", site), marks(paper, governor="birch"))
    receipt = client.post(address("cast", site), marks(review, governor="birch"))
    for page in (paper, review, receipt):
        for link in LINK.findall(page.content.decode()):
            assert "birch" not in link.lower() or link.startswith("data:text/plain")
