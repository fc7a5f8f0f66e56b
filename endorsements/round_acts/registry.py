"""All acts on a round that take two people, made known to the page of proposals."""

from endorsements.round_acts import challenged, on_paper, stops, taking_out, times
from members import proposals

ALL = (
    times.OPEN,
    times.CLOSE,
    times.EXTEND,
    stops.HOLD,
    stops.RELEASE,
    stops.ANNUL,
    stops.CERTIFY,
    taking_out.WITHDRAW,
    taking_out.VOID,
    on_paper.MARK,
    on_paper.FINISH,
    challenged.OPEN,
    challenged.ANSWER,
)


def register() -> None:
    for act in ALL:
        proposals.register(act)
