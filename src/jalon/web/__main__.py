"""``python -m jalon.web``: start the site, or run a command of Django's."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str]) -> None:
    """``serve [--port N] [--bind ADDRESS]`` or any command of Django's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.web.settings")
    import django

    django.setup()
    from jalon.web.serving import serve

    if arguments[:1] == ["serve"]:
        serve(arguments[1:])
        return
    from django.core.management import execute_from_command_line

    execute_from_command_line(["jalon", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
