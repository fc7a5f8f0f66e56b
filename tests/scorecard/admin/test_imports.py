"""Staff upload a workbook, look at it, apply it, say who is meant, and take it back."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import AuditEvent
from scorecard.models import Answer, Legislator, ScoredItem, VoteRow, WorkbookImport
from tests.factories.members import UserFactory
from tests.factories.scorecard import WorkbookImportFactory
from tests.scorecard import sheets

pytestmark = pytest.mark.django_db
LIST = reverse("admin:scorecard_workbookimport_changelist")
ADD = reverse("admin:scorecard_workbookimport_add")


def upload(client, content, name="2001.xlsx", year="2001"):
    file = SimpleUploadedFile(name, content)
    return client.post(ADD, {"first_year": year, "file": file}, follow=True)


def text(response):
    return response.content.decode()


def newest():
    return WorkbookImport.objects.latest("pk")


def do(client, name, one=None):
    url = reverse("admin:scorecard_import_act", args=[(one or newest()).pk, name])
    return client.post(url, follow=True)


def without_number_of_ben():
    grids = sheets.grids()
    grids["House_Votes"][5][0] = ""
    return sheets.workbook(grids)


def who(one, place="row 6", search=""):
    url = reverse("admin:scorecard_import_who", args=[one.pk])
    return f"{url}?sheet=House_Votes&place={place}&q={search}"


def test_a_workbook_is_shown_applied_and_taken_back(admin_client, seated):
    html = text(upload(admin_client, sheets.workbook()))
    assert "Nothing is written yet" in html
    assert "House 5: " in html
    assert not ScoredItem.objects.exists()

    assert "The workbook is applied." in text(do(admin_client, "apply"))
    assert ScoredItem.objects.count() == 4
    assert "applied" in text(do(admin_client, "apply"))
    assert ScoredItem.objects.count() == 4

    assert "taken back" in text(do(admin_client, "undo"))
    assert not ScoredItem.objects.exists()
    assert AuditEvent.objects.filter(action="scorecard.workbook_undone").exists()


def test_two_files_at_once_are_two_imports_and_only_the_last_is_taken_back(admin_client, seated):
    upload(admin_client, sheets.workbook())
    first = newest()
    upload(admin_client, without_number_of_ben())
    do(admin_client, "apply", first)
    do(admin_client, "apply")

    assert "Only the workbook that was applied last" in text(do(admin_client, "undo", first))
    do(admin_client, "undo")
    assert VoteRow.objects.get(written_name="Best, Ben").legislator.family_name == "Best"


def test_the_same_file_twice_is_kept_once_and_then_changes_nothing(admin_client, seated):
    content = sheets.workbook()
    upload(admin_client, content)
    upload(admin_client, content)
    assert WorkbookImport.objects.count() == 1
    do(admin_client, "apply")

    html = text(upload(admin_client, content))
    assert "Scored items: 0 changed" in html
    assert "Rows of votes: 0 changed" in html


@pytest.mark.parametrize("place", ["ready", "applied"])
def test_an_answer_is_remembered_and_followed_at_once(admin_client, seated, place):
    assert "Best, Ben" in text(upload(admin_client, without_number_of_ben()))
    if place == "applied":
        do(admin_client, "apply")
    page = who(newest())
    assert "Ben Best" in text(admin_client.get(page))

    ben = Legislator.objects.get(family_name="Best")
    html = text(admin_client.post(page, {"who": ben.pk, "reason": "asked"}, follow=True))

    assert "No open questions." in html
    assert Answer.objects.get().legislator == ben
    assert VoteRow.objects.filter(legislator=ben).exists() == (place == "applied")
    assert admin_client.get(page).status_code == 404


@pytest.mark.parametrize("choice", ["new", "nobody"])
def test_somebody_new_and_nobody_are_answers_too(admin_client, seated, choice):
    upload(admin_client, without_number_of_ben())
    do(admin_client, "apply")

    admin_client.post(who(newest()), {"who": choice, "here_only": "on"})

    answer = Answer.objects.get()
    assert answer.sheet == "House_Votes"
    assert (answer.legislator is None) == (choice == "nobody")
    assert Legislator.objects.filter(family_name="Best").count() == (2 if choice == "new" else 1)


def test_somebody_else_is_found_by_name_or_number(admin_client, seated):
    upload(admin_client, without_number_of_ben())
    assert "Cara Cox" in text(admin_client.get(who(newest(), search="cox")))
    assert "Cara Cox" in text(admin_client.get(who(newest(), search=sheets.CARA)))
    assert "Cara Cox" not in text(admin_client.get(who(newest(), search="zz")))
    cara = Legislator.objects.get(family_name="Cox")
    admin_client.post(who(newest()), {"who": cara.pk})
    assert not Answer.objects.exists()


def bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("xl/workbook.xml", b" " * (61 * 1024**2))
    return content.getvalue()


def without_bills():
    grids = sheets.grids()
    del grids["House_Bills"]
    return sheets.workbook(grids)


def a_million_rows():
    files = sheets.csvs()
    files["House_Votes.csv"] += "a,b\n" * 1_000_000
    return sheets.archive(files)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: b"not a workbook", "This is not a workbook (.xlsx), nor an archive of CSV files."),
        (bomb, "60 MB"),
        (without_bills, "These sheets are missing from 2001.xlsx: House_Bills."),
        (a_million_rows, "House_Votes is larger than 3,000 rows of 1,500 cells."),
    ],
)
def test_a_file_that_cannot_be_read_says_so_in_one_sentence(admin_client, make, sentence):
    html = text(upload(admin_client, make()))
    assert sentence in html
    assert "Nothing was changed." in html
    assert "Apply this workbook" not in html
    assert newest().status == "unreadable"
    assert "This workbook could not be read: there is nothing to apply." in text(
        do(admin_client, "apply")
    )
    assert not ScoredItem.objects.exists()


def test_an_item_without_a_side_is_refused_in_one_sentence(admin_client):
    grids = sheets.grids()
    grids["House_Bills"][2][7] = "maybe"
    html = text(upload(admin_client, sheets.workbook(grids)))
    assert "neither yes nor no" in html
    assert "Apply this workbook" not in html


def test_unknown_marks_and_formulas_are_reported_and_counted(admin_client, seated):
    html = text(
        upload(admin_client, sheets.workbook(House_Votes__C5="maybe", House_Votes__D5="=1"))
    )
    assert "House_Votes C5" in html
    assert "formulas" in html
    assert "Apply this workbook" in html


@pytest.mark.parametrize("year", ["2024", "1901", "2999", "x"])
def test_a_year_in_which_no_session_begins_is_refused(admin_client, year):
    upload(admin_client, sheets.workbook(), year=year)
    assert not WorkbookImport.objects.exists()


def test_who_may_only_look_changes_nothing(client, seated, admin_client):
    upload(admin_client, without_number_of_ben())
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_workbookimport"))
    client.force_login(user)
    html = text(client.get(reverse("admin:scorecard_workbookimport_change", args=[newest().pk])))
    assert "Apply this workbook" not in html
    assert do(client, "apply").status_code == 403
    assert client.get(who(newest())).status_code == 403
    assert client.get(ADD).status_code == 403


def test_the_list_counts_its_queries(admin_client, django_assert_max_num_queries):
    counts = []
    for more in (1, 2):
        WorkbookImportFactory.create_batch(more)
        with django_assert_max_num_queries(30) as asked:
            admin_client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
