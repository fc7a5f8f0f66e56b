import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_site_answers_a_real_browser(page):
    response = page.goto("/health/")

    assert response.status == 200
    assert page.content().count("ok") == 1
