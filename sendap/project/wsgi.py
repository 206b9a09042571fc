"""The server's entry point; it refuses to load where it would be unsafe to serve."""

import os

from django.core.wsgi import get_wsgi_application

from sendap.project import safety

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sendap.project.settings")

application = get_wsgi_application()
safety.check()
