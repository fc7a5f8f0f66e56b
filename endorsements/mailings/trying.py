"""Sending a round's mails to oneself, before anybody else gets them."""

from endorsements.errors import CannotBeMailed
from endorsements.mailings import letters
from endorsements.models import Round
from members import audit
from members.models import User

PREFIX = "[Test] "
NOT_TAKEN = "The mail server did not take it. Please look at the settings of mail."


def send_to_oneself(voting_round: Round, *, by: User) -> int:
    """Send every mail of the round to the one who asks; says how many.

    Raises:
        CannotBeMailed: the mail server did not take one.
    """
    mailings = list(voting_round.mailings.all())
    for mailing in mailings:
        copy = letters.sample(letters.compose(mailing, voting_round), by.email)
        message = letters.message(copy, by.email)
        message.subject = PREFIX + message.subject
        try:
            message.send()
        except OSError as trouble:
            raise CannotBeMailed(NOT_TAKEN) from trouble
    audit.record("round.mails_tried", by=by, of=voting_round, mails=len(mailings))
    return len(mailings)
