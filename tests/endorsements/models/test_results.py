"""Records, results and files of the record are written once, by the step that may."""

import pytest
from django.db import IntegrityError

from endorsements.models import CastRecord, Contest, RecordFile, Result, RoundStatus
from tests.factories.endorsements import counted_round, open_round, published_round
from tests.tampering import guards_off, statuses_in_which

pytestmark = pytest.mark.django_db
S = RoundStatus


def test_a_code_stands_once_in_a_contest():
    counted_round(["ash"])
    known = CastRecord.objects.get()

    with pytest.raises(IntegrityError, match="code_once_in_a_contest"), guards_off():
        CastRecord.objects.create(contest=known.contest, code=known.code)


def test_the_database_groups_records_by_what_they_say():
    voting_round = counted_round(["ash", "birch", "ash", ""])
    counted_round(["ash"])
    records = CastRecord.objects.of(voting_round.contests.get())

    assert records.profile() == {"ash": 2, "birch": 1, "": 1}
    assert CastRecord.objects.filter(code="").profile() == {}


def test_records_are_read_in_the_order_of_their_codes(django_assert_num_queries):
    records = CastRecord.objects.of(counted_round(["ash", "birch", "ash"]).contests.get())

    with django_assert_num_queries(1):
        read = list(records.in_order())
    assert read == sorted(records.values_list("code", "selection"))


def test_rankings_with_more_ranks_than_so_many_are_found():
    contest = counted_round(["ash"]).contests.get()
    with guards_off():
        for number, selection in enumerate(["a>b", "a>b>c", "a>b>c", "a>>>b=c", ""]):
            CastRecord.objects.create(contest=contest, code=f"{number:A>12}", selection=selection)

    records = CastRecord.objects.of(contest)
    assert sorted(records.ranking_beyond(2)) == ["a>>>b=c", "a>b>c"]
    assert sorted(records.ranking_beyond(3)) == ["a>>>b=c"]
    assert list(records.ranking_beyond(4)) == []


def test_records_and_results_are_written_by_the_count_alone():
    voting_round = open_round(1)
    contest = Contest.objects.get()

    def add_record():
        CastRecord.objects.create(contest=contest, code="A" * 12, selection="ash")

    def add_result():
        Result.objects.create(contest=contest, outcome="endorsed", numbers={})

    assert statuses_in_which(voting_round, add_record) == {(S.MIXED, "")}
    assert statuses_in_which(voting_round, add_result) == {(S.MIXED, "")}


@pytest.mark.parametrize(
    ("model", "change"), [(CastRecord, {"selection": "birch"}), (Result, {"outcome": "tie"})]
)
def test_records_and_results_are_never_changed_and_go_only_when_all_is_over(model, change):
    voting_round = counted_round(["ash"])
    rows = model.objects.all()

    assert statuses_in_which(voting_round, lambda: rows.update(**change)) == set()
    assert statuses_in_which(voting_round, rows.delete) == {(S.CERTIFIED, ""), (S.ANNULLED, "")}


def test_a_rehearsals_records_and_results_may_go():
    published_round(["ash"], rehearsal=True)

    for model in (CastRecord, Result, RecordFile):
        model.objects.all().delete()

    assert not RecordFile.objects.exists()


def test_a_file_of_the_record_has_its_name_alone():
    published_round(["ash"])
    known = RecordFile.objects.first()

    with pytest.raises(IntegrityError, match="record_file_once_in_a_round"), guards_off():
        RecordFile.objects.create(round=known.round, name=known.name, content="")


def test_files_of_the_record_are_written_at_scheduling_and_at_publication():
    voting_round = open_round(1)

    def add():
        RecordFile.objects.create(round=voting_round, name="notes.txt", content="Trust me.")

    assert statuses_in_which(voting_round, add) == {(S.DRAFT, ""), (S.COUNTED, "")}


def test_a_file_of_the_record_is_never_changed_and_kept_with_its_round():
    voting_round = open_round(1)
    files = RecordFile.objects.all()

    assert statuses_in_which(voting_round, lambda: files.update(content="Other.")) == set()
    assert statuses_in_which(voting_round, files.delete) == {(S.DRAFT, ""), (S.ANNULLED, "")}


def test_names_tell_nothing_of_a_ballot():
    contest = Contest(office="Governor")

    assert str(CastRecord(selection="ash", code="A" * 12)) == "cast vote record"
    assert str(Result(contest=contest, outcome="tie")) == "Governor: tie"
    assert str(RecordFile(name="roll.txt")) == "roll.txt"


def test_nothing_stands_beside_a_record_but_contest_code_and_choice():
    columns = []
    for model in (CastRecord, Result):
        columns.append([field.column for field in model._meta.concrete_fields])

    assert columns == [
        ["id", "contest_id", "code", "selection"],
        ["id", "contest_id", "outcome", "numbers"],
    ]
