"""How somebody with a log-in stands, in one sentence, and what they can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from members.dues import Entry, Rules, Standing, judge
from members.dues.cover import (
    WAIVER,
    Cover,
    last_day_of_grace,
    latest_cover,
    rules_on,
    split_undone,
)
from members.models import MemberAddress, User


class State(StrEnum):
    """Every state in which "My membership" may find somebody."""

    UNVERIFIED = "unverified"
    UNKNOWN = "unknown"
    SHARED = "shared"
    NEVER = "never"
    LAPSED = "lapsed"
    GRACE = "grace"
    TOO_NEW = "too_new"
    COVERED = "covered"
    WAIVED = "waived"


@dataclass(frozen=True)
class Portrait:
    """A member's standing on a day, ready to print."""

    state: State
    sentence: str
    advice: str
    standing: Standing
    may_renew: bool


def state_without_member(user: User) -> State:
    """Why this log-in leads to no member: nothing verified, on no roll, or on several."""
    verified = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
    if not verified:
        return State.UNVERIFIED
    is_on_a_roll = MemberAddress.objects.filter(email__in=verified).exists()
    return State.SHARED if is_on_a_roll else State.UNKNOWN


def portrait(ledger: Sequence[Entry], rulebook: Sequence[Rules], today: date) -> Portrait:
    """Args: ledger: of one person, in any order; rulebook: every version of the rules."""
    standing = judge(ledger, rulebook, today)
    cover = latest_cover(split_undone(ledger, today)[0], rulebook)
    if cover is None:
        return Portrait(State.NEVER, NEVER, NEVER_ADVICE, standing, may_renew=True)
    rules = rules_on(rulebook, today)
    state = _state(standing, cover, today, last_day_of_grace(cover, rules))
    sentence, advice = _words(state, cover, rules)
    may_renew = state in (State.LAPSED, State.GRACE)
    return Portrait(state, sentence, advice, standing, may_renew)


def _state(standing: Standing, cover: Cover, today: date, last_of_grace: date) -> State:
    if today > last_of_grace:
        return State.LAPSED
    if not standing.is_good:
        return State.TOO_NEW
    if today > cover.until:
        return State.GRACE
    return State.WAIVED if cover.paid_by.kind == WAIVER else State.COVERED


NEVER = "You are not in good standing: no dues are recorded for you."
NEVER_ADVICE = "Once your dues are in you are a member, and vote in the rounds that come after."


def _words(state: State, cover: Cover, rules: Rules) -> tuple[str, str]:
    until, grace = _day(cover.until), _day(last_day_of_grace(cover, rules))
    words = {
        State.LAPSED: (
            f"Your membership lapsed on {until}.",
            "Renew, and you are in good standing again from the day of your payment.",
        ),
        State.GRACE: (
            f"You are in good standing until {grace}; your dues ran out on {until}.",
            f"Renew by {grace}, and nothing is lost.",
        ),
        State.TOO_NEW: (
            f"You are a member; you can vote from {_day(_first_vote(cover, rules))}.",
            "There is nothing for you to do. A round asks how you stand on its record date.",
        ),
        State.WAIVED: (
            f"You are a member in good standing until {until}; your dues are waived.",
            "There is nothing to pay. Ask us for another waiver before this one ends.",
        ),
        State.COVERED: (
            f"You are a member in good standing until {until}.",
            "There is nothing for you to do. Paying early loses nothing: the months are added.",
        ),
    }
    return words[state]


def _first_vote(cover: Cover, rules: Rules) -> date:
    return cover.since + timedelta(days=rules.minimum_days)


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
