"""The admin in the colours of the public site (static/css/tokens.css): one house, two doors."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static

# Paper to ink, and the civic blue with lighter and darker steps around it.
INK = {
    "50": "#fbfaf7",
    "100": "#f0eee8",
    "200": "#e2dfd7",
    "300": "#d0cdc4",
    "400": "#a4a6aa",
    "500": "#62666d",
    "600": "#454950",
    "700": "#383e49",
    "800": "#222730",
    "900": "#1a1e25",
    "950": "#14171c",
}
CIVIC = {
    "50": "#f2f6fb",
    "100": "#e6edf6",
    "200": "#cfe0fa",
    "300": "#a8c8f4",
    "400": "#7ea9e6",
    "500": "#4379c3",
    "600": "#123c74",
    "700": "#0f3364",
    "800": "#0c2c57",
    "900": "#0a274f",
    "950": "#071b38",
}


def mark(request: HttpRequest) -> str:
    return static("images/mark.svg")


def stylesheet(request: HttpRequest) -> str:
    return static("css/admin.css")


def theme(organisation_name: str) -> dict[str, Any]:
    """The settings of django-unfold."""
    return {
        "SITE_TITLE": f"{organisation_name}: staff desk",
        "SITE_HEADER": organisation_name,
        "SITE_SUBHEADER": "Staff desk",
        "SITE_ICON": mark,
        "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": mark}],
        "STYLES": [stylesheet],
        "BORDER_RADIUS": "4px",
        "COLORS": {"base": INK, "primary": CIVIC},
        "SIDEBAR": {"show_search": True},
        "DASHBOARD_CALLBACK": "endorsements.admin.home.dashboard",
    }
