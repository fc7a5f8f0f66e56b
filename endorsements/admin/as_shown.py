"""What the form of a round showed, so that two people do not write over each other unseen.

The form sends back the digest of what it was made from. Where the round is another by then,
nothing is stored, and what was typed stands there still.
"""

import json
from hashlib import sha256

from endorsements.models import Candidate, Contest, Round

FIELD = "as_shown"
CHANGED = (
    "This round was changed while you had it open: by somebody else, or in another window of "
    "yours. Nothing of this form is stored, and what you typed stands here still. Look at the "
    "round in another window; then save again, and what stands here is stored."
)


def digest_of(voting_round: Round, fields: list[str]) -> str:
    """Of these fields, all contests and all candidates of a round, as they are stored now."""
    rows = [
        Round.objects.filter(pk=voting_round.pk).values(*fields),
        Contest.objects.filter(round=voting_round.pk).order_by("pk").values(),
        Candidate.objects.filter(contest__round=voting_round.pk).order_by("pk").values(),
    ]
    return sha256(json.dumps([list(each) for each in rows], default=str).encode()).hexdigest()
