"""Staff upload a file, look at the preview, apply it and take it back."""

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from members import imports, progress, proposals
from members.errors import MembersError
from members.models import AuditEvent, Import, Look, Proposal, User
from members.models.imports import MOST_ATTEMPTS
from tests.factories.members import ImportFactory, StaffFactory, UserFactory
from tests.members.feeding import apply, ledger, line, table

pytestmark = pytest.mark.django_db
LIST = reverse("admin:members_import_changelist")
ADD = reverse("admin:members_import_add")


@pytest.fixture(autouse=True)
def fifth_of_may():
    with time_machine.travel("2026-05-05T16:00:00Z"):
        yield


def page(one) -> str:
    return reverse("admin:members_import_change", args=[one.pk])


def do(one, name: str) -> str:
    return reverse("admin:members_import_act", args=[one.pk, name])


def upload(client, content: bytes, **fields):
    file = SimpleUploadedFile("payments.csv", content)
    return client.post(ADD, {"source": "csv", "file": file} | fields)


def agree(one) -> None:
    """Somebody else confirms what is proposed about the import."""
    proposal = Proposal.objects.waiting().get(object_id=one.pk)
    proposals.confirm(proposal.pk, by=StaffFactory())
    one.refresh_from_db()


def staff_who_may(client, *rights):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)


def test_an_upload_is_kept_and_waits(admin_client):
    response = upload(admin_client, table(line()))

    one = Import.objects.get()
    assert response.url == page(one)
    assert (one.status, one.file_name, one.source) == ("received", "payments.csv", "csv")
    html = admin_client.get(page(one)).content.decode()
    assert "waits to be read" in html
    assert '<noscript><meta http-equiv="refresh"' in html
    assert "js/import-progress.js" in html
    assert ledger() == []


def test_a_file_is_previewed_applied_and_undone(admin_client):
    upload(admin_client, table(line(), line(id="2", amount="-5")))
    one = Import.objects.get()
    imports.work_on(one.pk)

    html = admin_client.get(page(one)).content.decode()
    assert Look.objects.get().term == "imports: payments.csv"
    assert "Nothing is written yet" in html
    assert "Ada Lovelace, Natick gains good standing" in html
    assert "Dues of $120 on 3 March 2026 cover until 3 March 2027." in html
    assert "Line 3" in html
    assert "The amount -5 is below zero" in html

    response = admin_client.post(do(one, "apply"), {"reason": "From ActBlue, looked through."})
    proposal = Proposal.objects.get()
    assert response.url == reverse("admin:members_proposal_change", args=[proposal.pk])
    html = admin_client.get(response.url).content.decode()
    assert "goes onto the ledger: 1 new lines, 1 are left out." in html
    assert "1 people gain good standing by it, 0 lose it." in html
    imports.work_on(one.pk)
    assert ledger() == []
    agree(one)
    imports.work_on(one.pk)
    assert len(ledger()) == 1
    html = admin_client.get(page(one)).content.decode()
    assert "This is what it changed" in html
    assert "Ada Lovelace, Natick</a> gains good standing" in html

    admin_client.post(do(one, "undo"), {"reason": "The wrong file."})
    imports.work_on(one.pk)
    assert len(ledger()) == 1
    agree(one)
    imports.work_on(one.pk)
    assert ledger() == []
    assert "was undone" in admin_client.get(page(one)).content.decode()
    events = AuditEvent.objects.filter(action__startswith="import.").order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "import.received",
        "import.ordered",
        "import.applied",
        "import.recalled",
        "import.undone",
    ]


def test_what_cannot_be_done_now_is_said(admin_client):
    one = apply(table(line()))

    reason = {"reason": "Once more."}
    html = admin_client.post(do(one, "apply"), reason, follow=True).content.decode()

    assert "This import is applied." in html
    assert len(ledger()) == 1


@pytest.mark.parametrize("name", ["apply", "undo"])
def test_nobody_applies_or_undoes_a_file_without_a_reason_or_alone(admin_client, name):
    states = {"apply": {"status": "previewed"}, "undo": {"status": "applied"}}
    one = ImportFactory(**states[name], settled_at=timezone.now() if name == "undo" else None)
    before = one.status

    html = admin_client.post(do(one, name), {"reason": " "}, follow=True).content.decode()
    assert "Please say why" in html
    admin_client.post(do(one, name), {"reason": "I say so."})
    proposal = Proposal.objects.get()
    with pytest.raises(MembersError):
        proposals.confirm(proposal.pk, by=proposal.proposed_by)

    one.refresh_from_db()
    assert one.status == before


def test_what_changed_meanwhile_is_not_applied(admin_client):
    one = ImportFactory(status="previewed")
    admin_client.post(do(one, "apply"), {"reason": "From ActBlue."})
    imports.order(one.pk, by=StaffFactory())

    with pytest.raises(MembersError, match="This import is being applied"):
        agree(one)


def test_a_file_that_is_none_says_why(admin_client):
    upload(admin_client, b"PK\x03\x04")
    one = Import.objects.get()
    imports.work_on(one.pk)

    html = admin_client.get(page(one)).content.decode()

    assert "Save the sheet as CSV first" in html
    assert "Apply this file" not in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"file": ""}, "This field is required"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "The submitted file is empty"),
        ({"source": "paypal"}, "Select a valid choice"),
    ],
)
def test_an_upload_that_is_none_is_refused_in_words(admin_client, fields, words):
    response = upload(admin_client, table(line()), **fields)

    assert words in response.content.decode()
    assert not Import.objects.exists()


