"""Settings for the two surroundings that the tests know: a test run, and a made-up production."""

ORGANISATION = {
    "ORGANISATION_NAME": "Progressive Examples",
    "ORGANISATION_CONTACT": "office@example.org",
    "ALERT_ADDRESSES": "alerts@example.org",
    "OBSERVER_ADDRESSES": "observer@example.org",
}
PRODUCTION = ORGANISATION | {
    "DEMO": "0",
    "DEBUG": "0",
    "HTTPS": "1",
    "DATABASE_URL": "postgresql://site@db.example.org/endorsements",
    "REDIS_URL": "redis://valkey.example.org:6379/0",
    "SECRET_KEY": "as long and as random as the checks of Django want a secret key to be: 1aZ?",
    "ALLOWED_HOSTS": "vote.example.org",
    "BASE_URL": "https://vote.example.org",
    "EMAIL_URL": "smtp+tls://site:secret@mail.example.org:587",
    "SIGNING_KEY_DIR": "/srv/endorsements/keys/signing",
    "CHECKPOINT_DIR": "/srv/endorsements/checkpoints",
    "TRUSTED_PROXY_COUNT": "1",
}
TESTING = ORGANISATION | {
    "DEMO": "0",
    "DEBUG": "0",
    "HTTPS": "0",
    "STATIC_HASHED": "0",
    "SECRET_KEY": "for tests only, not a secret",
    "ALLOWED_HOSTS": "testserver,localhost",
    "BASE_URL": "http://testserver",
    "EMAIL_URL": "consolemail://",
    "LOG_LEVEL": "WARNING",
    # Rounds of three voters that are certified at once: the floors have tests of their own.
    "SMALLEST_COUNTS_MINIMUM": "1",
    "SMALLEST_RECORDS_MINIMUM": "1",
    "FEWEST_CHALLENGE_DAYS": "0",
}


def testing_below(base: str) -> dict[str, str]:
    """The same, with keys and checkpoints in the run's own folder."""
    keys = {
        f"{name.upper()}_KEY_DIR": f"{base}/keys/{name}" for name in ("signing", "mix", "tally")
    }
    return TESTING | keys | {"CHECKPOINT_DIR": f"{base}/checkpoints"}
