"""How the people on a page of the admin stand, with as many queries for a hundred as for one."""

from collections import defaultdict

from django.contrib import admin
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from members.dues import grounds, judge
from members.everyone import standing_query
from members.models import Contribution, Member
from members.standing import entry_of, rulebook

WORDS = {
    grounds.COVERED: "good",
    grounds.IN_GRACE: "grace",
    grounds.TOO_NEW: "waiting",
    grounds.LAPSED: "lapsed",
    grounds.LEFT: "left",
}
NEVER = "never covered"
COLOURS = {"good": "success", "grace": "warning", "waiting": "info", "lapsed": "danger"}


def standings_of(people, *, on):
    """Standing by the ids of people; each has what was paid under any of their rows.

    By the rule itself and not by the query for everybody, which reads the whole ledger.
    """
    rows = Member.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    whose = {pk: person or pk for pk, person in rows.values_list("pk", "merged_into")}
    left = dict(rows.whole().values_list("pk", "left_on"))
    entries, book = defaultdict(list), rulebook()
    for entry in Contribution.objects.filter(member__in=whose):
        entries[whose[entry.member_id]].append(entry_of(entry))
    return {pk: judge(entries[pk], book, on, left_on=left[pk]) for pk in people}


def in_short(standing):
    """A word for a column. Whose only payments were refunded, or too small, was never covered."""
    return WORDS.get(standing.grounds.cause, NEVER)


class StandingFilter(admin.SimpleListFilter):
    """Everybody's standing today, as one query below that of the list."""

    title = "standing today"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [(word, word) for word in (*WORDS.values(), NEVER)]

    def queryset(self, request, queryset):
        if self.value() not in (*WORDS.values(), NEVER):
            return queryset
        query, values = positional(*standing_query(on=timezone.localdate()))
        causes = [cause for cause, word in WORDS.items() if word == self.value()]
        which = "= ANY(%s)" if causes else "<> ALL(%s)"
        return queryset.filter(
            pk__in=RawSQL(  # noqa: S611
                # The text of grounds begins with their cause.
                f"SELECT member_id FROM ({query}) one WHERE split_part(grounds, ' ', 1) {which}",  # noqa: S608
                [*values, causes or list(WORDS)],
            )
        )


def positional(query, values):
    """A query with named places as one with unnamed ones, and its values in their order."""
    ordered = []

    class Places(dict):
        def __missing__(self, name):
            ordered.append(values[name])
            return "%s"

    return query.replace("%%", "%%%%") % Places(), ordered
