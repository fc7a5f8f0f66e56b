"""Factories for the models of `endorsements`, and rounds at a given point of their life."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import factory
from factory.django import DjangoModelFactory

from endorsements import (
    casting,
    certification,
    counting,
    custody,
    log,
    mixing,
    publication,
    rounds,
    steps,
)
from endorsements.models import (
    Announcement,
    BallotQuestion,
    BankQuestion,
    Candidate,
    ChapterStaff,
    Contest,
    Delivery,
    DeliveryState,
    Election,
    KeyName,
    LaterState,
    Mailing,
    MailingKind,
    Office,
    PastEndorsement,
    Question,
    Questionnaire,
    RollEntry,
    Round,
    Section,
)
from endorsements.models.rules import columns_of
from endorsements.tally.vocabulary import (
    CONTINUING,
    MAXIMUM_SCORE,
    MORE_THAN,
    RankedRules,
    Rule,
    Threshold,
)
from members.models import StandingRules
from tests.factories.members import (
    ChapterFactory,
    ContributionFactory,
    EmailAddressFactory,
    MemberAddressFactory,
    MemberFactory,
    StaffFactory,
    StandingRulesFactory,
)

RECORD_DATE = date(2026, 6, 30)


class RoundFactory(DjangoModelFactory[Round]):
    """A draft that opens at once and closes in a week, with minimums low enough for tests."""

    class Meta:
        model = Round

    title = factory.Sequence(lambda n: f"Round {n}")
    slug = factory.Sequence(lambda n: f"round-{n}")
    record_date = RECORD_DATE
    opens_at = factory.LazyFunction(lambda: datetime.now(UTC) - timedelta(hours=1))
    closes_at = factory.LazyFunction(lambda: datetime.now(UTC) + timedelta(days=7))
    challenge_days = 0
    counts_minimum = 1
    records_minimum = 1


class ElectionFactory(DjangoModelFactory[Election]):
    """A primary that is still to come."""

    class Meta:
        model = Election

    name = factory.Sequence(lambda n: f"Primary {n}")
    slug = factory.Sequence(lambda n: f"election-{n}")
    kind = "primary"
    day = factory.LazyFunction(lambda: date.today() + timedelta(days=90))


class OfficeFactory(DjangoModelFactory[Office]):
    class Meta:
        model = Office

    title = "State Senate"
    district = factory.Sequence(lambda n: f"{n}th Suffolk")


class BallotQuestionFactory(DjangoModelFactory[BallotQuestion]):
    class Meta:
        model = BallotQuestion

    election = factory.SubFactory(ElectionFactory)
    number = factory.Sequence(str)
    title = "rent control"
    text = "Do you approve of a law that lets towns limit rents?"


class ContestFactory(DjangoModelFactory[Contest]):
    class Meta:
        model = Contest

    round = factory.SubFactory(RoundFactory)
    key = factory.Sequence(lambda n: f"contest-{n}")
    office = factory.Sequence(lambda n: f"Office {n}")
    position = factory.Sequence(lambda n: n)


class CandidateFactory(DjangoModelFactory[Candidate]):
    class Meta:
        model = Candidate

    contest = factory.SubFactory(ContestFactory)
    key = factory.Sequence(lambda n: f"candidate-{n}")
    name = factory.Sequence(lambda n: f"Candidate {n}")


class MailingFactory(DjangoModelFactory[Mailing]):
    class Meta:
        model = Mailing

    round = factory.SubFactory(RoundFactory)
    kind = MailingKind.OPENS

    class Params:
        # By somebody, though the digest is of no words: what was read has changed since.
        is_good = factory.Trait(
            read_by="ada@example.org",
            read_at=factory.LazyFunction(lambda: datetime.now(UTC)),
            read_digest="5" * 64,
        )


class DeliveryFactory(DjangoModelFactory[Delivery]):
    """A copy that waits to be sent."""

    class Meta:
        model = Delivery

    mailing = factory.SubFactory(MailingFactory)
    member = factory.SubFactory(MemberFactory)
    due_at = factory.LazyFunction(lambda: datetime.now(UTC) - timedelta(minutes=1))


class SentFactory(DeliveryFactory):
    """A copy that the mail server took."""

    state = DeliveryState.SENT
    to = factory.Sequence(lambda n: f"reader{n}@example.org")
    sent_at = factory.LazyFunction(lambda: datetime.now(UTC))


SIXTY_OF_ALL = Threshold(Fraction(3, 5))
MAJORITY_OF_ALL = Threshold(Fraction(1, 2), MORE_THAN)
# Columns of a contest in which the most votes win.
NO_BAR = {
    "threshold_numerator": None,
    "threshold_denominator": None,
    "threshold_compare": "",
    "threshold_base": "",
}
NAMES = ("ash", "birch", "cedar")
# A legal rule of each form, for candidates to be given.
PLAIN_RULES = {
    rule.form: rule
    for rule in (
        Rule((), SIXTY_OF_ALL),
        Rule((), SIXTY_OF_ALL, form="question"),
        Rule((), MAJORITY_OF_ALL, form="approval", seats=2),
        Rule((), MAJORITY_OF_ALL, form="per_candidate", seats=2, has_no_endorsement=False),
        Rule((), Threshold(Fraction(1, 2), MORE_THAN, MAXIMUM_SCORE), form="score"),
        Rule((), None, form="star"),
        Rule((), Threshold(Fraction(3, 5), base=CONTINUING), form="irv", ranked=RankedRules()),
        Rule(
            (),
            None,
            form="stv",
            seats=2,
            ties="draw",
            ranked=RankedRules(),
            has_no_endorsement=False,
        ),
        Rule(
            (),
            SIXTY_OF_ALL,
            form="whether_whom",
            whom_threshold=SIXTY_OF_ALL,
            has_no_endorsement=False,
        ),
    )
}


def contest_of(form: str, *, candidates: Sequence[str] = NAMES, **fields: Any) -> Contest:
    """A contest of this form with a plain legal rule, and candidates (none for a question).

    Args:
        candidates: keys; the names are the same, capitalised.
        fields: of the contest, such as `round`, `key`, or a column of the rule.
    """
    contest = ContestFactory(**{**columns_of(PLAIN_RULES[form]), **fields})
    if not contest.is_question:
        for position, key in enumerate(candidates):
            CandidateFactory(contest=contest, key=key, name=key.title(), position=position)
    return contest


class AnnouncementFactory(DjangoModelFactory[Announcement]):
    """Due since an hour ago; of a draft unless `round` says otherwise."""

    class Meta:
        model = Announcement

    round = factory.SubFactory(RoundFactory)
    title = factory.Sequence(lambda n: f"Announcement {n}")
    slug = factory.Sequence(lambda n: f"announcement-{n}")
    text = "Our members have decided."
    publish_at = factory.LazyFunction(lambda: datetime.now(UTC) - timedelta(hours=1))


class ChapterStaffFactory(DjangoModelFactory[ChapterStaff]):
    class Meta:
        model = ChapterStaff

    user = factory.SubFactory(StaffFactory, is_superuser=False)
    chapter = factory.SubFactory(ChapterFactory)


class LaterStateFactory(DjangoModelFactory[LaterState]):
    class Meta:
        model = LaterState

    contest = factory.SubFactory(ContestFactory)
    winner = "ash"
    state = "won"
    on = date(2026, 11, 3)
    reason = "The official canvass."


class PastEndorsementFactory(DjangoModelFactory[PastEndorsement]):
    class Meta:
        model = PastEndorsement

    year = 2014
    election = "State primary"
    office = "Governor"
    candidate = factory.Sequence(lambda n: f"Past candidate {n}")
    source = "https://example.org/source"


def voters(number: int, *, on_staff: bool = False) -> list[Any]:
    """Members in good standing on `RECORD_DATE`, each with an address."""
    if not StandingRules.objects.exists():
        StandingRulesFactory()
    members = [ContributionFactory().member for _ in range(number)]
    for member in members:
        address = MemberAddressFactory(member=member).email
        if on_staff:
            EmailAddressFactory(user=StaffFactory(email=address), email=address)
    return members


def draft_round(number: int = 5, **fields: Any) -> Round:
    """A draft with a contest for governor (ash, birch) and `number` voters."""
    voting_round = RoundFactory(**fields)
    contest = ContestFactory(round=voting_round, key="governor", office="Governor")
    for key in ("ash", "birch"):
        CandidateFactory(contest=contest, key=key, name=key.title())
    voters(number, on_staff=voting_round.rehearsal)
    return voting_round


def draft_of(
    *forms: str, number: int = 5, candidates: Sequence[str] = NAMES, **fields: Any
) -> Round:
    """A draft with one contest of each of these forms; the form is the contest's key."""
    voting_round = RoundFactory(**fields)
    for form in forms:
        office = form.replace("_", " ").capitalize()
        contest_of(form, candidates=candidates, round=voting_round, key=form, office=office)
    voters(number)
    return voting_round


