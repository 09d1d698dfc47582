"""How accounts come to be, and what the library that signs people in may do with them."""

from __future__ import annotations

import base64
import hashlib
import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from jalon.web.accounts.who import first_page, who_is

_LOG = logging.getLogger("jalon.access")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a role is given before a first sign-in."""
        del request
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in, and say so to whoever watches the machine."""
        super().login(request, user)
        _LOG.info("account-%s signed in from %s", user.pk, self.get_client_ip(request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """A page that opens: keeping accounts gives no figure to read."""
        return first_page(who_is(request.user))

    def authentication_failed(self, request: HttpRequest, **credentials: object) -> None:
        """Say it too; the address that was tried may be somebody's password, and is left out."""
        super().authentication_failed(request, **credentials)
        _LOG.warning("a sign-in failed from %s", self.get_client_ip(request))


class FederationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts proved by a federation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a federation proves who somebody is, not what they may do here."""
        del request, sociallogin
        return False


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: their secrets are kept encrypted, so that a copy of the database opens no account."""

    def encrypt(self, text: str) -> str:
        """Under a key made from the one that signs sessions."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    made = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"second factor").digest()
    return Fernet(base64.urlsafe_b64encode(made))
