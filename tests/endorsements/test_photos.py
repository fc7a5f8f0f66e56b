"""Candidates' photos: by staff or by the candidate, small, silent, and for nobody too early."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from endorsements import custody, photos, rounds
from endorsements.models import BallotWording, Candidate, KeyName, Photo, RollEntry
from endorsements.questionnaires import wordings
from members.models import AuditEvent
from scorecard.photos import made_small
from tests.endorsements.admin.forms_sent import errors_of, form_of
from tests.endorsements.admin.staging import change_page
from tests.endorsements.questionnaires.asked import ask, path_for
from tests.endorsements.views.voters import log_in, user_of
from tests.factories.endorsements import (
    BallotQuestionFactory,
    CandidateFactory,
    contest_of,
    draft_round,
    fresh,
    open_round,
)
from tests.factories.members import StaffFactory

pytestmark = pytest.mark.django_db
SECRET = b"secret words"


def picture(colour=128, size=(900, 600)):
    """A photo that says where and when it was taken."""
    exif = Image.Exif()
    exif[0x9286] = SECRET.decode()
    exif.get_ifd(0x8825)[2] = (42.0, 21.0, 30.0)
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", exif=exif, comment=SECRET)
    assert SECRET in written.getvalue()
    return written.getvalue()


def sent(content, name="me.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")


def kept(colour=128):
    return photos.keep(made_small(picture(colour)))


@pytest.fixture
def staff(client):
    client.force_login(StaffFactory())
    return client


def row_of(page, key):
    known = str(Candidate.objects.get(key=key).pk)
    return next(
        name.removesuffix("-id")
        for name, value in page.items()
        if name.endswith("-id") and value == known
    )


def test_staff_hang_a_photo_even_while_members_vote_and_take_it_down(staff):
    voting_round = open_round(1)
    before = voting_round.definition_hash
    address = change_page(voting_round)
    page = form_of(staff.get(address))
    row = row_of(page, "ash")
    facts = {f"{row}-party": "Green", f"{row}-is_incumbent": "on"}
    staff.post(address, page | facts | {f"{row}-photo_file": sent(picture())})

    ash = Candidate.objects.get(key="ash")
    small = bytes(ash.photo.content)
    assert Image.open(io.BytesIO(small)).size == (640, 427)
    assert SECRET not in small
    assert b"Exif" not in small
    assert AuditEvent.objects.get(action="candidate.photo_hung").detail["now"] == ash.photo_id
    assert bytes(fresh(voting_round).definition_hash) == bytes(before)

    stranger = Client()
    page = stranger.get(reverse("endorsements:round", args=[voting_round.slug])).content.decode()
    assert f'src="{ash.photo_address}" alt="Photo of Ash"' in page
    assert 'class="photo" aria-hidden="true">B</span>' in page
    assert "Green · Holds this office now" in page
    answer = stranger.get(ash.photo_address)
    assert (answer.content, answer["Content-Type"]) == (small, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]

    page = form_of(staff.get(address))
    staff.post(address, page | {f"{row}-no_photo": "on"})
    assert not Photo.objects.exists()
    assert stranger.get(ash.photo_address).status_code == 404


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff" * (30 * 1024**2), "The picture is larger than 12 MB."),
        (b"<script>alert(1)</script>", "This is not a picture that we can read"),
        (b"<svg xmlns='x' onload='alert(1)'/>", "A drawing (SVG) is not taken"),
    ],
    ids=["30 MB", "pasted HTML", "SVG"],
)
def test_what_is_no_photo_is_refused_in_a_sentence(staff, client, content, says):
    voting_round = draft_round(1)
    page = form_of(staff.get(change_page(voting_round)))
    name = f"{row_of(page, 'ash')}-photo_file"
    answer = staff.post(change_page(voting_round), page | {name: sent(content)})
    assert says in errors_of(answer)["photo_file"][0]

    (invitation,) = ask()
    wish = {"name": "Ash", "photo_file": sent(content)}
    answer = Client().post(path_for(invitation) + "wording/", wish)
    assert says in answer.content.decode()
    assert not Photo.objects.exists()
    assert not BallotWording.objects.exists()


def test_a_candidate_sends_a_photo_and_staff_take_it_over(staff):
    (invitation,) = ask()
    theirs, path = Client(), path_for(invitation)
    assert theirs.get(path + "photo/").status_code == 404
    name = invitation.candidate.name
    theirs.post(path + "wording/", {"name": name, "photo_file": sent(picture())})

    wording = BallotWording.objects.get()
    assert wording.state == "asked"
    assert theirs.get(path + "photo/").content == bytes(wording.photo.content)
    # Nobody else sees it: it is not taken over, and the round is a draft.
    address = reverse("endorsements:photo", args=[wording.photo_id])
    assert theirs.get(address).status_code == 404
    desk = reverse("admin:endorsements_invitation_change", args=[invitation.pk])
    assert address in staff.get(desk).content.decode()
    assert "private" in staff.get(address)["Cache-Control"]

    # Text that is sent afterwards leaves the photo wished for; another one takes its place.
    theirs.post(path + "wording/", {"name": name})
    assert BallotWording.objects.get().state == "asked"
    theirs.post(path + "wording/", {"name": name, "photo_file": sent(picture(9))})
    assert Photo.objects.count() == 1
    wordings.take_over(invitation.pk, by=StaffFactory())
    candidate = Candidate.objects.get()
    assert candidate.photo == BallotWording.objects.get().photo
    # What stands as it was sent is confirmed from now on.
    theirs.post(path + "wording/", {"name": name})
    assert BallotWording.objects.get().state == "confirmed"


def test_the_same_photo_is_stored_once_and_as_long_as_somebody_shows_it():
    one, two = CandidateFactory(), CandidateFactory()
    staff = StaffFactory()
    for candidate in (one, two):
        photos.hang(candidate.pk, kept(), by=staff)
    photos.hang(two.pk, kept(), by=staff)
    assert Photo.objects.count() == 1
    assert AuditEvent.objects.filter(action="candidate.photo_hung").count() == 2

    photos.hang(one.pk, None, by=staff)
    assert Photo.objects.count() == 1
    photos.hang(two.pk, kept(9), by=staff)
    assert list(Photo.objects.all()) == [Candidate.objects.get(pk=two.pk).photo]


def test_the_ballot_shows_no_photo_and_the_whole_question(client):
    asked = BallotQuestionFactory(text="Shall it be <b>so</b>?", arguments_against="Dear.")
    draft = draft_round(3)
    contest_of("question", round=draft, for_question=asked, at_election=asked.election)
    Candidate.objects.update(photo=kept())
    rounds.schedule(draft.pk, by=StaffFactory())
    for key in KeyName:
        custody.make_key(draft.pk, key)
    voting_round = rounds.open_voting(draft.pk)
    log_in(client, user_of(RollEntry.objects.filter(round=voting_round).first()))

    page = client.get(reverse("endorsements:ballot", args=[voting_round.slug])).content.decode()

    assert "Shall it be &lt;b&gt;so" in page
    assert "<p>Dear.</p>" in page
    assert Photo.objects.get().digest not in page
    assert 'class="photo"' not in page
