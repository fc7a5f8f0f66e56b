"""How somebody with a log-in stands, in one sentence, and what they can do about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from members.dues import Standing, grounds
from members.dues.cover import WAIVER
from members.dues.grounds import Grounds
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


def portrait(standing: Standing) -> Portrait:
    """Args: standing: of a member today; see `standing_of`."""
    state = STATES.get(standing.grounds.cause, State.NEVER)
    if state == State.COVERED and standing.grounds.kind == WAIVER:
        state = State.WAIVED
    sentence, advice = _words(state, standing.grounds)
    return Portrait(state, sentence, advice, standing, state in MAY_RENEW)


STATES = {
    grounds.COVERED: State.COVERED,
    grounds.IN_GRACE: State.GRACE,
    grounds.LAPSED: State.LAPSED,
    grounds.TOO_NEW: State.TOO_NEW,
}
MAY_RENEW = (State.LAPSED, State.GRACE, State.NEVER)
WHY_NEVER = {
    grounds.REFUNDED: "what you paid was given back",
    grounds.TOO_LITTLE: "what you paid is less than a month's dues",
}


def _words(state: State, found: Grounds) -> tuple[str, str]:
    """The sentence, and what can be done."""
    match state:
        case State.LAPSED:
            return (
                f"Your membership lapsed on {_day(found.until)}.",
                "Renew, and you are in good standing again from the day of your payment.",
            )
        case State.GRACE:
            last = _day(found.until, found.grace_days)
            return (
                f"You are in good standing until {last}; your dues ran out on {_day(found.until)}.",
                f"Renew by {last}, and nothing is lost.",
            )
        case State.TOO_NEW:
            return (
                f"You are a member; you can vote from {_day(found.began, found.minimum_days)}.",
                "There is nothing for you to do. A round asks how you stand on its record date.",
            )
        case State.WAIVED:
            return (
                f"You are a member in good standing until {_day(found.until)}; your dues are "
                "waived.",
                "There is nothing to pay. Ask us for another waiver before this one ends.",
            )
        case State.COVERED:
            return (
                f"You are a member in good standing until {_day(found.until)}.",
                "There is nothing for you to do. Paying early loses nothing: the months are added.",
            )
    why = WHY_NEVER.get(found.cause, "no dues are recorded for you")
    return (
        f"You are not in good standing: {why}.",
        "Once your dues are in you are a member, and vote in the rounds that come after.",
    )


def _day(day: date | None, days_on: int | None = 0) -> str:
    """Args: day: there, since the cause says so."""
    if day is None:
        raise ValueError("A cause lacks the day that it rests on.")
    return f"{day + timedelta(days=days_on or 0):%-d %B %Y}"
