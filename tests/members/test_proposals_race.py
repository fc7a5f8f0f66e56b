"""Two people press at once: one of them wins, the act is done once."""

import threading
import time

import pytest
from django.db import connections, transaction

from members import proposals
from members.errors import NotWaiting, ProposedAlready
from members.models import AuditEvent, Proposal
from tests.factories.members import MemberFactory, ProposalFactory, StaffFactory
from tests.members import acting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def act(monkeypatch):
    monkeypatch.setitem(proposals.acts, acting.NAME, acting.ACT)


@pytest.fixture
def at_once():
    """Run jobs in threads that start together; returns what each returned or was refused with."""

    def run(*jobs):
        outcomes, start = [], threading.Barrier(len(jobs))

        def one(job):
            start.wait()
            try:
                outcomes.append(job().state)
            except (NotWaiting, ProposedAlready) as refusal:
                outcomes.append(type(refusal))
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=[job]) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return outcomes

    return run


def waiting():
    member = MemberFactory(name="Cleo")
    return ProposalFactory(object_id=str(member.pk), parameters={"name": "Clio"})


def test_two_who_confirm_at_once_do_it_once(at_once):
    proposal, people = waiting(), StaffFactory.create_batch(4)

    outcomes = at_once(*[lambda by=by: proposals.confirm(proposal.pk, by=by) for by in people])

    assert sorted(map(str, outcomes)) == sorted(map(str, ["confirmed", *[NotWaiting] * 3]))
    assert AuditEvent.objects.filter(action="member.renamed").count() == 1


def test_confirming_and_withdrawing_at_once_have_one_outcome(at_once):
    proposal, ben = waiting(), StaffFactory()

    outcomes = at_once(
        lambda: proposals.confirm(proposal.pk, by=ben),
        lambda: proposals.withdraw(proposal.pk, by=proposal.proposed_by),
    )

    stored = Proposal.objects.get()
    assert sorted(map(str, outcomes)) == sorted([str(NotWaiting), stored.state])
    is_done = AuditEvent.objects.filter(action="member.renamed").exists()
    assert is_done == (stored.state == "confirmed")


def test_who_comes_second_waits_for_the_first_and_is_told(at_once):
    proposal, ben, cy = waiting(), *StaffFactory.create_batch(2)
    told = []

    def second():
        told.extend(at_once(lambda: proposals.refuse(proposal.pk, by=cy)))

    thread = threading.Thread(target=second)
    with transaction.atomic():
        proposals.confirm(proposal.pk, by=ben)
        thread.start()
        time.sleep(0.3)
        assert told == []
    thread.join()

    assert told == [NotWaiting]


def test_the_same_proposed_at_once_waits_once(at_once):
    member, people = MemberFactory(name="Cleo"), StaffFactory.create_batch(3)

    outcomes = at_once(
        *[
            lambda by=by: proposals.propose(
                acting.NAME, of=member, by=by, reason="Why.", once="cleo", name="Clio"
            )
            for by in people
        ]
    )

    assert sorted(map(str, outcomes)) == sorted(map(str, ["open", *[ProposedAlready] * 2]))
    assert Proposal.objects.count() == 1
