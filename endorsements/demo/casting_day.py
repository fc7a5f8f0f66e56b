"""Casting the ballots of a scripted round, one by one, on the path that every ballot takes."""

import time
from collections import defaultdict
from datetime import timedelta
from random import Random

from django.utils import timezone

from endorsements import casting, rounds, tasks
from endorsements.demo import logins
from endorsements.demo.ballots import Ballot, Electorate, as_printed, draw, in_order
from endorsements.demo.scripts import RoundScript
from endorsements.models import Envelope, RollEntry, Round
from endorsements.tally.definitions import rule_from_definition
from members.models import Chapter, MemberAddress

CHECKPOINTS = 6
# Much more than a ballot takes on a slow machine.
SECONDS_TO_SPARE = 1
SECONDS_MORE = 10

Cast = tuple[RollEntry, int, Ballot]


def cast_script(
    voting_round: Round, script: RoundScript, electorate: Electorate, roll: Random
) -> float:
    """Cast whatever ballots of the script are not recorded yet, and sign the log between batches.

    Returns:
        Seconds that a ballot took, 0 when there was none to cast.
    """
    entries = {entry.member_id: entry for entry in RollEntry.objects.filter(round=voting_round)}
    recorded = _recorded(voting_round)
    ballots = draw(script, electorate, roll)
    waiting = [
        (entries[member], version, ballot)
        for member, version, ballot in in_order(ballots)
        if version > recorded[bytes(entries[member].slot or b"")]
    ]
    addresses = own_addresses()
    rules = {
        contest["key"]: rule_from_definition(contest)
        for contest in (voting_round.definition or {})["contests"]
    }
    started = time.monotonic()
    for batch in _batches(waiting, CHECKPOINTS):
        for entry, version, ballot in batch:
            _stay_open(voting_round)
            casting.cast(
                voting_round=voting_round,
                entry=entry,
                token=casting.issue_token(entry, replaces=version - 1),
                selections={key: as_printed(rules[key], text) for key, text in ballot.items()},
                mail_to=addresses[entry.member_id],
            )
        tasks.sign_log(str(voting_round.pk))
    return (time.monotonic() - started) / len(waiting) if waiting else 0


def _recorded(voting_round: Round) -> dict[bytes, int]:
    """Slot to the number of its ballots; 0 for every other."""
    envelopes = Envelope.objects.filter(round=voting_round).values_list("slot", "version")
    return defaultdict(int, {bytes(slot): version for slot, version in envelopes})


def _batches(waiting: list[Cast], number: int) -> list[list[Cast]]:
    size = -(-len(waiting) // number) or 1
    return [waiting[start : start + size] for start in range(0, len(waiting), size)]


def _stay_open(voting_round: Round) -> None:
    """Give more time, as staff would, when the ballots take longer than was thought."""
    now = timezone.now()
    closes_at = voting_round.closes_at
    if closes_at is None or closes_at - now > timedelta(seconds=SECONDS_TO_SPARE):
        return
    later = now + timedelta(seconds=SECONDS_MORE)
    rounds.extend(voting_round.pk, closes_at=later, by=logins.second(), proposed_by=logins.staff())
    voting_round.closes_at = later


def electorate_of(voting_round: Round, *, knows_logins: bool) -> Electorate:
    """Who on the roll could log in and vote.

    Args:
        knows_logins: whether the demo's logins keep to what is said of them.
    """
    on_roll = set(RollEntry.objects.filter(round=voting_round).values_list("member_id", flat=True))
    return Electorate(
        everyone=on_roll & set(own_addresses()),
        willing=logins.members_who(has_voted=True) if knows_logins else set(),
        waiting=logins.members_who(has_voted=False) if knows_logins else set(),
        chapters={
            chapter.name: set(chapter.members.values_list("pk", flat=True))
            for chapter in Chapter.objects.all()
        },
    )


def own_addresses() -> dict[int, str]:
    """Member id to an address that no other member has."""
    owners: dict[str, set[int]] = defaultdict(set)
    for email, member_id in MemberAddress.objects.order_by("email").values_list("email", "member"):
        owners[email].add(member_id)
    return {next(iter(ids)): email for email, ids in owners.items() if len(ids) == 1}
