"""How the people on a page of the admin stand, with as many queries for a hundred as for one."""

from collections import defaultdict

from members.dues import judge, state_of
from members.dues.periods import GRACE, LAPSED, NEVER, PAID, WAITING
from members.models import Contribution, Member
from members.standing import entry_of, rulebook

WORDS = {PAID: "good", GRACE: "grace", WAITING: "waiting", LAPSED: "lapsed", NEVER: "never paid"}
COLOURS = {"good": "success", "grace": "warning", "waiting": "info", "lapsed": "danger"}


def standings_of(people, *, on):
    """Standing by the ids of people; each has what was paid under any of their rows."""
    person_of = {pk: pk for pk in people}
    merged = Member.objects.filter(merged_into__in=people)
    person_of |= dict(merged.values_list("pk", "merged_into"))
    entries, book = defaultdict(list), rulebook()
    for row in Contribution.objects.filter(member__in=person_of):
        entries[person_of[row.member_id]].append(entry_of(row))
    return {pk: judge(entries[pk], book, on) for pk in people}


def in_short(standing, *, on):
    """One of `WORDS`, for a column."""
    return WORDS[state_of(standing, on)]
