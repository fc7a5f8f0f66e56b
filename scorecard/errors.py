"""Everything that the rules of this app can refuse."""


class ScorecardError(Exception):
    """A refusal that may be shown to the person who asked."""


class Unreadable(ScorecardError):
    """A file is not a workbook of a session, or not one that may be read."""
