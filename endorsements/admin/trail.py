"""What was done to a round, by whom and when, as lines to read."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.contrib.admin.models import LogEntry

from endorsements.models import Candidate, Round
from members import moments
from members.models import AuditEvent

LINES = 30
WORDS = {
    "round.added": "set the round up",
    "round.changed": "edited the round",
    "round.scheduled": "scheduled the round",
    "round.unscheduled": "took the round back to draft",
    "round.opened": "opened the round",
    "round.closed": "closed the round",
    "round.held": "held the round",
    "round.released": "released the round",
    "round.extended": "extended the round",
    "round.annulled": "annulled the round",
    "round.published": "published the result",
    "round.certified": "certified the round",
    "round.certification_asked": "asked for the certification",
    "round.forgotten": "deleted the rehearsal",
    "round.window_ended": "ended the challenge window early",
    "round.mails_planned": "planned the usual mails",
    "round.mails_tried": "sent the mails to themselves",
    "roll.added": "added a member to the roll",
    "candidate.withdrawn": "noted a withdrawal",
    "recommendation.set": "wrote down a recommendation",
    "recommendation.corrected": "corrected a recommendation",
    "quotes.chosen": "chose which reasons of members to quote",
}


@dataclass(frozen=True)
class Line:
    at: str
    who: str
    did: str
    note: str


def trail_of(voting_round: Round) -> list[Line]:
    """The latest events about a round and its candidates, newest first."""
    of_round = AuditEvent.objects.about(voting_round)
    candidates = Candidate.objects.filter(contest__round=voting_round).values_list("pk", flat=True)
    of_candidates = AuditEvent.objects.filter(
        object_type=Candidate._meta.label_lower, object_id__in=[str(pk) for pk in candidates]
    )
    return [_line(event) for event in (of_round | of_candidates)[:LINES]]


def _line(event: AuditEvent) -> Line:
    did = WORDS.get(event.action, event.action.replace(".", " "))
    who = event.actor_label
    if proposer := event.detail.get("proposed_by"):
        who = f"{proposer} and {who}"
    return Line(moments.in_words(event.at), who, did, _note(event))


def _note(event: AuditEvent) -> str:
    detail = event.detail
    if event.action == "candidate.withdrawn":
        return event.object_label
    if "changes" in detail:  # as Django's admin notes them, so that it can say them too
        return LogEntry(change_message=json.dumps(detail["changes"])).get_change_message()
    if "roll" in detail:
        seen = f"; looked at: {', '.join(detail['looked_at'])}" if "looked_at" in detail else ""
        return f"{detail['roll']} members on the roll{seen}"
    if "new" in detail:
        return f"closes {moments.in_words(datetime.fromisoformat(detail['new']))}"
    return detail.get("reason") or ""
