"""Pages for what goes wrong, in plain words."""

import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_missing_page_leads_back_to_the_front_page(client):
    response = client.get("/no/such/page/")

    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()


def test_a_form_without_its_proof_says_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@example.org"})

    assert response.status_code == 403
    assert "Nothing was recorded or changed." in response.content.decode()


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_page_for_a_fault_needs_nothing_but_itself(name):
    page = render_to_string(name)

    assert "My ballots" in page
    assert "<style" not in page
