"""Everything that the rules of this app can refuse."""


class MembersError(Exception):
    """A refusal that may be shown to the person who asked."""


class Unreadable(MembersError):
    """A file is not of the kind that its source makes."""


class BadCell(MembersError):
    """A cell of a file says nothing that could go onto the ledger."""


class NotNow(MembersError):
    """An import is not in a state for this."""


class BadEntry(MembersError):
    """An entry by hand says what cannot be."""


class EnteredAlready(MembersError):
    """One cheque counts once."""


class CannotBeUndone(MembersError):
    """A refund undoes a payment or a waiver, in full and once."""


class ProposalReasonMissing(MembersError):
    """What takes two people is proposed with a reason."""


class ProposedAlready(MembersError):
    """The same waits for its second person."""


class NotWaiting(MembersError):
    """A proposal is settled once, within 24 hours."""


class NeedsAnotherPerson(MembersError):
    """Two people are two: each with the right, and neither of them new."""


class CannotBeDone(MembersError):
    """The command behind a proposal refuses, in its own words."""


class AddressRefused(MembersError):
    """An address leads to a member only where two others agree that it is theirs."""


class CannotBeMerged(MembersError):
    """Two rows of the rolls cannot become one person, or one cannot become two, just now."""


class PaymentsAway(MembersError):
    """Stripe cannot be reached, or does not do what it is asked."""


class BadSignature(MembersError):
    """An event does not come from Stripe."""


class NotOffered(MembersError):
    """Nobody can pay this, or not now."""


class NoSuchLink(MembersError):
    """A link in a mail is ours only with our signature, and for as long as its member is here."""


class NotYours(MembersError):
    """Nobody changes alone what would lead another to their vote."""


class CannotBeClosed(MembersError):
    """An account is closed by its owner, who was told what that means."""
