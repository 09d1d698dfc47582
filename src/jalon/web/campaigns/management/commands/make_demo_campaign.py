"""``python -m jalon.web make_demo_campaign``: open a campaign in a demonstration."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from jalon.web.campaigns.demo import make_demo_campaign


class Command(BaseCommand):
    """A process of its own: the tables of the lake cannot be read before the server makes its processes."""

    help = "Open a campaign on what the dossier asks for, in a demonstration."

    def handle(self, *args: object, **options: object) -> None:
        """Open it, unless there is one."""
        del args, options
        make_demo_campaign()
