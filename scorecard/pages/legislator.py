"""A legislator's page: the record of today, its history, and one session vote by vote."""

from dataclasses import dataclass

from scorecard.models import Legislator, Service, Session
from scorecard.pages.cosponsored import Cosponsored, cosponsored_by
from scorecard.pages.history import Histories, Record, Step, last_step
from scorecard.pages.links import outward
from scorecard.pages.votes import Votes, votes_in


@dataclass(frozen=True)
class Part:
    """One chamber of the session shown: the record, and the votes it rests on."""

    record: Record
    votes: Votes


class LegislatorPage:
    """Everything its page says beside the seats; six queries, whatever the number of sessions."""

    def __init__(self, legislator: Legislator, seats: list[Service], first_year: int | None):
        """Args: first_year: of the session shown vote by vote; the latest if they have none."""
        self.legislator, self.seats = legislator, seats
        histories = Histories()
        self.sessions = histories.sessions
        self.records = histories.of(legislator.pk)
        signed = cosponsored_by([legislator.pk], self.sessions)
        self.cosponsored = {session: own for (_, session), own in signed.items()}
        self.session = self._shown(first_year)
        self.parts = self._parts(self.session) if self.session else []

    @property
    def is_public(self) -> bool:
        """Whether there is anything to say; people of drafts alone are not known yet."""
        return bool(self.seats or self.records or self.cosponsored)

    @property
    def seat(self) -> Service | None:
        """The one held today."""
        return next((seat for seat in self.seats if seat.ended_on is None), None)

    @property
    def former_seats(self) -> list[Service]:
        return [seat for seat in self.seats if seat.ended_on is not None]

    @property
    def page_url(self) -> str:
        return outward(self.legislator.page_url)

    @property
    def record(self) -> Record | None:
        """What stands at the head: the latest one."""
        return self.records[0] if self.records else None

    @property
    def is_behind(self) -> bool:
        """Whether sessions were published since the record at the head."""
        return bool(self.record and self.record.session != self.sessions[0])

    @property
    def step(self) -> Step | None:
        return last_step(self.records)

    @property
    def sessions_known(self) -> list[Session]:
        """Those with votes or cosponsored bills of theirs, the latest first."""
        voted = {record.session.pk for record in self.records}
        return [one for one in self.sessions if one.pk in voted or one.pk in self.cosponsored]

    @property
    def history(self) -> list[tuple[Record, Cosponsored | None]]:
        """The oldest first, to be read from left to right."""
        return [(one, self.cosponsored.get(one.session.pk)) for one in reversed(self.records)]

    @property
    def bills(self) -> Cosponsored | None:
        """Of the session shown."""
        return self.cosponsored.get(self.session.pk) if self.session else None

    @property
    def may_still_sign(self) -> bool:
        return bool(self.seat and self.session == self.sessions[0])

    def _shown(self, first_year: int | None) -> Session | None:
        known = self.sessions_known
        asked = [one for one in known if one.first_year == first_year]
        return next(iter([*asked, *known]), None)

    def _parts(self, session: Session) -> list[Part]:
        votes = {one.chamber: one for one in votes_in(session, self.legislator)}
        own = [one for one in self.records if one.session == session]
        return [Part(record, votes[record.chamber]) for record in own]
