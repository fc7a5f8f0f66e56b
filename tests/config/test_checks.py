from pathlib import Path

import pytest

from config.checks import organisation_settings


def ids():
    return [message.id for message in organisation_settings()]


def test_the_settings_of_the_tests_are_sound():
    assert ids() == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("BASE_URL", "https://testserver", "site.E1"),
        ("BASE_URL", "vote.example.org", "site.E1"),
        ("BASE_URL", "http://vote.example.org", "site.E2"),
        ("ORGANISATION_CONTACT", "the office", "site.E3"),
        ("ALERT_ADDRESSES", ["a@example.org", "b.example.org"], "site.E3"),
        ("OBSERVER_ADDRESSES", ["@example.org"], "site.E3"),
        ("PLACES_FILE", "/nowhere/places.txt", "site.E7"),
    ],
)
def test_a_setting_that_cannot_be_right_is_named(settings, name, value, fault):
    setattr(settings, name, value)

    assert ids() == [fault]


def test_keys_of_two_kinds_may_not_share_a_folder(settings):
    settings.MIX_KEY_DIR = settings.TALLY_KEY_DIR = Path("/srv/keys")

    assert ids() == ["site.E4"]


@pytest.mark.parametrize(
    ("key", "secret", "found"),
    [
        ("sk_live_1", "whsec_1", []),
        ("sk_test_1", "", ["site.E5"]),
        ("", "whsec_1", ["site.E5"]),
        ("sk_test_1", "whsec_1", ["site.W1"]),
    ],
)
def test_the_keys_of_stripe_belong_together_and_to_the_live_mode(settings, key, secret, found):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET = key, secret

    assert ids() == found


@pytest.mark.parametrize("times", ["0.5", "twice", ""])
def test_levels_below_the_dues_are_none(settings, times):
    settings.JOIN_LEVELS = {"Member": "1", "Friend": times}

    assert ids() == ["site.E6"]
