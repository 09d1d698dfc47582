"""What a WSGI server calls; ``jalon serve`` starts one."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.web.settings")
application = get_wsgi_application()
