"""A photo is served under the address that names it, and under no other."""

import pytest
from django.urls import reverse

from scorecard import portraits
from tests.factories.scorecard import LegislatorFactory
from tests.scorecard.test_photos import picture

pytestmark = pytest.mark.django_db


def test_it_may_be_kept_for_good(client):
    one = portraits.hang(LegislatorFactory().pk, picture(), by=None)

    answer = client.get(one.photo_address)

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_former_photo_is_not_found(client):
    one = portraits.hang(LegislatorFactory().pk, picture(), by=None)
    former = one.photo_address
    portraits.hang(one.pk, picture(size=(300, 300)), by=None)

    assert client.get(former).status_code == 404
    nobodys = reverse("scorecard:photo", args=["nobody", "0"])
    assert client.get(nobodys).status_code == 404
