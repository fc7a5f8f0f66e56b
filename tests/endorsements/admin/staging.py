"""Rounds in every status, and the addresses of their pages in the admin."""

from django.apps import apps
from django.db import connection
from django.urls import reverse, reverse_lazy

from endorsements import mixing, rounds
from tests.factories.endorsements import (
    cast_all,
    certified_round,
    close,
    counted_round,
    draft_round,
    fresh,
    open_round,
    published_round,
    scheduled_round,
)
from tests.factories.members import StaffFactory

# What whoever schedules must tick; the last only where it closes on no working day.
TICKS = dict.fromkeys(["rules", "candidates", "roll", "closing"], "on")
MARKS = ["ash", "ash", "birch"]
# Log-ins and messages live in sessions, rate limits in the cache; that staff looked is kept.
APART = {"django_session", "cache", "members_look"}


def closed_round():
    voting_round = open_round(3)
    cast_all(voting_round, MARKS)
    close(voting_round)
    return fresh(voting_round)


def mixed_round():
    voting_round = closed_round()
    mixing.mix(voting_round.pk)
    return fresh(voting_round)


def held_round():
    voting_round = open_round(3)
    rounds.hold(voting_round.pk, reason="A test.", by=StaffFactory(), proposed_by=StaffFactory())
    return fresh(voting_round)


def annulled_round():
    voting_round = open_round(3)
    rounds.annul(voting_round.pk, reason="A test.", by=StaffFactory(), proposed_by=StaffFactory())
    return fresh(voting_round)


IN_STATUS = {
    "draft": lambda: draft_round(3),
    "scheduled": lambda: scheduled_round(3),
    "open": lambda: open_round(3),
    "closed": closed_round,
    "mixed": mixed_round,
    "counted": lambda: counted_round(MARKS),
    "published": lambda: published_round(MARKS),
    "certified": lambda: certified_round(MARKS),
    "held": held_round,
    "annulled": annulled_round,
}


ADD = reverse_lazy("admin:endorsements_round_add")


def change_page(voting_round):
    return reverse("admin:endorsements_round_change", args=[voting_round.pk])


def button(voting_round, name):
    return reverse("admin:endorsements_round_act", args=[voting_round.pk, name])


def digests():
    """Table to a digest of its rows, whatever their order."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in apps.get_models()} - APART):
            cursor.execute(
                f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t'  # noqa: S608
            )
            rows[table] = cursor.fetchone()[0]
    return rows


def page_of(client, voting_round):
    """What the page of a round says, tags and all."""
    return client.get(change_page(voting_round)).content.decode()
