"""Looking changes nothing: every address of the admin, and a round's own at each of its ages."""

import pytest
from django.contrib import admin
from django.urls import reverse

from endorsements.admin.acts import BY_NAME
from endorsements.models import Round
from tests.endorsements.admin.staging import IN_STATUS, button, digests
from tests.factories.endorsements import PastEndorsementFactory

pytestmark = pytest.mark.django_db


def addresses(voting_round, models):
    """Every page of these models in the admin, with this round's pages and buttons."""
    yield reverse("admin:index")
    yield reverse("admin:app_list", args=["endorsements"])
    yield f"{reverse('admin:search')}?s=round&extended=1"
    for model in models:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        first = model.objects.first()
        if first is not None:
            for page in ("change", "history", "delete"):
                yield reverse(f"{name}_{page}", args=[first.pk])
    yield reverse("admin:endorsements_round_preview", args=[voting_round.pk])
    yield reverse("admin:endorsements_round_try")
    yield f"{reverse('admin:endorsements_round_try')}?rule=stv"
    for name in BY_NAME:
        yield button(voting_round, name)


# Pages that are not about rounds look the same whatever a round is at: once is enough.
EVERY = tuple(admin.site._registry)


@pytest.mark.parametrize(
    ("status", "models"), [("draft", [Round]), ("open", [Round]), ("published", EVERY)]
)
def test_no_get_changes_anything(staff, status, models):
    voting_round = IN_STATUS[status]()
    PastEndorsementFactory()
    before = digests()
    found = addresses(voting_round, models)
    answers = {address: staff.get(address).status_code for address in found}

    assert digests() == before
    assert set(answers.values()) <= {200, 403}
    assert answers[reverse("admin:endorsements_round_change", args=[voting_round.pk])] == 200
    assert {answers[button(voting_round, name)] for name in BY_NAME} == {200}
