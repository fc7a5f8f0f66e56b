"""What an organisation says to its members about money, and how often a stranger may ask."""

# How the model organisation says it itself (its public page on endorsements, 2014).
MODEL_STATEMENT = (
    "Our sustaining members, who are invested in our long term vision, choose whom — if anyone "
    "— deserves the Progressive Massachusetts endorsement."
)
# "Am I a member?": so often may one network ask, and so often about one address.
RATE_LIMITS = {
    "inquiry_by_network": "20/h/ip",
    "inquiry_by_address": "3/d/key",
    "challenge": "20/h/user",
}
# Joining by card asks Stripe for a page each time; who tries stolen cards would ask often.
RATE_LIMITS |= {"join": "20/10m/ip"}
# Mistakes that readers of the scorecard report: each writes a row and a mail to staff.
RATE_LIMITS |= {"correction": "10/h/ip"}
# Candidates' private links that nobody was given; a real link is never counted.
RATE_LIMITS |= {"candidate_link": "20/h/ip"}
# Words in the discussion of a contest, reports among them, from one log-in.
RATE_LIMITS |= {"discussion": "12/10m/user"}


def tax_notice(organisation_name: str) -> str:
    """What 26 USC 6113 has political organisations say; another text is a setting."""
    return (
        f"Contributions and dues to {organisation_name} are not deductible as charitable "
        "contributions for federal income tax purposes."
    )
