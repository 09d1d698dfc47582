"""What a reader of the catalogue may narrow a page to."""

from __future__ import annotations

from django import forms

from jalon.dossier.catalogue import Dossier
from jalon.kernel.texts import Language, Text
from jalon.services.screens.dataquality import Asked


class Filter(forms.Form):
    """A source and a unit; empty for all of them."""

    source = forms.ChoiceField(required=False)
    unit = forms.ChoiceField(required=False)

    def __init__(self, data: object, dossier: Dossier, language: Language) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict
        every_source, every_unit = _SOURCES.say(language), _UNITS.say(language)
        sources = [(name, one.name.say(language)) for name, one in dossier.sources.items()]
        units = [(one.id, one.name.say(language)) for one in dossier.perimeter.units]
        self.fields["source"].choices = [("", every_source), *sources]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", every_unit), *units]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What is asked for, once the form is valid."""
        return Asked(source=self.cleaned_data["source"], unit=self.cleaned_data["unit"])


_SOURCES = Text("toutes les sources", "all sources")
_UNITS = Text("toutes les unités", "all units")
