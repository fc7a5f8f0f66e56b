"""What of this the members' app gives out and forgets with an account."""

from endorsements.reviewing import discussing, notes, reasons
from members import closing, panels


def register() -> None:
    """Called once, when the app starts."""
    panels.login_exports.append(notes.as_tables)
    panels.exports.append(reasons.as_tables)
    panels.exports.append(discussing.as_tables)
    closing.acts.append(reasons.forget_member)
