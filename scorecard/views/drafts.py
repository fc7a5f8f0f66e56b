"""Who may see which session: everybody the published ones, staff the drafts besides."""

from django.http import Http404, HttpRequest

from members import second_factors
from scorecard.models import Session, SessionStatus


def may_see_drafts(request: HttpRequest) -> bool:
    """Staff who could open the session in the admin now."""
    user = request.user
    return (
        user.is_authenticated
        and user.is_staff
        and user.has_perm("scorecard.view_session")
        and second_factors.was_shown(request)
    )


def session_or_404(request: HttpRequest, first_year: int) -> Session:
    """The session that began in this year, with its rules.

    Raises:
        Http404: there is none, or none that this reader may see.
    """
    session = Session.objects.select_related("rules").filter(first_year=first_year).first()
    if session is None or (is_draft(session) and not may_see_drafts(request)):
        raise Http404
    return session


def is_draft(session: Session) -> bool:
    return session.status != SessionStatus.PUBLISHED