def scheduled_round(
    number: int = 5, *, forms: Sequence[str] = (), with_keys: bool = True, **fields: Any
) -> Round:
    """A scheduled round, its keys made and proved; with `forms`, as `draft_of` makes it."""
    drafted = draft_of(*forms, number=number, **fields) if forms else draft_round(number, **fields)
    voting_round = drafted
    rounds.schedule(voting_round.pk, by=StaffFactory())
    if with_keys:
        for key in KeyName:
            custody.make_key(voting_round.pk, key)
    return fresh(voting_round)


def open_round(number: int = 5, **fields: Any) -> Round:
    """A round that takes ballots, its genesis signed."""
    voting_round = scheduled_round(number, **fields)
    rounds.open_voting(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


def fresh(voting_round: Round) -> Round:
    return Round.objects.get(pk=voting_round.pk)


def entries(voting_round: Round) -> list[RollEntry]:
    return list(RollEntry.objects.filter(round=voting_round).order_by("pk"))


def cast(entry: RollEntry, selection: str = "ash", **selections: str) -> casting.Receipt:
    """Cast a ballot through the real path; `selections` for contests other than governor."""
    return casting.cast(
        voting_round=Round.objects.get(pk=entry.round_id),
        entry=entry,
        token=casting.issue_token(entry, replaces=casting.recorded_version(entry)),
        selections=selections or {"governor": selection},
        mail_to="voter@example.org",
    )


def cast_all(voting_round: Round, selections: Sequence[str]) -> list[casting.Receipt]:
    """One ballot per selection, from the first members on the roll."""
    pairs = zip(entries(voting_round), selections, strict=False)
    return [cast(entry, selection) for entry, selection in pairs]


def close(voting_round: Round) -> None:
    """Close early and sign, so that the mix may begin."""
    rounds.close_voting(
        voting_round.pk, by=StaffFactory(), proposed_by=StaffFactory(), reason="The test is over."
    )
    log.sign_checkpoint(voting_round.pk)


def held_as_it_is(voting_round: Round) -> Round:
    """Hold a round as a failed check does."""
    rounds.hold(voting_round.pk, reason="A check.")
    return fresh(voting_round)


def release(round_id: Any, reason: str = "It passed.") -> Round:
    """Release a held round by two people, its keys proved since as the workers do it."""
    for key in steps.keys_in_use(Round.objects.get(pk=round_id)):
        custody.prove_key(round_id, key)
    return rounds.release(round_id, reason=reason, by=StaffFactory(), proposed_by=StaffFactory())


def counted_round(selections: Sequence[str], **fields: Any) -> Round:
    """A round whose ballots are counted."""

    voting_round = open_round(max(len(selections), 1), **fields)
    cast_all(voting_round, selections)
    close(voting_round)
    mixing.mix(voting_round.pk)
    counting.tally(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


def published_round(selections: Sequence[str], **fields: Any) -> Round:

    voting_round = counted_round(selections, **fields)
    publication.publish(voting_round.pk)
    return fresh(voting_round)


def certified_round(selections: Sequence[str], **fields: Any) -> Round:

    voting_round = published_round(selections, **fields)
    custody.destroy_key(voting_round.pk, KeyName.TALLY)
    certification.certify(voting_round.pk)
    log.sign_checkpoint(voting_round.pk)
    return fresh(voting_round)


class QuestionnaireFactory(DjangoModelFactory[Questionnaire]):
    class Meta:
        model = Questionnaire

    title = factory.Sequence(lambda n: f"Questionnaire {n}")


class SectionFactory(DjangoModelFactory[Section]):
    class Meta:
        model = Section

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    title = factory.Sequence(lambda n: f"Section {n}")


class QuestionFactory(DjangoModelFactory[Question]):
    class Meta:
        model = Question

    section = factory.SubFactory(SectionFactory)
    wording = factory.Sequence(lambda n: f"What about {n}?")
    position = factory.Sequence(lambda n: n)


class BankQuestionFactory(DjangoModelFactory[BankQuestion]):
    class Meta:
        model = BankQuestion

    wording = factory.Sequence(lambda n: f"What about {n}?")
