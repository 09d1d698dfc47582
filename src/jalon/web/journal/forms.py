"""Which events somebody wants to see."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django import forms
from django.utils import timezone

from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.journal.reading import Asked
from jalon.kernel.texts import Text
from jalon.services.journalwords import KINDS, SITE_KINDS
from jalon.web.desk import unit_label, units
from jalon.web.site.asking import language

_ALL = Text("— au choix —", "— any —")


class Filter(forms.Form):
    """The filters of the journal; every one may be left empty."""

    kind = forms.ChoiceField(required=False)
    unit = forms.ChoiceField(required=False)
    subject = forms.CharField(required=False, max_length=200)
    since = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    before = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        mine = language()
        kinds = sorted((text.say(mine), kind) for kind, text in {**KINDS, **SITE_KINDS}.items())
        self.fields["kind"].choices = [("", _ALL.say(mine)), *((kind, told) for told, kind in kinds)]
        named = [(unit, unit_label(unit).say(mine)) for unit in (INSTITUTE, *units())]
        self.fields["unit"].choices = [("", _ALL.say(mine)), *named]

    def asked(self) -> Asked:
        """The question to the journal: the last events first."""
        told = self.cleaned_data
        asked = Asked(
            kind=told["kind"], unit=told["unit"], subject=told["subject"].strip(), newest_first=True
        )
        since, until = told["since"], told["until"]
        return replace(
            asked,
            since=_start(since) if since else None,
            until=_start(until + timedelta(days=1)) if until else None,
            before=told["before"] or 0,
        )


def _start(day: date) -> datetime:
    """The first moment of a day where the site is."""
    return timezone.make_aware(datetime.combine(day, time.min))
