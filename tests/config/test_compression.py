"""A page travels compressed only where there is no secret to guess from its length."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.compression import CompressionMiddleware
from tests.factories.members import UserFactory

LONG = "a word " * 200


def sent(response=None, **request):
    asked = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    asked.COOKIES.update(request)
    return CompressionMiddleware(lambda _: response or HttpResponse(LONG))(asked)


def with_cookie():
    response = HttpResponse(LONG)
    response.set_cookie("csrftoken", "secret")
    return response


def test_a_stranger_s_page_is_compressed():
    assert sent()["Content-Encoding"] == "gzip"


@pytest.mark.parametrize(
    ("response", "cookies"),
    [
        (HttpResponse(LONG), {"sessionid": "somebody"}),
        (HttpResponse(LONG + '<input name="csrfmiddlewaretoken">'), {}),
        (with_cookie(), {}),
        (HttpResponse(LONG, content_type="application/zip"), {}),
        (StreamingHttpResponse([LONG.encode()]), {}),
    ],
)
def test_what_may_hold_a_secret_or_is_no_page_is_left_as_it_is(response, cookies):
    assert "Content-Encoding" not in sent(response, **cookies)


@pytest.mark.django_db
def test_the_site_does_so(client):
    compressed = {"accept-encoding": "gzip"}
    assert client.get("/how-we-count/", headers=compressed)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/accounts/login/", headers=compressed)
    client.force_login(UserFactory())
    assert "Content-Encoding" not in client.get("/how-we-count/", headers=compressed)
