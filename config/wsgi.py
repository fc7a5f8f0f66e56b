"""Where gunicorn finds the site."""

import os

from django.core.wsgi import get_wsgi_application

from config import role

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
role.current = "web"

application = get_wsgi_application()
