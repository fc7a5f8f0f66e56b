"""Everything the rules of a round can refuse, each with a sentence for the person who asked."""


class EndorsementError(Exception):
    """A refusal that may be shown to the person who asked."""


class IllegalMove(EndorsementError):
    """The round's life cycle has no such step."""


class NotReady(EndorsementError):
    """The checklist still bars the step; `obstacles` lists why."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


class Frozen(EndorsementError):
    """What was fixed at scheduling cannot be changed any more."""


class NeedsTwo(EndorsementError):
    """The step takes two different people: one proposes it, another confirms it."""


class ReasonMissing(EndorsementError):
    """The step goes into the public log and needs a reason in words."""


class CannotBeAdded(EndorsementError):
    """Members are added to a roll one by one, before the close, with a ballot that exists."""


class CannotRecommend(EndorsementError):
    """A recommendation does not fit its contest, or a correction does not say why."""


class NoReasonTaken(EndorsementError):
    """Reasons are taken from those who have voted, while the round is open."""


class NoPostTaken(EndorsementError):
    """The discussion is closed, or none of the person's."""


class ChallengeRefused(EndorsementError):
    """A challenge cannot be filed, opened, read or answered so; the sentence says why."""


class UnknownSheet(EndorsementError):
    """No sheet of paper of the round has the code that was typed."""


class BallotRefused(EndorsementError):
    """A ballot was not recorded; the sentence says why and what can be done."""


class RoundNotOpen(BallotRefused):
    """Ballots are taken only while the round is open."""


class NotOnTheRoll(BallotRefused):
    """The person is not on this round's roll."""


class SlotClosed(BallotRefused):
    """The member votes on paper, or their slot was voided."""


class StaleBallot(BallotRefused):
    """The form was opened too long ago."""


class ForeignForm(BallotRefused):
    """The form was made for another member, round or definition, or is damaged."""


class AlreadyRecorded(BallotRefused):
    """The very same form was sent before and its ballot is recorded."""


class OtherBallotRecorded(BallotRefused):
    """Another ballot of the member was recorded since the form was opened."""


class InvalidSelection(BallotRefused):
    """A choice is not an option of the contest, or the contest is not on the ballot."""


class CandidateWithdrawn(InvalidSelection):
    """A candidate whom the ballot marks has withdrawn since."""


class TryAgain(BallotRefused):
    """The database did not answer in time; trying again is safe and tells what was recorded."""


class QuestionnaireRefused(EndorsementError):
    """What was asked of a questionnaire cannot be done; the sentence says why."""


class LinkUnknown(QuestionnaireRefused):
    """Nobody was given this link."""


class LinkRevoked(QuestionnaireRefused):
    """The link was taken back."""


class AnswersFixed(QuestionnaireRefused):
    """The deadline has passed: nothing of the answers changes any more."""


class NotComplete(QuestionnaireRefused):
    """The answers cannot be submitted yet; `missing` says for each what it lacks."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = missing


class CannotBeNoted(EndorsementError):
    """What is said of an endorsement's later fate is of no endorsement, or contradicts another."""


class KeyLost(Exception):
    """A key that the round needs is not there, or is not the one that was announced."""


class DoesNotAddUp(Exception):
    """A check of the count failed: the round must be held. The sentence says which."""


class MailingBegun(EndorsementError):
    """A mail can be changed only until the first copy is queued."""


class CannotBeMailed(EndorsementError):
    """This member cannot get this mail."""
