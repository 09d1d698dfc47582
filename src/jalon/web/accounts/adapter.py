"""How accounts come to be: an administrator makes them; nobody makes their own."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Local accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a role is given before a first sign-in."""
        del request
        return False


class FederationAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Accounts proved by a federation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: a federation proves who somebody is, not what they may do here."""
        del request, sociallogin
        return False
