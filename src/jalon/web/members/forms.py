"""Forms about accounts, whose choices are the roles and the units of the dossier."""

from __future__ import annotations

from typing import Any  # what forms are made of

from django import forms

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.texts import Text
from jalon.web.accounts.models import User
from jalon.web.desk import unit_label, units
from jalon.web.members.keeping import NotAllowed, may_grant
from jalon.web.rights.decide import NOBODY
from jalon.web.rights.roles import ROLES, Role
from jalon.web.site.asking import language

_TONGUES = [("fr", "Français"), ("en", "English")]


def _said(text: Text) -> str:
    return text.say(language())


class _Form(forms.Form):
    """Labels and choices are said in the language of the request, when the form is made."""

    _LABELS: dict[str, Text] = {}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self._LABELS.items():
            self.fields[name].label = _said(label)
        if "role" in self.fields:
            self.fields["role"].choices = [(role.value, _said(ROLES[role])) for role in Role]
            self.fields["unit"].choices = [(unit, _said(unit_label(unit))) for unit in (INSTITUTE, *units())]


class RoleForm(_Form):
    """A role for a unit."""

    role = forms.ChoiceField()
    unit = forms.ChoiceField()
    _LABELS = {"role": Text("Rôle", "Role"), "unit": Text("Pour", "For")}  # noqa: RUF012

    def clean(self) -> dict[str, Any]:
        """The two must go together."""
        told = super().clean() or {}
        if "role" in told and "unit" in told:
            try:
                may_grant(NOBODY, None, Role(told["role"]), told["unit"])
            except NotAllowed as problem:
                self.add_error("unit", _said(problem.text))
        return told


class NewAccountForm(RoleForm):
    """Somebody new, with a first role."""

    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(choices=_TONGUES)
    field_order = ("email", "name", "language", "role", "unit")
    _LABELS = {  # noqa: RUF012
        **RoleForm._LABELS,
        "email": Text("Adresse électronique", "E-mail address"),
        "name": Text("Nom, tel que les autres le lisent", "Name, as others read it"),
        "language": Text("Langue des lettres", "Language of letters"),
    }

    def clean_email(self) -> str:
        """An address has one account."""
        address = self.cleaned_data["email"].lower()
        if User.objects.filter(email=address).exists():
            raise forms.ValidationError(
                _said(Text("Un compte porte déjà cette adresse.", "An account has this address already."))
            )
        return str(address)


class AccountForm(_Form):
    """How somebody is named and written to."""

    name = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    language = forms.ChoiceField(choices=_TONGUES)
    version = forms.CharField(widget=forms.HiddenInput)
    _LABELS = {name: NewAccountForm._LABELS[name] for name in ("name", "language")}  # noqa: RUF012
