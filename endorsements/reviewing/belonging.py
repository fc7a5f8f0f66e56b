"""What of this is given out, forgotten with an account, and quoted in announcements."""

from endorsements import announcements
from endorsements.announcements import Words
from endorsements.models import Round
from endorsements.reviewing import discussing, notes, reasons
from members import closing, panels


def register() -> None:
    """Called once, when the app starts."""
    panels.login_exports.append(notes.as_tables)
    panels.exports.append(reasons.as_tables)
    panels.exports.append(discussing.as_tables)
    closing.acts.append(reasons.forget_member)
    announcements.words_of_members.append(words_about)


def words_about(voting_round: Round) -> list[Words]:
    """The quotes that staff chose, as an announcement prints them."""
    return [
        Words(quote.text, quote.by, str(quote.contest))
        for quotes in reasons.quotes_of(voting_round).values()
        for quote in quotes
    ]
