"""Everything that the rules of this app can refuse."""


class MembersError(Exception):
    """A refusal that may be shown to the person who asked."""


class Unreadable(MembersError):
    """A file is not of the kind that its source makes."""


class BadCell(MembersError):
    """A cell of a file says nothing that could go onto the ledger."""


class NotNow(MembersError):
    """An import is not in a state for this."""


class CannotBeUndone(MembersError):
    """A refund undoes a payment or a waiver, in full and once."""


class CannotBeMerged(MembersError):
    """Two rows of the rolls cannot become one person, or one cannot become two, just now."""


class PaymentsAway(MembersError):
    """Stripe cannot be reached, or does not do what it is asked."""


class BadSignature(MembersError):
    """An event does not come from Stripe."""


class NotOffered(MembersError):
    """Nobody can pay this, or not now."""
