"""All settings, read from the environment; `docs/deployment.md` has the table of variables.

Nothing is opened or fetched here. A development checkout gets its values from
`config.embedded`, before this module is imported.
"""

import os
import sys
from pathlib import Path

import environ
import structlog
from kombu import Exchange, Queue
from structlog.typing import Processor

from config import admin_theme, mail, membership, open_data, role
from config.log_in import *  # noqa: F403  # settings, all of them

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"
env = environ.Env()

DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
# False only where the site is spoken to without TLS: the demo and the tests.
HTTPS = env.bool("HTTPS", default=not (DEMO or DEBUG))

ALWAYS_REQUIRED = ["DATABASE_URL", "REDIS_URL", "SECRET_KEY"]
REQUIRED_OF_AN_ORGANISATION = [
    "ALLOWED_HOSTS",
    "BASE_URL",
    "ORGANISATION_NAME",
    "ORGANISATION_CONTACT",
    "ALERT_ADDRESSES",
    mail.REQUIRED,
]
# The workers that open envelopes sign nothing: they are to live without these.
REQUIRED_TO_SIGN = ["SIGNING_KEY_DIR", "CHECKPOINT_DIR"]
opens_envelopes = bool(os.environ.get("MIX_KEY_DIR") or os.environ.get("TALLY_KEY_DIR"))
required = [*ALWAYS_REQUIRED]
if not DEMO:
    required += REQUIRED_OF_AN_ORGANISATION + ([] if opens_envelopes else REQUIRED_TO_SIGN)
if missing := [name for name in required if not os.environ.get(name)]:
    # Not an exception of Django's: this shall be one line, whichever program starts.
    sys.exit(
        f"Settings missing from the environment: {', '.join(missing)}. "
        "docs/deployment.md says what each is for."
    )

# --- The organisation

ORGANISATION_NAME = env("ORGANISATION_NAME", default="Progressive Massachusetts")
ORGANISATION_CONTACT = env("ORGANISATION_CONTACT", default="office@example.org")
ALERT_ADDRESSES = env.list("ALERT_ADDRESSES", default=["alerts@example.org"])
# Mails to a whole roll, so that no mail server on the way takes us for a flood.
MAILS_PER_MINUTE = env.int("MAILS_PER_MINUTE", default=600)
OBSERVER_ADDRESSES = env.list("OBSERVER_ADDRESSES", default=[])
BASE_URL = env("BASE_URL", default="http://localhost:8000").rstrip("/")
# Towns with their districts, empty for those that come with the project; what users of data read.
PLACES_FILE = env("PLACES_FILE", default="")
DATA_LICENCE = env("DATA_LICENCE", default=open_data.sentence(ORGANISATION_NAME))
TIME_ZONE = env("TIME_ZONE", default="America/New_York")
USE_TZ = True
LANGUAGE_CODE = "en-us"
FORMAT_MODULE_PATH = "config.formats"

# What an ActBlue payment is, by the page it came through: "hardship=reduced,gala=gift". Payments
# through other pages are dues. Of a gift that was split only the parts of these recipients count
# (the Recipient ID of the file); without any, all of them do.
ACTBLUE_PAGES = env.dict("ACTBLUE_PAGES", default={})
ACTBLUE_RECIPIENTS = env.list("ACTBLUE_RECIPIENTS", default=[])
# What ActBlue's webhooks log in with; without both the address answers 404.
ACTBLUE_WEBHOOK_USER = env("ACTBLUE_WEBHOOK_USER", default="")
ACTBLUE_WEBHOOK_PASSWORD = env("ACTBLUE_WEBHOOK_PASSWORD", default="")
# For so long is kept which staff member looked at whose data, at least 90 days.
LOOKS_KEPT_DAYS = env.int("LOOKS_KEPT_DAYS", default=730)

