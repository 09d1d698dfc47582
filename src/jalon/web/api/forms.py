"""The form that makes a token."""

from __future__ import annotations

from django import forms

from jalon.kernel.texts import Text
from jalon.web.api.models import TokenScope
from jalon.web.api.tokens import LONGEST_DAYS
from jalon.web.rights.decide import Who
from jalon.web.rights.roles import Right
from jalon.web.site.asking import language

_TERMS = (
    (30, Text("30 jours", "30 days")),
    (90, Text("90 jours", "90 days")),
    (LONGEST_DAYS, Text("un an", "one year")),
)
_SCOPES = (
    (TokenScope.READ.value, Text("lire seulement", "read only")),
    (
        f"{TokenScope.READ.value} {TokenScope.WRITE.value}",
        Text("lire et envoyer des données", "read and send data"),
    ),
)
_NO_NAME = Text(
    "Donnez un nom\u00a0: celui du programme qui s’en servira.",
    "Give it a name: that of the program that will use it.",
)
_NOT_OFFERED = Text("Choisissez dans la liste.", "Choose from the list.")


class TokenForm(forms.Form):
    """A name, what the token is for, and its term."""

    name = forms.CharField(max_length=80)
    scopes = forms.ChoiceField()
    days = forms.TypedChoiceField(coerce=int)

    def __init__(self, who: Who, *args: object, **more: object) -> None:
        super().__init__(*args, **more)
        mine = language()
        offered = _SCOPES if who.may(Right.SEND) else _SCOPES[:1]
        self.fields["scopes"].choices = [(value, text.say(mine)) for value, text in offered]
        self.fields["days"].choices = [(days, text.say(mine)) for days, text in _TERMS]
        self.fields["name"].error_messages["required"] = _NO_NAME.say(mine)
        for field in ("scopes", "days"):
            for error in ("required", "invalid_choice"):
                self.fields[field].error_messages[error] = _NOT_OFFERED.say(mine)

    def scopes_asked(self) -> tuple[TokenScope, ...]:
        """What the token is to be used for."""
        return tuple(map(TokenScope, self.cleaned_data["scopes"].split()))
