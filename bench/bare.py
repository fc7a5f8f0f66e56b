"""A site of one Django view that says one line: what a page is compared with.

No middleware, no database, no template. It is served by gunicorn with the site's own settings.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

WORDS = b"A bare view."


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(WORDS, headers={"Content-Length": str(len(WORDS))})


urlpatterns = [path("", bare)]
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"], MIDDLEWARE=[])
application = get_wsgi_application()