# The join page: cards by Stripe where it has both keys, else a link to the organisation's own page
# at ActBlue. Levels are multiples of the dues; the statement is a sentence of the organisation's.
STRIPE_SECRET_KEY = env("STRIPE_SECRET_KEY", default="")
STRIPE_WEBHOOK_SECRET = env("STRIPE_WEBHOOK_SECRET", default="")
STRIPE_API_BASE = env("STRIPE_API_BASE", default="https://api.stripe.com")
ACTBLUE_LINK = env("ACTBLUE_LINK", default="https://secure.actblue.com/" if DEMO else "")
JOIN_LEVELS = env.dict("JOIN_LEVELS", default={"Member": "1", "Builder": "2.5", "Pillar": "5"})
JOIN_STATEMENT = env("JOIN_STATEMENT", default=membership.MODEL_STATEMENT if DEMO else "")

# How long the record of a contributor who left is kept, and what a statement says about tax.
RETENTION_YEARS = env.int("RETENTION_YEARS", default=8)
TAX_NOTICE = env("TAX_NOTICE", default=membership.tax_notice(ORGANISATION_NAME))

# Floors for what staff set on a round: how small a contest is published, how long it is challenged.
SMALLEST_COUNTS_MINIMUM = env.int("SMALLEST_COUNTS_MINIMUM", default=3)
SMALLEST_RECORDS_MINIMUM = env.int("SMALLEST_RECORDS_MINIMUM", default=10)
FEWEST_CHALLENGE_DAYS = env.int("FEWEST_CHALLENGE_DAYS", default=1)
# Whether two people may certify before the window of a round ends (never before that floor).
EARLY_CERTIFICATION = env.bool("EARLY_CERTIFICATION", default=True)
# Whether single records are published though a ballot can be filled in more ways than there are
# ballots: a rare way may give its voter away, or prove a sold vote to who bought it.
PUBLISH_PATTERNS = env.bool("PUBLISH_PATTERNS", default=False)

# --- Secrets and folders of keys

SECRET_KEY = env("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])


def folder(name: str, in_development: str) -> Path | None:
    if given := os.environ.get(name):
        return Path(given)
    return LOCAL_DIR / in_development if DEMO else None


# None where a process has no business with that key.
SIGNING_KEY_DIR = folder("SIGNING_KEY_DIR", "keys/signing")
MIX_KEY_DIR = folder("MIX_KEY_DIR", "keys/mix")
TALLY_KEY_DIR = folder("TALLY_KEY_DIR", "keys/tally")
# Nothing can be written below a device: a worker that needs no such folder has none.
CHECKPOINT_DIR = folder("CHECKPOINT_DIR", "checkpoints") or Path(os.devnull)

# --- Apps, middleware, templates

INSTALLED_APPS = [
    "config",
    "endorsements",
    "scorecard",
    "members",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.facebook",
    "allauth.socialaccount.providers.google",
    "allauth.socialaccount.providers.twitter_oauth2",
    "allauth.usersessions",
    "pgtrigger",
]
MIDDLEWARE = [
    "config.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressionMiddleware",
    "config.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.staff_door.StaffDoorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.organisation",
            ]
        },
    }
]
# Forms are printed by our own templates/django/forms/.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- PostgreSQL: rows, sessions and cache. Valkey serves Celery alone, so that members can log
# in and vote, under rate limits, while it is away.

