"""Questions that wait for an answer."""

import pytest
from django.db import IntegrityError

from members.models import Inquiry

pytestmark = pytest.mark.django_db


def test_inquiry_address_is_in_lower_case():
    with pytest.raises(IntegrityError, match="inquiry_address_is_in_lower_case"):
        Inquiry.objects.create(email="Ada@example.org")


def test_inquiry_has_an_address():
    with pytest.raises(IntegrityError, match="inquiry_has_an_address"):
        Inquiry.objects.create(email="")


def test_an_inquiry_is_called_after_a_number():
    inquiry = Inquiry.objects.create(email="ada@example.org")

    assert str(inquiry) == f"inquiry {inquiry.pk}"
