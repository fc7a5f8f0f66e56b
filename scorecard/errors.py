"""Everything that the rules of this app can refuse."""


class ScorecardError(Exception):
    """A refusal that may be shown to the person who asked."""


class Unreadable(ScorecardError):
    """A file is not a workbook of a session, or not one that may be read."""


class NotAnswered(ScorecardError):
    """An answer about who is meant does not say it."""


class Unnamed(ScorecardError):
    """A legislator is to have a name and a family name."""


class NoPhoto(ScorecardError):
    """An upload is not a picture that may be shown."""


class NoSuchSeat(ScorecardError):
    """A seat cannot be begun, ended or struck out like this."""


class NoSuchNumber(ScorecardError):
    """A number is no legislator's, or somebody else's."""


class DescribedMeanwhile(ScorecardError):
    """A description was written over one that its author had not seen."""


class NotNow(ScorecardError):
    """An import is not in a state for this."""


class CannotBeApplied(ScorecardError):
    """A workbook says something without which its numbers would be wrong."""
