"""The door of the API: a token, what it is for, and the rights of its owner; nothing else opens it."""

from __future__ import annotations

import math
import time
from typing import Any  # what ninja's doors answer

from django.http import HttpRequest
from ninja.security import HttpBearer

from jalon.kernel.texts import Text
from jalon.web.accounts.who import who_is
from jalon.web.api.models import Token, TokenScope
from jalon.web.api.problems import Problem
from jalon.web.api.tokens import REQUESTS_A_MINUTE, count_use, recognised
from jalon.web.rights.decide import Refused
from jalon.web.rights.roles import Right


class BearerToken(HttpBearer):
    """What an operation takes: any one of some rights, and a token that may be used for it.

    A browser's session opens nothing here, so that no other site can have its reader's browser ask.
    """

    def __init__(self, *rights: Right, scope: TokenScope = TokenScope.READ, content: str = "") -> None:
        assert rights, "an operation says which right it takes"
        super().__init__()
        self.rights, self.scope, self._content = rights, scope, content

    def __call__(self, request: HttpRequest) -> Any:
        """The token, once everything is checked; the request then carries its owner, as pages do.

        Raises:
            Problem: there is no usable token, it made too many requests, or may not be used for this.
            Refused: its owner has not the right.
        """
        words = request.headers.get("Authorization", "").split()
        is_bearer = len(words) == 2 and words[0].lower() == "bearer"
        if not is_bearer:
            raise Problem("no-token", _NO_TOKEN, {"WWW-Authenticate": 'Bearer realm="jalon"'})
        return self.authenticate(request, words[1])

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """See :meth:`__call__`."""
        found = recognised(token)
        if found is None:
            challenge = 'Bearer realm="jalon", error="invalid_token"'
            raise Problem("no-token", _BAD_TOKEN, {"WWW-Authenticate": challenge})
        if not count_use(found):
            left = 60 - math.floor(time.time()) % 60
            raise Problem("too-many", _TOO_MANY, {"Retry-After": str(left)})
        if not found.allows(self.scope):
            challenge = f'Bearer realm="jalon", error="insufficient_scope", scope="{self.scope.value}"'
            raise Problem("scope", _SCOPES[self.scope], {"WWW-Authenticate": challenge})
        self._admit(request, found)
        return found

    def _admit(self, request: HttpRequest, token: Token) -> None:
        who = who_is(token.user)
        request.user, request.who = token.user, who
        if not who.may(Right.USE_API):
            raise Refused(who, Right.USE_API)
        if not any(who.may(right) for right in self.rights):
            raise Refused(who, self.rights[0])
        # Nothing of what is sent was read so far.
        if self._content and request.content_type != self._content:
            raise Problem("content", Text(f"Attendu\u00a0: {self._content}.", f"Expected: {self._content}."))


_NO_TOKEN = Text(
    "Montrez un jeton\u00a0: «\u00a0Authorization: Bearer …\u00a0». On en crée un sur la page "
    "«\u00a0API\u00a0» du site.",
    "Show a token: “Authorization: Bearer …”. Tokens are made on the page “API” of the site.",
)
_BAD_TOKEN = Text(
    "Ce jeton est inconnu, révoqué ou échu. On en crée un sur la page «\u00a0API\u00a0» du site.",
    "This token is unknown, revoked or expired. Tokens are made on the page “API” of the site.",
)
_TOO_MANY = Text(
    f"Un jeton fait au plus {REQUESTS_A_MINUTE} requêtes par minute\u00a0: attendez, puis reprenez.",
    f"A token makes at most {REQUESTS_A_MINUTE} requests a minute: wait, then go on.",
)
_SCOPES = {
    TokenScope.READ: Text("Ce jeton ne sert pas à lire.", "This token is not for reading."),
    TokenScope.WRITE: Text(
        "Ce jeton ne sert qu’à lire\u00a0: créez-en un qui permet aussi d’envoyer.",
        "This token is for reading only: make one that may send too.",
    ),
}