def test_an_upload_that_is_too_large_is_refused_in_words(admin_client, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST_FILE", 1024**2)

    response = upload(admin_client, b"x" * (1024**2 + 1))

    assert "The file is larger than 1 MB." in response.content.decode()


def test_refused_lines_are_handed_out_without_formulas(admin_client):
    one = ImportFactory(refusals=[[2, "=1+1 is odd"], [3, "plain, with comma"]])

    response = admin_client.get(reverse("admin:members_import_refusals", args=[one.pk]))

    assert response.content.decode() == (
        'line,reason\r\n2,\'=1+1 is odd\r\n3,"plain, with comma"\r\n'
    )
    assert f"refused-{one.pk}.csv" in response["Content-Disposition"]


def test_long_lists_are_cut_and_say_so(admin_client):
    one = ImportFactory(
        status="previewed",
        refusals=[[number, "odd"] for number in range(203)],
        outcomes=[
            {
                "member": 1,
                "name": "Ada",
                "before": "a",
                "after": "b",
                "is_good": False,
                "is_new": False,
            }
        ],
        counts={"new": 0, "refused": 203, "gained": 0, "lost": 1234},
    )

    html = admin_client.get(page(one)).content.decode()

    assert "And 3 more." in html
    assert "And 1,034 more." in html


def test_who_may_only_look_sees_and_does_nothing(client):
    staff_who_may(client, "view_import")
    one = imports.preview(
        imports.receive(source="csv", file_name="a.csv", content=table(line()), by=None).pk
    )

    html = client.get(page(one)).content.decode()

    assert "Nothing is written yet" in html
    assert "Apply this file" not in html
    assert client.post(do(one, "apply")).status_code == 403
    assert upload(client, table(line())).status_code == 403
    assert Import.objects.get().status == "previewed"


def test_who_may_nothing_sees_nothing(client):
    staff_who_may(client)
    one = ImportFactory()
    refusals = reverse("admin:members_import_refusals", args=[one.pk])

    assert [client.get(url).status_code for url in (LIST, page(one), refusals)] == [403] * 3


def test_buttons_act_on_post_alone(admin_client):
    one = ImportFactory(status="previewed")

    assert admin_client.get(do(one, "apply")).status_code == 405
    assert admin_client.post(do(one, "destroy")).status_code == 403


def test_an_unknown_import_is_not_found(admin_client):
    nobody = ImportFactory.build(pk=7)

    assert admin_client.get(page(nobody)).status_code == 404
    assert admin_client.post(do(nobody, "apply")).status_code == 404
    no_number = reverse("admin:members_import_change", args=["fonts.css"])
    assert admin_client.get(no_number).status_code == 404


def test_the_list_takes_as_many_queries_for_three_as_for_one(admin_client, count_queries):
    ImportFactory(by=UserFactory(), counts={"new": 3, "refused": 0})
    with count_queries() as with_one:
        admin_client.get(LIST)
    ImportFactory.create_batch(2, by=UserFactory())

    with count_queries() as with_three:
        response = admin_client.get(LIST)

    assert "payments.csv" in response.content.decode()
    assert len(with_three) == len(with_one)


@pytest.mark.django_db(transaction=True)
def test_the_page_says_how_far_a_worker_is(admin_client):
    one = ImportFactory(status="ordered")
    asked = reverse("admin:members_import_progress", args=[one.pk])
    assert admin_client.get(asked).json() == {"status": "ordered", "done": None, "of": None}

    with transaction.atomic():
        progress.Teller(one.pk, 50_000).reach(20_000)
        answer = admin_client.get(asked)
        html = admin_client.get(page(one)).content.decode()

    assert answer.json() == {"status": "ordered", "done": 20_000, "of": 50_000}
    assert "no-store" in answer["Cache-Control"]
    assert '<progress id="progress" max="50000" value="20000">' in html
    assert "20,000 of 50,000</span> lines" in html


def test_progress_is_for_those_who_may_see_imports(client):
    staff_who_may(client)
    asked = reverse("admin:members_import_progress", args=[ImportFactory().pk])

    assert client.get(asked).status_code == 403


def test_an_import_that_was_given_up_says_so_and_is_tried_again(admin_client):
    one = ImportFactory(status="ordered", attempts=MOST_ATTEMPTS)
    asked = reverse("admin:members_import_progress", args=[one.pk])
    assert admin_client.get(asked).json()["status"] == "given-up"
    html = admin_client.get(page(one)).content.decode()
    assert "Several workers could not finish this" in html
    assert 'http-equiv="refresh"' not in html

    admin_client.post(do(one, "try-again"))

    assert Import.objects.get().attempts == 0


def test_refused_lines_that_came_by_themselves_are_looked_through(admin_client):
    one = apply(table(line(amount="-5")))
    button = "I have looked through these lines"
    assert button in admin_client.get(page(one)).content.decode()

    admin_client.post(do(one, "look-through"))

    assert not Import.objects.needing_a_look().exists()
    assert button not in admin_client.get(page(one)).content.decode()
    trail = AuditEvent.objects.get(action="import.looked_through")
    assert trail.actor_label == str(User.objects.get())


def test_the_list_shows_those_that_nobody_has_looked_through(admin_client):
    apply(table(line(amount="-5")))
    ImportFactory(file_name="seen.csv")
    ImportFactory(file_name="given-up.csv", status="ordered", attempts=MOST_ATTEMPTS)

    unseen = admin_client.get(f"{LIST}?needs_a_look__exact=1").content.decode()
    given_up = admin_client.get(f"{LIST}?attempts__gte={MOST_ATTEMPTS}").content.decode()

    assert ("file.csv" in unseen, "seen.csv" in unseen) == (True, False)
    assert ("given-up.csv" in given_up, "seen.csv" in given_up) == (True, False)
