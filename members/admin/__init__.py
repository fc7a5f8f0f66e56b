"""What staff see and do about members. The ledger is added to, the trail is only read."""

from members.admin.chapters import ChapterAdmin, ChapterRulesAdmin, MeetingAdmin
from members.admin.departures import DepartureAdmin
from members.admin.imports import ImportAdmin
from members.admin.ledger import ContributionAdmin
from members.admin.logins import EmailAddressAdmin, GroupAdmin, UserAdmin
from members.admin.looks import LookAdmin
from members.admin.numbers import MonthNumbersAdmin
from members.admin.people import MemberAdmin
from members.admin.proposals import ProposalAdmin
from members.admin.rules import StandingRulesAdmin
from members.admin.stripe_events import StripeEventAdmin
from members.admin.trail import AuditEventAdmin

__all__ = [
    "AuditEventAdmin",
    "ChapterAdmin",
    "ChapterRulesAdmin",
    "ContributionAdmin",
    "DepartureAdmin",
    "EmailAddressAdmin",
    "GroupAdmin",
    "ImportAdmin",
    "LookAdmin",
    "MeetingAdmin",
    "MemberAdmin",
    "MonthNumbersAdmin",
    "ProposalAdmin",
    "StandingRulesAdmin",
    "StripeEventAdmin",
    "UserAdmin",
]
