"""Tokens are made, shown once, recognised, and revoked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from jalon.web.accounts.models import User
from jalon.web.api.models import Token, TokenScope
from jalon.web.journal.notes import note
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

MARK = "jalon"
"""What every token starts with, so that a scanner of leaked secrets knows one when it sees it."""

LONGEST_DAYS = 365
MOST_TOKENS = 20
"""Usable tokens that one account may have at once."""

REQUESTS_A_MINUTE = 300

_USE_TOLD_EVERY = timedelta(minutes=1)
_NO_DIGEST = "0" * 64


class TooManyTokens(Exception):
    """The account has as many tokens as it may have."""


def make(request: Request, *, name: str, scopes: tuple[TokenScope, ...], days: int) -> tuple[Token, str]:
    """Make a token for whoever asks.

    Returns:
        the token, and the text that their program shows: it can be read here only.

    Raises:
        TooManyTokens: one must be revoked first.
    """
    prefix, secret = secrets.token_hex(6), secrets.token_hex(32)
    expires = timezone.now() + timedelta(days=min(days, LONGEST_DAYS))
    with transaction.atomic():
        # One row of the account is locked: two requests at once do not both make the last token.
        User.objects.select_for_update().get(pk=request.user.pk)
        if len(usable(request.user)) >= MOST_TOKENS:
            raise TooManyTokens
        token = Token.objects.create(
            user=request.user,
            name=name,
            scopes=" ".join(scope.value for scope in scopes),
            prefix=prefix,
            digest=_digest(secret),
            expires_at=expires,
        )
        note(
            request.who,
            "token.made",
            right=Right.USE_API,
            subject=f"token-{token.pk}",
            scopes=token.scopes,
            expires=expires.date().isoformat(),
        )
    return token, f"{MARK}_{prefix}_{secret}"


def revoke(request: Request, token: Token) -> None:
    """End a token at once; ending it twice changes nothing."""
    with transaction.atomic():
        ended = Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())
        if ended:
            note(request.who, "token.revoked", right=Right.USE_API, subject=f"token-{token.pk}")


def usable(user: User) -> list[Token]:
    """The tokens of somebody that still open something."""
    now = timezone.now()
    held = Token.objects.filter(user=user, revoked_at=None, expires_at__gt=now).select_related("user")
    return [token for token in held if token.is_usable(now)]


def recognised(shown: str) -> Token | None:
    """The usable token that a program shows; None for anything else, as slowly."""
    mark, _, rest = shown.partition("_")
    prefix, _, secret = rest.partition("_")
    found = Token.objects.filter(prefix=prefix).select_related("user").first() if mark == MARK else None
    is_same = hmac.compare_digest(_digest(secret), found.digest if found else _NO_DIGEST)
    return found if found and is_same and found.is_usable(timezone.now()) else None


def count_use(token: Token) -> bool:
    """Count one request of a token; False when it has made too many in this minute.

    The count is shared by the processes of the site. Two that count at the same instant may count one: it
    protects the machine, and bills nobody.
    """
    now = timezone.now()
    if token.last_used is None or now - token.last_used > _USE_TOLD_EVERY:
        Token.objects.filter(pk=token.pk).update(last_used=now)
    key = f"api-{token.pk}-{int(now.timestamp()) // 60}"
    if cache.add(key, 1, timeout=120):
        return True
    try:
        return cache.incr(key) <= REQUESTS_A_MINUTE
    except ValueError:  # swept between the two
        return True


def _digest(secret: str) -> str:
    # 256 random bits: a slow hash, made for passwords that people choose, would protect nothing more.
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