# What a request may take is not enough for counting, and nothing may cut a migration short.
TIMEOUTS_OF_ROLE = {
    "web": {"statement": "15s", "lock": "5s", "idle_in_transaction_session": "30s"},
    "worker": {"statement": "5min", "lock": "1min", "idle_in_transaction_session": "10min"},
    "command": {"statement": "0", "lock": "1min", "idle_in_transaction_session": "0"},
}
SESSION_PARAMETERS = {
    **{f"{name}_timeout": value for name, value in TIMEOUTS_OF_ROLE[role.current].items()},
    # A session whose process was killed in the middle of a statement gives up its locks soon.
    "client_connection_check_interval": "2s",
}
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    "ATOMIC_REQUESTS": False,
    "OPTIONS": {
        **DATABASES["default"].get("OPTIONS", {}),
        "application_name": f"endorsements-{role.current}",
        "connect_timeout": 5,
        "options": " ".join(f"-c {name}={value}" for name, value in SESSION_PARAMETERS.items()),
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Rate limits live here. Past this many entries Django throws some away, whatever they
        # are; of its default, 300, a stranger could make that many by guessing.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Celery: a message is a nudge, the database is the queue

CELERY_BROKER_URL = env("REDIS_URL").replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Longer than the hard time limit: a shorter one starts a task again while it still runs.
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": "endorsements:",
    # A dead broker must not hold up the request that rings its bell: one try, at once.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 2 if role.current == "web" else 30,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name) for name in ("default", "mix", "tally")
]
# A key's worker is the only one that gets the tasks with its name in theirs.
CELERY_TASK_ROUTES = {
    f"endorsements.tasks.*{queue}*": {"queue": queue} for queue in ("mix", "tally")
}
CELERY_TIMEZONE = TIME_ZONE
SECONDS_BETWEEN = {
    "endorsements.tasks.reconcile": 10,
    "endorsements.tasks.flush_logs": 2,
    "endorsements.tasks.prove_keys": 60,
    "endorsements.tasks.send_mail": 5,
    "endorsements.tasks.send_mailings": 5,
    "endorsements.tasks.forget_mailings": 3600,
    "endorsements.tasks.forget_rehearsals": 3600,
    "endorsements.tasks.remind_candidates": 600,
    "endorsements.tasks.publish_announcements": 30,
    "members.tasks.work_on_imports": 10,
    "members.tasks.work_on_stripe": 10,
    "members.tasks.forget_old_looks": 3600,
    "members.tasks.answer_inquiries": 10,
    "members.tasks.forget_sessions": 86_400,
    "members.tasks.erase_departures": 86_400,
    "members.tasks.reckon_months": 60,
}
CELERY_BEAT_SCHEDULE = {
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for task, seconds in SECONDS_BETWEEN.items()
}

# --- Logging in: config/log_in.py

ACCOUNT_RATE_LIMITS = membership.RATE_LIMITS
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# What an authenticator app calls us.
MFA_TOTP_ISSUER = ORGANISATION_NAME

# --- The wire

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# How many proxies of ours stand in front. What a visitor's own headers claim about address and
# TLS is believed only as far as these proxies wrote it.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
if TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Preloading binds the whole domain for good: the organisation's choice, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# __Host- binds a cookie to this host and to TLS, so that no neighbour can plant one.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

CSP_PUBLIC = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# django-unfold evaluates expressions in attributes (Alpine) and sets style attributes.
CSP_ADMIN = CSP_PUBLIC.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'").replace(
    "style-src 'self'", "style-src 'self' 'unsafe-inline'"
)

# --- Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed names need `collectstatic` first; the tests and `DEBUG` do without.
STATIC_HASHED = env.bool("STATIC_HASHED", default=not DEBUG)
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not STATIC_HASHED
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- Mail: config/mail.py

globals().update(mail.settings_for(DEMO, LOCAL_DIR))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=ORGANISATION_CONTACT)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_SERVICE = mail.SERVICE
if MAIL_SERVICE:
    INSTALLED_APPS += ["anymail"]

# --- Logging: to standard error, one event a line; no bodies, no query strings, no addresses

SHARED_PROCESSORS: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# Plain tracebacks: the prettier ones print the values of local variables.
FOR_PEOPLE = [
    structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
    )
]
FOR_MACHINES = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
structlog.configure(
    processors=[*SHARED_PROCESSORS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "events": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED_PROCESSORS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *(FOR_PEOPLE if DEMO or DEBUG else FOR_MACHINES),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        # Django would mail whole requests, bodies included, to ADMINS.
        "django": {"handlers": [], "propagate": True},
        # Says "Not Found: /path" where our own line already stands.
        "django.request": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        # Django leaves it to the server to drop the body of an answer to HEAD; gunicorn does, and
        # says so each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}

# --- The admin

UNFOLD = admin_theme.theme(ORGANISATION_NAME)
