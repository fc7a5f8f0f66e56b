"""What an organisation says about money, and how often strangers may ask."""

from allauth.core.internal.ratelimit import parse_rates

from config.membership import RATE_LIMITS, tax_notice


def test_the_notice_names_the_organisation_and_federal_tax():
    assert tax_notice("The Owls") == (
        "Contributions and dues to The Owls are not deductible as charitable contributions "
        "for federal income tax purposes."
    )


def test_the_limits_are_by_network_and_by_address():
    per = {name: [rate.per for rate in parse_rates(text)] for name, text in RATE_LIMITS.items()}

    assert per == {
        "inquiry_by_network": ["ip"],
        "inquiry_by_address": ["key"],
        "challenge": ["user"],
        "join": ["ip"],
        "correction": ["ip"],
        "candidate_link": ["ip"],
        "discussion": ["user"],
    }
