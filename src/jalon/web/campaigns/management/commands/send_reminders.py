"""``python -m jalon.web send_reminders``: write the reminders of the day, and ask for them to be sent."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from jalon.web.campaigns.models import LetterState
from jalon.web.campaigns.reminding import SEND, site_address, write_letters
from jalon.web.jobs.running import ask
from jalon.web.rights.decide import NOBODY


class Command(BaseCommand):
    """For a task that runs once a day."""

    help = "Write the reminders of the day to those who owe data; the worker sends them."

    def add_arguments(self, parser) -> None:  # type: ignore[no-untyped-def]
        """Where the site is, for the links."""
        parser.add_argument(
            "--address", default="", help="address of the site, such as https://jalon.example.org"
        )

    def handle(self, *args: object, **options: str) -> None:
        """Write them once; a letter that may have left is not sent again without a person."""
        del args
        base = options["address"].rstrip("/") or site_address()
        waiting = write_letters(NOBODY, base, again=(LetterState.FAILED,))
        if waiting:
            ask(SEND, None)
        self.stdout.write(f"{waiting} letters to send")
