"""Where to mend what the checklist finds: a hint for each of its sentences."""

from dataclasses import dataclass

from django.urls import reverse

WHEN, CONTESTS = "#id_record_date", "#contests-group"
STANDING_RULES = "admin:members_standingrules_changelist"
NOWHERE = ""


@dataclass(frozen=True)
class Obstacle:
    """A sentence of the checklist with what to do about it, and a link to where."""

    sentence: str
    hint: str
    place: str = ""


# What a sentence contains, what to do about it, and where.
HINTS = [
    ("has no record date", "Set it under “When”.", WHEN),
    ("no opening and closing time", "Set both under “When”.", WHEN),
    ("closes before it opens", "Set a later closing time under “When”.", WHEN),
    ("closing time has passed", "Set a later one under “When”; a draft can be edited.", WHEN),
    ("record date is after", "Set an earlier record date under “When”.", WHEN),
    ("record date must be", "Set an earlier record date, or a later opening.", WHEN),
    ("rules of good standing", "Add the rules that were in force on that day.", STANDING_RULES),
    ("has no contest", "Add one under “Contests”.", CONTESTS),
    ("has no candidate", "Add them in the row of the contest.", CONTESTS),
    ("is a ballot question", "Remove them: it is answered Yes or No.", CONTESTS),
    ("more than once", "Remove one, or tell the two apart by their names.", CONTESTS),
    ("no other choice", "Add a candidate, or offer “no endorsement”.", CONTESTS),
    (
        "a ballot stays secret only among",
        "Open the contest to more members, or leave it out of this round.",
        CONTESTS,
    ),
    ("Nobody has looked at the mail", "Read it under “Mails of this round”.", NOWHERE),
    ("still being destroyed", "Nothing to do: look again in a few seconds.", NOWHERE),
    (
        "has not been made and proved",
        "Nothing to do: look again in a few seconds. If it stays, the worker does not run.",
        NOWHERE,
    ),
    ("Nobody is on the roll", "Go back to draft and look at the record date.", NOWHERE),
    ("not the one that was frozen", "Go back to draft, and tell whoever runs the server.", NOWHERE),
]


def with_hint(sentence: str) -> Obstacle:
    """The sentence with its hint; with an empty one where the checklist has a new sentence."""
    for fragment, hint, place in HINTS:
        if fragment in sentence:
            return Obstacle(sentence, hint, reverse(place) if place == STANDING_RULES else place)
    return Obstacle(sentence, "")
