"""The feed of what the members decided."""

import pytest

from tests.factories.endorsements import RoundFactory, published_round

pytestmark = pytest.mark.django_db
FEED = "/endorsements/feed/"


def test_a_published_round_is_told_with_its_outcome(client):
    decided = published_round(["ash", "ash", "ash"])
    text = client.get(FEED).content.decode()
    assert f"/rounds/{decided.slug}/" in text
    assert "Ash" in text


def test_what_is_not_decided_is_not_told(client):
    RoundFactory(slug="draft-round")
    assert "draft-round" not in client.get(FEED).content.decode()
