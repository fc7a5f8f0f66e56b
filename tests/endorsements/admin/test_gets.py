"""Looking changes nothing: every address of the admin, with a round before, in and after a vote."""

import pytest
from django.contrib import admin
from django.urls import reverse

from endorsements.admin.acts import BY_NAME
from tests.endorsements.admin.staging import IN_STATUS, button, digests
from tests.factories.endorsements import PastEndorsementFactory

pytestmark = pytest.mark.django_db


def addresses(voting_round):
    """Every page of every model in the admin, with this round's pages and buttons."""
    yield reverse("admin:index")
    yield reverse("admin:app_list", args=["endorsements"])
    yield f"{reverse('admin:search')}?s=round&extended=1"
    for model in admin.site._registry:
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


@pytest.mark.parametrize("status", ["draft", "open", "published"])
def test_no_get_changes_anything(staff, status):
    voting_round = IN_STATUS[status]()
    PastEndorsementFactory()
    before = digests()
    answers = {address: staff.get(address).status_code for address in addresses(voting_round)}

    assert digests() == before
    assert set(answers.values()) <= {200, 403}
    assert answers[reverse("admin:endorsements_round_change", args=[voting_round.pk])] == 200
    assert {answers[button(voting_round, name)] for name in BY_NAME} == {200}
