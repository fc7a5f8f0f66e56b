"""Factories for the models of `scorecard`; all people are invented.

Rows and numbers of sheets begin above a thousand, so that none is one of a workbook's that a test
has imported.
"""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from scorecard.models import (
    AgendaBill,
    Answer,
    BillVersion,
    Boundary,
    Chamber,
    Correction,
    Cosponsorship,
    FormerSlug,
    GradingRules,
    Legislator,
    LegislatorNumber,
    Mark,
    Portrait,
    Position,
    ScoredItem,
    Service,
    Session,
    SessionStatus,
    Side,
    SponsorColumn,
    Topic,
    TopicName,
    VoteRow,
    WorkbookImport,
)


class GradingRulesFactory(DjangoModelFactory[GradingRules]):
    class Meta:
        model = GradingRules
        django_get_or_create = ("name",)

    name = "Rules of the tests"


class SessionFactory(DjangoModelFactory[Session]):
    """The sessions of 2001, 2003 and so on, published."""

    class Meta:
        model = Session

    first_year = factory.Sequence(lambda n: 2001 + 2 * (n % 500))
    number = factory.LazyAttribute(lambda session: 182 + (session.first_year - 2001) // 2)
    status = SessionStatus.PUBLISHED
    rules = factory.SubFactory(GradingRulesFactory)


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class TopicNameFactory(DjangoModelFactory[TopicName]):
    class Meta:
        model = TopicName

    name = factory.Sequence(lambda n: f"topic called {n}")
    topic = factory.SubFactory(TopicFactory)


class LegislatorFactory(DjangoModelFactory[Legislator]):
    class Meta:
        model = Legislator

    given_name = "Demo"
    family_name = factory.Sequence(lambda n: f"Legislator{n}")
    name = factory.LazyAttribute(lambda one: f"{one.given_name} {one.family_name}")
    slug = factory.LazyAttribute(lambda one: one.name.lower().replace(" ", "-"))


class LegislatorNumberFactory(DjangoModelFactory[LegislatorNumber]):
    class Meta:
        model = LegislatorNumber

    legislator = factory.SubFactory(LegislatorFactory)
    number = factory.Sequence(lambda n: f"demo-person/{n}")


class PortraitFactory(DjangoModelFactory[Portrait]):
    """Bytes that are no picture; what makes photos small is tried with real ones."""

    class Meta:
        model = Portrait

    legislator = factory.SubFactory(LegislatorFactory)
    content = b"not a picture"


class FormerSlugFactory(DjangoModelFactory[FormerSlug]):
    class Meta:
        model = FormerSlug

    legislator = factory.SubFactory(LegislatorFactory)
    slug = factory.Sequence(lambda n: f"former-name-{n}")


class ServiceFactory(DjangoModelFactory[Service]):
    """A seat held now, in a district that no map has."""

    class Meta:
        model = Service

    legislator = factory.SubFactory(LegislatorFactory)
    chamber = Chamber.HOUSE
    district = factory.Sequence(lambda n: f"{n}th Demo")
    party = "Democratic"


class ScoredItemFactory(DjangoModelFactory[ScoredItem]):
    class Meta:
        model = ScoredItem

    session = factory.SubFactory(SessionFactory)
    chamber = Chamber.HOUSE
    number = factory.Sequence(lambda n: n + 1001)
    bill_number = "H1"
    voted_on = date(2001, 3, 1)
    title = factory.Sequence(lambda n: f"An Act to try item {n}")
    position = Side.YES
    sheet_row = factory.LazyAttribute(lambda item: item.number + 1)
    place = factory.LazyAttribute(lambda item: item.number - 1)


class VoteRowFactory(DjangoModelFactory[VoteRow]):
    class Meta:
        model = VoteRow

    session = factory.SubFactory(SessionFactory)
    chamber = Chamber.HOUSE
    sheet_row = factory.Sequence(lambda n: n + 1005)
    written_number = factory.LazyAttribute(lambda row: f"demo-person/{row.sheet_row}")
    written_name = factory.LazyAttribute(lambda row: f"Legislator{row.sheet_row}, Demo")
    legislator = factory.SubFactory(LegislatorFactory)


class PositionFactory(DjangoModelFactory[Position]):
    class Meta:
        model = Position

    row = factory.SubFactory(VoteRowFactory)
    item = factory.SubFactory(ScoredItemFactory, session=factory.SelfAttribute("..row.session"))
    mark = Mark.PLUS


class AgendaBillFactory(DjangoModelFactory[AgendaBill]):
    class Meta:
        model = AgendaBill

    session = factory.SubFactory(SessionFactory)
    key = factory.Sequence(lambda n: f"H{n}/S{n}")
    short_title = factory.Sequence(lambda n: f"Demo bill {n}")
    slug = factory.Sequence(lambda n: f"demo-bill-{n}")
    sheet_row = factory.Sequence(lambda n: n + 1003)


class BillVersionFactory(DjangoModelFactory[BillVersion]):
    class Meta:
        model = BillVersion

    bill = factory.SubFactory(AgendaBillFactory)
    session = factory.SelfAttribute("bill.session")
    chamber = Chamber.HOUSE
    number = factory.Sequence(lambda n: f"H{n}")
    title = "An Act relative to trying things"
    sheet_row = factory.Sequence(lambda n: n + 1002)


class SponsorColumnFactory(DjangoModelFactory[SponsorColumn]):
    class Meta:
        model = SponsorColumn

    session = factory.SubFactory(SessionFactory)
    place = factory.Sequence(lambda n: n)
    sheet_column = factory.LazyAttribute(lambda column: f"{column.place:03}")
    written_name = factory.LazyAttribute(lambda column: f"Legislator{column.place}, Demo")
    legislator = factory.SubFactory(LegislatorFactory)


class CosponsorshipFactory(DjangoModelFactory[Cosponsorship]):
    class Meta:
        model = Cosponsorship

    column = factory.SubFactory(SponsorColumnFactory)
    bill = factory.SubFactory(AgendaBillFactory, session=factory.SelfAttribute("..column.session"))
    is_yes = True


class WorkbookImportFactory(DjangoModelFactory[WorkbookImport]):
    class Meta:
        model = WorkbookImport

    session = factory.SubFactory(SessionFactory)
    file_name = "2001.xlsx"
    content = b"not a workbook"
    digest = "0" * 64


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    session = factory.SubFactory(SessionFactory)
    written_name = "Legislator, Demo"


class CorrectionFactory(DjangoModelFactory[Correction]):
    class Meta:
        model = Correction

    page = "/scorecard/"
    said = "The date is wrong."


class BoundaryFactory(DjangoModelFactory[Boundary]):
    """A district without a place; what reads shapes is tried with real ones."""

    class Meta:
        model = Boundary

    chamber = Chamber.HOUSE
    district = factory.Sequence(lambda n: f"{n}th Demo")
    shape = b"not a shape"
    digest = "0" * 64
