"""Forms of campaigns: what may be typed, and what is said of what may not."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from jalon.kernel.texts import Text
from jalon.web.campaigns.models import Campaign
from jalon.web.campaigns.running import RESERVED, known_periods
from jalon.web.desk import desk
from jalon.web.site.asking import language


def _say(fr: str, en: str) -> str:
    return Text(fr, en).say(language())


class DayField(forms.DateField):
    """A day, as browsers write it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class CampaignForm(forms.Form):
    """A campaign. Its address is given once: links in letters lead to it."""

    name_fr = forms.CharField(max_length=120)
    name_en = forms.CharField(max_length=120)
    slug = forms.SlugField(max_length=60)
    opens = DayField()
    due = DayField()
    periods = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    sources = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    labels: ClassVar[Mapping[str, Text]] = {
        "name_fr": Text("Nom en français", "Name in French"),
        "name_en": Text("Nom en anglais", "Name in English"),
        "slug": Text("Adresse (lettres, chiffres, tirets)", "Address (letters, digits, hyphens)"),
        "opens": Text("Ouverture", "Opens"),
        "due": Text("Date limite", "Last day"),
        "periods": Text("Périodes demandées", "Periods asked for"),
        "sources": Text(
            "Sources demandées (aucune cochée\u00a0: toutes)", "Sources asked for (none ticked: all)"
        ),
    }

    def __init__(self, *args: Any, campaign: Campaign | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = campaign.periods if campaign else []
        periods = list(dict.fromkeys([*known_periods(), *kept]))
        self.fields["periods"].choices = [(label, label) for label in periods]
        sources = desk().dossier().sources.values()
        self.fields["sources"].choices = [(one.id, one.name.say(language())) for one in sources]
        for name, label in self.labels.items():
            self.fields[name].label = label.say(language())
        self._campaign = campaign
        if campaign is not None:
            del self.fields["slug"]

    def clean_slug(self) -> str:
        """An address that nothing else has."""
        slug: str = self.cleaned_data["slug"].lower()
        if slug in RESERVED or Campaign.objects.filter(slug=slug).exists():
            raise forms.ValidationError(_say("Cette adresse est prise.", "This address is taken."))
        return slug

    def clean(self) -> dict[str, Any]:
        """A campaign ends after it begins."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        opens, due = values.get("opens"), values.get("due")
        if opens and due and due < opens:
            self.add_error(
                "due",
                _say("La date limite vient après l’ouverture.", "The last day comes after the opening."),
            )
        return values


class OverrideForm(forms.Form):
    """A value and its explanation."""

    value = forms.CharField(max_length=30)
    because = forms.CharField(max_length=4000, widget=forms.Textarea)

    def clean_value(self) -> Decimal:
        """A number, written with a point or a comma."""
        text = "".join(str(self.cleaned_data["value"]).split()).replace(",", ".").rstrip("%")
        try:
            found = Decimal(text)
        except ArithmeticError:
            found = Decimal("NaN")
        if not found.is_finite():
            raise forms.ValidationError(_say("Un nombre, comme 12,5.", "A number, such as 12.5."))
        return found


class ActionForm(forms.Form):
    """What is to be done, by whom and when."""

    text = forms.CharField(max_length=4000)
    owner = forms.CharField(max_length=120)
    due = DayField()
