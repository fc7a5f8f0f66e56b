"""What the members app stores, one module per subject."""

from members.models.audit_events import AuditEvent
from members.models.contributions import Contribution, ContributionKind
from members.models.departures import Departure
from members.models.imports import Import, ImportStatus
from members.models.inquiries import Inquiry
from members.models.looks import Look, LookPage
from members.models.mail_refusals import MailRefusal, MailSubject
from members.models.meetings import Attendance, ChapterRules, Meeting
from members.models.month_numbers import MonthNumbers
from members.models.outbox_mails import OutboxMail
from members.models.people import FORMER, Chapter, Member, MemberAddress, SourcePerson
from members.models.proposals import Proposal, ProposalState
from members.models.standing_rules import DuesPeriod, StandingRules, WaitsAgain
from members.models.stripe import (
    Checkout,
    CheckoutStatus,
    EventStatus,
    StripeEvent,
    Subscription,
)
from members.models.users import User

__all__ = [
    "FORMER",
    "Attendance",
    "AuditEvent",
    "Chapter",
    "ChapterRules",
    "Checkout",
    "CheckoutStatus",
    "Contribution",
    "ContributionKind",
    "Departure",
    "DuesPeriod",
    "EventStatus",
    "Import",
    "ImportStatus",
    "Inquiry",
    "Look",
    "LookPage",
    "MailRefusal",
    "MailSubject",
    "Meeting",
    "Member",
    "MemberAddress",
    "MonthNumbers",
    "OutboxMail",
    "Proposal",
    "ProposalState",
    "SourcePerson",
    "StandingRules",
    "StripeEvent",
    "Subscription",
    "User",
    "WaitsAgain",
]
