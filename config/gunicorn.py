"""How gunicorn serves the site, in the demo and in production: `gunicorn -c config/gunicorn.py`."""

import os

wsgi_app = "config.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
# The settings are read once, before any worker: what is missing is said once, and ends it.
preload_app = True

keepalive = 30
graceful_timeout = 15
max_requests = 5000
max_requests_jitter = 500

# No access log: with addresses and times it would say who opened which ballot, and when.
# config/request_log.py writes one line per request without them.
accesslog = None
loglevel = "warning"
control_socket_disable = True
