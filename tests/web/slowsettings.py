"""The settings of the site, with the application of the slow work."""

from jalon.web.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "web.slowworks.Slow"]  # noqa: F405
