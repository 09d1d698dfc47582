"""The form that freezes and signs a vintage."""

from __future__ import annotations

from datetime import date

from django import forms

from jalon.figures.vintages import is_name
from jalon.kernel.texts import Text
from jalon.web.desk import desk, today
from jalon.web.site.asking import language


def _label(text: Text) -> str:
    return text.say(language())


class FreezeForm(forms.Form):
    """How the vintage is called, whose knowledge it holds, and the words by which it is signed."""

    name = forms.CharField(max_length=100)
    as_of = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    statement = forms.CharField(max_length=500, min_length=10, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: object = None) -> None:
        super().__init__(data, initial={"as_of": today().isoformat()}, label_suffix="")  # type: ignore[arg-type]
        for name, (label, help_text) in _WORDS.items():
            self.fields[name].label = _label(label)
            self.fields[name].help_text = _label(help_text)

    def clean_name(self) -> str:
        """A name that no vintage has, and that can be one."""
        name = str(self.cleaned_data["name"]).strip()
        if not is_name(name):
            raise forms.ValidationError(_label(_NO_NAME))
        if name in desk().vintages():
            raise forms.ValidationError(_label(_TAKEN))
        return name

    def clean_as_of(self) -> date:
        """A day that is over, or today."""
        day: date = self.cleaned_data["as_of"]
        if day > today():
            raise forms.ValidationError(_label(_FUTURE))
        return day


_WORDS = {
    "name": (
        Text("Nom du millésime", "Name of the vintage"),
        Text(
            "Pour toujours\u00a0: lettres, chiffres, points et traits d’union. Exemple\u00a0: revue-2025.",
            "For ever: letters, digits, dots and hyphens. Example: review-2025.",
        ),
    ),
    "as_of": (
        Text("Ce qui était connu le", "What was known on"),
        Text(
            "Les livraisons reçues après ce jour n’y entrent pas.",
            "Deliveries received after that day are left out.",
        ),
    ),
    "statement": (
        Text("Déclaration de signature", "Statement of signature"),
        Text(
            "Dans vos mots\u00a0: ce que vous figez, pour qui, avec quelles réserves. Elle reste "
            "attachée au millésime, "
            "avec votre nom.",
            "In your words: what you freeze, for whom, with which reservations. It stays attached to the "
            "vintage, "
            "with your name.",
        ),
    ),
}
_NO_NAME = Text(
    "Ce n’est pas un nom possible\u00a0: lettres, chiffres, points, traits d’union\u00a0; "
    "«\u00a0now\u00a0» est pris.",
    "This cannot be a name: letters, digits, dots, hyphens; “now” is taken.",
)
_TAKEN = Text(
    "Un millésime porte déjà ce nom. Un millésime ne change jamais\u00a0: choisissez un autre nom.",
    "A vintage has this name already. A vintage never changes: choose another name.",
)
_FUTURE = Text("Ce jour n’est pas encore venu.", "That day has not come yet.")
