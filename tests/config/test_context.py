"""What every template may say about the organisation."""

import pytest

from config.context import name_of_zone, organisation


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "Eastern"),
        ("America/Los_Angeles", "Pacific"),
        ("Europe/Lisbon", "Lisbon time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("UTC", "UTC time"),
    ],
)
def test_name_of_zone_is_the_one_people_use(zone, name):
    assert name_of_zone(zone) == name


def test_organisation_gives_templates_the_settings(rf, settings):
    settings.ORGANISATION_NAME = "Riverton Action"
    settings.ORGANISATION_CONTACT = "hello@riverton.example"
    settings.TIME_ZONE = "America/Chicago"
    settings.DEMO = False

    assert organisation(rf.get("/")) == {
        "organisation_name": "Riverton Action",
        "organisation_contact": "hello@riverton.example",
        "time_zone": "America/Chicago",
        "time_zone_name": "Central",
        "is_demo": False,
        "mailbox_url": "",
    }
