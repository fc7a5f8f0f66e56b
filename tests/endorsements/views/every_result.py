"""A published round with a contest of every form, in one of which somebody withdrew."""

from django.test import override_settings

from endorsements import counting, log, mixing, publication, rounds
from endorsements.models import Candidate
from endorsements.tally.definitions import rule_from_definition
from endorsements.tally.vocabulary import APPROVAL, FORMS
from tests.endorsements.tally.strategies import written
from tests.endorsements.verifier.round_of_all_forms import CHOICES
from tests.factories.endorsements import cast, close, entries, fresh, open_round
from tests.factories.members import StaffFactory

BALLOTS = len(CHOICES[APPROVAL])
CANDIDATES = ("ash", "birch", "cedar", "dogwood")


def published_with_every_form(voters=14, **fields):
    """Cedar withdrew from the approval before anybody voted; every contest has twelve ballots."""
    with override_settings(PUBLISH_PATTERNS=True):
        voting_round = open_round(voters, forms=FORMS, candidates=CANDIDATES, **fields)
    gone = Candidate.objects.get(contest__round=voting_round, contest__key=APPROVAL, key="cedar")
    rounds.withdraw_candidate(gone.pk, by=StaffFactory(), proposed_by=StaffFactory())
    for number, entry in enumerate(entries(voting_round)[:BALLOTS]):
        cast(entry, **_ballot(voting_round, number))
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    publication.publish(voting_round.pk)
    return fresh(voting_round)


def _ballot(voting_round, number):
    ballot = {}
    for contest in voting_round.definition["contests"]:
        choice = CHOICES[contest["key"]][number]
        if contest["key"] == APPROVAL:
            choice = choice - {"cedar"}
        ballot[contest["key"]] = written(rule_from_definition(contest), choice)
    return ballot
