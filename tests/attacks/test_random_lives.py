"""Whatever is done to a round, in whatever order, its log replays and its count is its ballots."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from endorsements import (
    casting,
    certification,
    counting,
    custody,
    log,
    mixing,
    publication,
    voiding,
)
from endorsements import rounds as commands
from endorsements.errors import BallotRefused, EndorsementError
from endorsements.models import Candidate, Checkpoint, KeyName, LogEntry, Result, RollEntry
from endorsements.roll import public_roll
from tests.factories.endorsements import entries, fresh, open_round, release
from tests.factories.members import StaffFactory

VOTERS = 4
WAY = ["open", "closed", "mixed", "counted", "published", "certified"]
CHOICES = ["ash", "birch", "no-endorsement", ""]
voters = st.integers(0, VOTERS - 1)


class Life(RuleBasedStateMachine):
    """A round beside a few lines that say what must have become of it."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        # As the tests' own transactions say, so that casting may open its durable one inside.
        self.transaction._from_testcase = True
        self.transaction.__enter__()
        self.round = open_round(VOTERS)
        self.staff = StaffFactory()
        self.roll = entries(self.round)
        self.votes, self.versions = {}, Counter()
        self.voided, self.withdrawn = set(), set()
        self.status, self.is_held = "open", False

    def teardown(self):
        """Every life goes on to its end, and what it comes to is looked at once more."""
        try:
            self.release()
            while self.status in WAY[:-1]:
                self.go_on()
            self.the_status_is_the_one_expected()
            self.the_log_replays_and_holds_every_ballot()
            self.the_count_is_that_of_the_last_ballots()
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def attempt(self, is_allowed, command, *arguments, **named):
        """Do something; it must be refused exactly when it is not allowed."""
        try:
            with transaction.atomic():
                done = command(*arguments, **named)
        except EndorsementError:
            done = None
        assert bool(done) == is_allowed
        return is_allowed

    @property
    def is_open(self):
        return self.status == "open" and not self.is_held

    @rule(voter=voters, choice=st.sampled_from(CHOICES), is_stale=st.booleans())
    def vote(self, voter, choice, is_stale):
        entry = self.roll[voter]
        replaces = self.versions[voter] - (1 if is_stale else 0)
        is_allowed = (
            self.is_open
            and voter not in self.voided
            and choice not in self.withdrawn
            and not is_stale
        )
        try:
            receipt = casting.cast(
                voting_round=fresh(self.round),
                entry=entry,
                token=casting.issue_token(entry, replaces=replaces),
                selections={"governor": choice},
                mail_to="voter@example.org",
            )
        except BallotRefused:
            assert not is_allowed
        else:
            assert is_allowed
            self.versions[voter] += 1
            self.votes[voter] = choice
            assert receipt.version == self.versions[voter]

    @rule()
    def hold(self):
        is_allowed = not self.is_held and self.status not in ("certified", "annulled")
        if self.attempt(is_allowed, commands.hold, self.round.pk, reason="A check."):
            self.is_held = True

    @rule()
    def release(self):
        reason = "It passed."
        if self.attempt(self.is_held, release, self.round.pk, reason):
            self.is_held = False

    @rule(hours=st.integers(-1, 2))
    def extend(self, hours):
        later = fresh(self.round).closes_at + timedelta(hours=hours)
        self.attempt(
            self.status == "open" and hours > 0,
            commands.extend,
            self.round.pk,
            closes_at=later,
            by=self.staff,
            proposed_by=StaffFactory(),
        )

    @rule(key=st.sampled_from(["ash", "birch"]))
    def withdraw(self, key):
        candidate = Candidate.objects.get(contest__round=self.round, key=key)
        is_allowed = self.status == "open" and key not in self.withdrawn
        if self.attempt(
            is_allowed,
            commands.withdraw_candidate,
            candidate.pk,
            by=self.staff,
            proposed_by=StaffFactory(),
        ):
            self.withdrawn.add(key)

    @rule(voter=voters)
    def void(self, voter):
        is_allowed = self.status == "open" and voter not in self.voided
        entry = self.roll[voter]
        if self.attempt(
            is_allowed,
            voiding.void_slot,
            entry.pk,
            reason_class="double",
            by=self.staff,
            proposed_by=StaffFactory(),
        ):
            self.voided.add(voter)
            self.votes.pop(voter, None)

    @rule()
    def sign(self):
        log.flush(self.round.pk)
        log.sign_checkpoint(self.round.pk)

    @rule()
    def go_on(self):
        """The next step of the round's way, as workers and beat would do it."""
        command = {
            "open": self.close,
            "closed": mixing.mix,
            "mixed": counting.tally,
            "counted": publication.publish,
            "published": self.certify,
        }.get(self.status)
        if command is None:
            return
        self.sign()
        if self.attempt(not self.is_held, command, self.round.pk):
            self.status = WAY[WAY.index(self.status) + 1]

    def close(self, round_id):
        return commands.close_voting(
            round_id, by=self.staff, proposed_by=StaffFactory(), reason="Storm."
        )

    def certify(self, round_id):
        custody.destroy_key(round_id, KeyName.TALLY)
        return certification.certify(round_id)

    @rule(is_meant=st.integers(0, 9))
    def annul(self, is_meant):
        if is_meant == 0:
            is_allowed = self.status != "annulled"
            reason = "A leak."
            if self.attempt(
                is_allowed,
                commands.annul,
                self.round.pk,
                reason=reason,
                by=self.staff,
                proposed_by=StaffFactory(),
            ):
                self.status, self.is_held = "annulled", False

    @invariant()
    def the_status_is_the_one_expected(self):
        stored = fresh(self.round)
        assert stored.effective_status == self.status
        assert (stored.status == "held") == self.is_held

    @invariant()
    def the_log_replays_and_holds_every_ballot(self):
        log.flush(self.round.pk)
        replay = log.replay(fresh(self.round), public_roll(fresh(self.round)))
        ballots = LogEntry.objects.filter(round=self.round, kind="cast").count()
        assert ballots == sum(self.versions.values())
        assert len(replay.current()) == len(self.votes)
        assert len(replay.casts) == len(self.versions)
        assert replay.is_held == self.is_held
        for point in Checkpoint.objects.filter(round=self.round):
            assert replay.slots_at[point.seq] == point.slots
            assert replay.heads[point.seq] == bytes(point.head)

    @invariant()
    def turnout_is_who_voted(self):
        voted = RollEntry.objects.filter(round=self.round).who_voted()
        assert {entry.pk for entry in voted} == {self.roll[voter].pk for voter in self.versions}

    @invariant()
    def the_count_is_that_of_the_last_ballots(self):
        result = Result.objects.filter(contest__round=self.round).first()
        if result is None:
            assert self.status not in ("counted", "published", "certified")
            return
        chosen = Counter(self.votes.values())
        assert result.numbers["cast"] == len(self.votes)
        if not self.votes:
            assert result.numbers["published"] == "outcome_only"
            return
        for key in ("ash", "birch", "no-endorsement"):
            if key not in self.withdrawn:
                assert result.numbers["tallies"][key] == chosen[key]
        blank = chosen[""] + sum(chosen[key] for key in self.withdrawn)
        assert result.numbers["blank"] == blank


@pytest.mark.django_db
def test_a_round_stays_sound_through_any_life():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=10,
            stateful_step_count=16,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
