"""``python -m jalon.web``: start the site, or run a command of Django's."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str]) -> int:
    """``serve``, its parts ``answer`` and ``work``, or any command of Django's.

    Returns:
        the exit code.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jalon.web.settings")
    import django  # it reads the settings that the line above names

    django.setup()
    first, rest = (arguments or [""])[0], arguments[1:]
    if first == "serve":
        from jalon.web.serving import serve  # models need Django set up

        return serve(rest)
    if first == "answer":
        from jalon.web.answering import answer  # models need Django set up

        answer(rest)
    elif first == "work":
        from jalon.web.working import work  # models need Django set up

        work()
    else:
        from django.core.management import execute_from_command_line  # models need Django set up

        execute_from_command_line(["jalon", *arguments])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
