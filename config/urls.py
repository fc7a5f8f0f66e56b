"""Every address of the site, by app."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config.demo_codes import codes
from config.demo_mailbox import as_html, mailbox
from config.health import health
from config.sitemap import robots, site_map

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("config.accounts")),
    path("members/", include("members.urls")),
    path("scorecard/", include("scorecard.urls")),
    path("api/v1/", include("scorecard.api.urls")),
    path("sitemap.xml", site_map, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("health/", health, name="health"),
    path("demo/mailbox/", mailbox, name="demo_mailbox"),
    path("demo/mailbox/<slug:key>/", as_html, name="demo_mail"),
    path("demo/codes/", codes, name="demo_codes"),
    path("", include("endorsements.urls")),
]

if settings.MAIL_SERVICE:
    urlpatterns.insert(0, path("mail-service/", include("anymail.urls")))

handler500 = "config.unavailable.server_error"
