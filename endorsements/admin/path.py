"""From draft to certified on one page: where a round is, what comes next, who does it, and when."""

from dataclasses import dataclass
from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from endorsements.admin.desk import sentence_of
from endorsements.models import Announcement, Round, RoundStatus
from endorsements.timeline import AHEAD, DONE, NOW
from members import moments

S = RoundStatus
STAFF, CLOCK, WORKERS = "you and your colleagues", "the clock", "the workers, by themselves"
# The statuses at which each stage is under way, in the order of a round's life.
AT = [
    [S.DRAFT],
    [S.SCHEDULED],
    [S.OPEN],
    [S.CLOSED, S.MIXED],
    [S.COUNTED],
    [S.PUBLISHED],
    [S.CERTIFIED],
]


@dataclass(frozen=True)
class Stage:
    """`when` and `link` are empty where there is nothing to say."""

    name: str
    who: str
    helps: str
    when: str = ""
    link: str = ""
    link_says: str = ""
    state: str = AHEAD


def urls(round_admin):
    page = round_admin.admin_site.admin_view(require_safe(partial(path_page, round_admin)))
    return [path("<uuid:round_id>/path/", page, name="endorsements_round_path")]


def path_page(round_admin, request, round_id):
    voting_round = get_object_or_404(Round, pk=round_id)
    if not round_admin.has_view_permission(request, voting_round):
        raise PermissionDenied
    context = {
        **round_admin.admin_site.each_context(request),
        "opts": Round._meta,
        "original": voting_round,
        "title": f"Where it is, and what comes next: {voting_round}",
        "voting_round": voting_round,
        "sentence": sentence_of(voting_round),
        "stages": stages_of(voting_round),
        "announcement": announcement_of(voting_round),
    }
    return TemplateResponse(request, "admin/endorsements/round/path.html", context)


def stages_of(voting_round):
    """Each stage with its state; of an annulled round none is under way."""
    here = voting_round.effective_status
    place = next((n for n, statuses in enumerate(AT) if here in statuses), len(AT))
    if voting_round.status == S.ANNULLED:
        return []
    return [
        Stage(*facts, state=DONE if n < place else NOW if n == place else AHEAD)
        for n, facts in enumerate(_facts(voting_round))
    ]


def announcement_of(voting_round):
    """What is known of the announcement, in a sentence, and where it is written."""
    found = Announcement.objects.filter(round=voting_round).first()
    if found is None:
        return {
            "says": "Nobody has written it. It can be written at any time before.",
            "link": reverse("admin:endorsements_announcement_add"),
        }
    link = reverse("admin:endorsements_announcement_change", args=[found.pk])
    if found.published_at:
        return {"says": f"It appeared on {moments.in_words(found.published_at)}.", "link": link}
    if found.publish_at is None:
        return {"says": "It is written and has no time yet.", "link": link}
    at = moments.in_words(found.publish_at)
    return {"says": f"It appears by itself on {at}, once the outcome is public.", "link": link}


def _facts(one):
    change = reverse("admin:endorsements_round_change", args=[one.pk])
    public = reverse("endorsements:round", args=[one.slug])
    hours = one.embargo_hours
    embargo = (
        f"For {hours} hour{'' if hours == 1 else 's'} the candidates alone know. You see how long "
        "it lasts, not the result."
        if hours
        else "There is no embargo: record, numbers and endorsements appear at once."
    )
    return [
        (
            *("Draft", STAFF),
            "Write the contests, the candidates and their rules, and ask the candidates. The "
            "checklist says what is missing. When it is clean, press Schedule.",
            *("", f"{change}#checklist", "The checklist"),
        ),
        (
            *("Scheduled", CLOCK),
            "Everything is frozen, the order on the ballot is drawn and the keys are made. Look at "
            "the ballot and at who is just outside the roll. Opening early takes two people.",
            *(moments.in_words(one.opens_at), f"{change}#checklist", "What bars opening"),
        ),
        (
            *("Open: members vote", CLOCK),
            "You see how many have voted, never how. More time, a withdrawal, an addition, an "
            "early close: each takes two people and a reason.",
            *(moments.in_words(one.closes_at), change, "Turnout and buttons"),
        ),
        (
            *("Closed: the count", WORKERS),
            "Nothing to do. A check that fails holds the round, and you get a mail.",
            *("", change, "Where it stands"),
        ),
        (
            *("Counted: told to the candidates, then published", CLOCK),
            embargo,
            *(moments.in_words(one.publication_due_at), change, "Where it stands"),
        ),
        (
            *("Published: it can be challenged", CLOCK),
            "Answer every voter who does not find their check code. Say what you have to say in "
            "the announcement.",
            *(moments.in_words(one.certification_due_at), public, "The public page"),
        ),
        (
            *("Certified", WORKERS),
            "Nothing is left that could join a member to a ballot. Note later who won or lost.",
            "",
            reverse("admin:endorsements_laterstate_add"),
            "Note what became of it",
        ),
    ]
