"""Staff find legislators, and say who they are, where they sit and how they are reached."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from members.models import AuditEvent
from scorecard.models import FormerSlug, Legislator, Service
from tests.factories.members import UserFactory
from tests.factories.scorecard import LegislatorFactory, ServiceFactory
from tests.scorecard.test_photos import picture

pytestmark = pytest.mark.django_db
LIST = reverse("admin:scorecard_legislator_changelist")


def page(one):
    return reverse("admin:scorecard_legislator_change", args=[one.pk])


def do(client, one, act, **said):
    named = {f"{act}-{name}": value for name, value in said.items()}
    return client.post(page(one), {"act": act} | named, follow=True).content.decode()


@pytest.fixture
def ada(seated, demoland):
    return Legislator.objects.get(family_name="Adams")


def test_a_legislator_is_renamed_and_the_former_address_leads_on(admin_client, ada):
    do(admin_client, ada, "rename", name="Ada Brown", given_name="Ada", family_name="Brown")
    ada.refresh_from_db()
    assert (ada.name, ada.slug) == ("Ada Brown", "ada-brown")
    assert FormerSlug.objects.filter(slug="ada-adams").exists()
    assert "This field is required" in do(admin_client, ada, "rename", name="", family_name="x")


def test_contact_is_kept_and_a_bad_address_is_not(admin_client, ada):
    do(admin_client, ada, "contact", email="ada@example.org", phone="617", page_url="")
    html = do(admin_client, ada, "contact", email="no address", phone="1", page_url="")
    assert "valid email address" in html
    ada.refresh_from_db()
    assert (ada.email, ada.phone) == ("ada@example.org", "617")


def test_a_seat_ends_another_begins_and_one_by_mistake_is_struck_out(admin_client, ada):
    seat = ada.services.get()
    assert "no day" in do(admin_client, ada, "end", service=seat.pk, ended_on="soon")
    do(admin_client, ada, "end", service=seat.pk, ended_on="2003-01-01")
    taken = do(admin_client, ada, "begin", chamber="senate", district="first demo")
    assert "Somebody holds the seat Senate, First Demo" in taken
    do(admin_client, ada, "begin", chamber="house", district="1st Demo", began_on="2004-01-01")
    new = ada.services.get(ended_on=None)
    do(admin_client, ada, "strike", service=new.pk)
    assert [str(one.ended_on) for one in ada.services.all()] == ["2003-01-01"]


def test_a_seat_of_somebody_else_is_not_touched_from_here(admin_client, ada):
    other = Service.objects.get(district="2nd Demo")
    answer = admin_client.post(page(ada), {"act": "strike", "strike-service": other.pk})
    assert answer.status_code == 404
    assert Service.objects.filter(pk=other.pk).exists()


def test_a_photo_is_shown_and_taken_off(admin_client, ada):
    html = do(admin_client, ada, "photo", photo=SimpleUploadedFile("a.jpg", picture()))
    ada.refresh_from_db()
    assert f'src="{ada.photo_address}"' in html
    do(admin_client, ada, "no_photo")
    ada.refresh_from_db()
    assert ada.photo_address == ""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg/>", "drawing (SVG) is not taken"),
        (b"x" * (30 * 1024**2), "larger than 12 MB"),
        (b"", "The file is empty."),
    ],
    ids=["svg", "large", "empty"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(admin_client, ada, content, says):
    assert says in do(admin_client, ada, "photo", photo=SimpleUploadedFile("a.jpg", content))
    ada.refresh_from_db()
    assert not ada.photo_digest


def test_numbers_are_added_and_forgotten(admin_client, ada):
    do(admin_client, ada, "number", number="demo/9")
    assert ada.numbers.filter(number="demo/9").exists()
    do(admin_client, ada, "no_number", number="demo/9")
    assert "is no number of" in do(admin_client, ada, "no_number", number="demo/9")


def test_each_act_is_on_the_trail_by_whom(admin_client, admin_user, ada):
    do(admin_client, ada, "number", number="demo/9")
    assert AuditEvent.objects.about(ada).get().actor_id == admin_user.pk
    assert "scorecard.number_added" in admin_client.get(page(ada)).content.decode()


def test_who_may_only_look_changes_nothing(client, ada):
    user = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_legislator"))
    client.force_login(user)
    html = client.get(page(ada)).content.decode()
    assert "1st Demo" in html
    assert "Begin this seat" not in html
    assert client.post(page(ada), {"act": "no_photo"}).status_code == 403


@pytest.mark.parametrize("address", ["x", "0"])
def test_nobody_is_not_found(admin_client, address):
    assert admin_client.get(f"{LIST}{address}/change/").status_code == 404


def test_an_act_that_is_none_is_not_found(admin_client, ada):
    assert admin_client.post(page(ada), {"act": "delete"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=adams", ["Ada Adams"]),
        ("q=2nd+demo", ["Ben Best"]),
        ("seat=senate", ["Cara Cox"]),
        ("seat=none", ["Demo Former"]),
        ("party=Republican", ["Ben Best"]),
        ("photo=yes", ["Cara Cox"]),
        ("photo=no&seat=house", ["Ada Adams", "Ben Best"]),
    ],
)
def test_people_are_found(admin_client, seated, query, found):
    LegislatorFactory(family_name="Former", slug="demo-former")
    Legislator.objects.filter(family_name="Cox").update(photo_digest="0")
    rows = admin_client.get(f"{LIST}?{query}").context["cl"].result_list
    assert [one.name for one in rows] == found


def test_the_list_counts_its_queries(admin_client, django_assert_max_num_queries):
    counts = []
    for more in (1, 2):
        ServiceFactory.create_batch(more)
        with django_assert_max_num_queries(30) as asked:
            admin_client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
