"""What a scorecard begins with: the rules of the present site, and four topics by all their names.

Both are data, which staff may change: they are laid out once, where there are none yet.

Sources: the public code of the model organisation's site (its commits 856ffc7 of 17 May 2024 and
268a99f of 1 April 2026 changed the rules), and its sheets.
"""

from django.db import transaction

from scorecard.models import GradingRules, Session, Topic, TopicName

PRESENT = "Since April 2026"
RULES: dict[str, dict[str, int | bool]] = {
    PRESENT: {},
    "May 2024 to March 2026": {"absence_is_recorded": True},
    "Until May 2024": {"shown_from_percent": 50, "absence_is_recorded": True},
}
TOPICS = {
    "Economy": ["shared prosperity"],
    "Justice & Equality": ["all means all"],
    "Government": [
        "strong democracy",
        "good govt/strong democracy",
        "good government & strong democracy",
        "good government/strong democracy",
    ],
    "Environment": [
        "infrastructure/environment",
        "sustainable infrastructure & environmental protection",
    ],
}
# The General Court counts its sessions: that of 2017 was the 190th.
FIRST_YEAR, ITS_NUMBER, YEARS = 2017, 190, 2


@transaction.atomic
def lay_out() -> None:
    """Rules and topics, unless there are some. May run any number of times."""
    if not GradingRules.objects.exists():
        GradingRules.objects.bulk_create(
            GradingRules(name=name, **changed) for name, changed in RULES.items()
        )
    if not Topic.objects.exists():
        for name, others in TOPICS.items():
            slug = name.lower().replace(" & ", "-and-")
            topic = Topic.objects.create(name=name, slug=slug)
            TopicName.objects.bulk_create(
                TopicName(name=other, topic=topic) for other in [name.lower(), *others]
            )


def session_of(first_year: int) -> Session:
    """The session that began in this year; a draft under the present rules if it is new."""
    lay_out()
    number = ITS_NUMBER + (first_year - FIRST_YEAR) // YEARS
    rules = GradingRules.objects.filter(name=PRESENT).first() or GradingRules.objects.earliest("pk")
    session, _ = Session.objects.get_or_create(
        first_year=first_year, defaults={"number": number, "rules": rules}
    )
    return session
