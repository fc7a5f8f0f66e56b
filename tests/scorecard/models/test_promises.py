"""What the database refuses to store, constraint by constraint."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.utils import timezone

from scorecard.models import Chamber, CorrectionStatus, ImportStatus, ItemKind
from tests.factories import scorecard as make

pytestmark = pytest.mark.django_db

DAY = date(2001, 3, 1)

REFUSED_ALONE = {
    "grading_rules_are_shares": lambda: make.GradingRulesFactory(
        marked_below_percent=101, shown_from_percent=90
    ),
    "grading_rules_mark_only_what_they_show": lambda: make.GradingRulesFactory(
        shown_from_percent=90, marked_below_percent=50
    ),
    "session_status_is_known": lambda: make.SessionFactory(status="hidden"),
    "legislator_has_a_name": lambda: make.LegislatorFactory(name="", slug="demo"),
    "legislator_number_says_something": lambda: make.LegislatorNumberFactory(number=""),
    "service_chamber_is_known": lambda: make.ServiceFactory(chamber="crown"),
    "service_names_its_district": lambda: make.ServiceFactory(district=""),
    "service_ends_after_it_began": lambda: make.ServiceFactory(
        began_on=DAY, ended_on=date(2001, 2, 28)
    ),
    "boundary_chamber_is_known": lambda: make.BoundaryFactory(chamber="crown"),
    "boundary_has_a_shape": lambda: make.BoundaryFactory(shape=b""),
    "boundary_names_its_district": lambda: make.BoundaryFactory(district=""),
    "topic_name_is_in_lower_case": lambda: make.TopicNameFactory(name="Economy"),
    "scored_item_is_of_known_kinds": lambda: make.ScoredItemFactory(position="so"),
    "made_up_item_has_no_bill_and_no_day": lambda: make.ScoredItemFactory(kind=ItemKind.OTHER),
    "vote_row_chamber_is_known": lambda: make.VoteRowFactory(chamber="crown"),
    "position_mark_is_known": lambda: make.PositionFactory(mark="?"),
    "bill_version_chamber_is_known": lambda: make.BillVersionFactory(chamber="crown"),
    "workbook_import_status_is_known": lambda: make.WorkbookImportFactory(status="lost"),
    "applied_workbook_says_when": lambda: make.WorkbookImportFactory(status=ImportStatus.APPLIED),
    "correction_status_is_known": lambda: make.CorrectionFactory(
        status="lost", settled_at=timezone.now()
    ),
    "settled_correction_says_when": lambda: make.CorrectionFactory(
        status=CorrectionStatus.DECLINED
    ),
    "made_correction_says_what_was_changed": lambda: make.CorrectionFactory(
        status=CorrectionStatus.MADE, settled_at=timezone.now()
    ),
    "portrait_shows_something": lambda: make.PortraitFactory(content=b""),
}
# A thing, and what a second one must share with it to be refused.
REFUSED_TWICE = {
    "session_has_years_of_its_own": (make.SessionFactory, ["first_year"], {"number": 999}),
    "session_has_a_number_of_its_own": (make.SessionFactory, ["number"], {}),
    "legislator_has_an_address_of_their_own": (make.LegislatorFactory, ["slug"], {}),
    "legislator_number_is_one_person": (make.LegislatorNumberFactory, ["number"], {}),
    "former_address_leads_to_one_person": (make.FormerSlugFactory, ["slug"], {}),
    "seat_is_held_by_one_person": (make.ServiceFactory, ["district"], {}),
    "legislator_holds_one_seat": (make.ServiceFactory, ["legislator"], {}),
    "district_has_one_boundary": (make.BoundaryFactory, ["district"], {}),
    "topic_has_a_name_of_its_own": (make.TopicFactory, ["name"], {}),
    "topic_has_an_address_of_its_own": (make.TopicFactory, ["slug"], {}),
    "topic_name_leads_to_one_topic": (make.TopicNameFactory, ["name"], {}),
    "scored_item_has_a_number_of_its_own": (make.ScoredItemFactory, ["session", "number"], {}),
    "vote_row_stands_once": (make.VoteRowFactory, ["session", "sheet_row"], {}),
    "legislator_has_one_vote_row": (make.VoteRowFactory, ["session", "legislator"], {}),
    "position_stands_once": (make.PositionFactory, ["row", "item"], {}),
    "agenda_bill_has_its_own_key": (make.AgendaBillFactory, ["session", "key"], {}),
    "agenda_bill_has_an_address_of_its_own": (make.AgendaBillFactory, ["session", "slug"], {}),
    "bill_version_stands_once": (make.BillVersionFactory, ["bill", "session", "sheet_row"], {}),
    "sponsor_column_stands_once": (make.SponsorColumnFactory, ["session", "sheet_column"], {}),
    "legislator_has_one_sponsor_column": (
        make.SponsorColumnFactory,
        ["session", "legislator"],
        {},
    ),
    "cosponsorship_stands_once": (make.CosponsorshipFactory, ["column", "bill"], {}),
    "answer_is_given_once": (make.AnswerFactory, ["session", "written_name"], {}),
}


@pytest.mark.parametrize("name", REFUSED_ALONE)
def test_a_row_that_breaks_a_promise_is_refused(name):
    with pytest.raises(IntegrityError, match=name):
        REFUSED_ALONE[name]()


@pytest.mark.parametrize("name", REFUSED_TWICE)
def test_a_second_of_what_stands_once_is_refused(name):
    factory, shared, others = REFUSED_TWICE[name]
    first = factory()

    with pytest.raises(IntegrityError, match=name):
        factory(**{field: getattr(first, field) for field in shared}, **others)


def test_every_promise_is_tried():
    models = apps.get_app_config("scorecard").get_models()
    promised = {constraint.name for model in models for constraint in model._meta.constraints}

    assert promised == {
        *REFUSED_ALONE,
        *REFUSED_TWICE,
        "grading_rules_have_a_name_of_their_own",
    }


def test_two_grading_rules_cannot_share_a_name():
    rules = make.GradingRulesFactory()

    with pytest.raises(IntegrityError, match="grading_rules_have_a_name_of_their_own"):
        type(rules).objects.create(name=rules.name)


def test_a_row_that_repeats_another_is_of_the_same_person():
    first = make.VoteRowFactory()
    make.VoteRowFactory(session=first.session, legislator=first.legislator, repeats=first)

    assert list(type(first).objects.each_person_once()) == [first]


def test_who_left_a_seat_may_be_followed():
    gone = make.ServiceFactory(chamber=Chamber.SENATE, district="First Demo", ended_on=DAY)
    now = make.ServiceFactory(chamber=Chamber.SENATE, district="First Demo", began_on=DAY)
    services = type(now).objects

    assert list(services.current()) == [now]
    assert set(services.on(date(2001, 2, 1))) == {gone}
    assert list(type(now.legislator).objects.serving()) == [now.legislator]
