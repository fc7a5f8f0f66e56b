"""Everything that the rules of this app can refuse."""


class MembersError(Exception):
    """A refusal that may be shown to the person who asked."""


class CannotBeUndone(MembersError):
    """A refund undoes a payment or a waiver, in full and once."""
