"""Addresses of accounts: those pages of the library that the site opens, by name; all others are closed."""

from __future__ import annotations

from importlib import import_module

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.urls import URLPattern, URLResolver, include, path, re_path

from jalon.web.accounts import cas, views
from jalon.web.accounts.federation import federation_apps

_RESET = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"

_OPEN: list[URLPattern | URLResolver] = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(_RESET, account.password_reset_from_key, name="account_reset_password_from_key"),
    path("2fa/", factor.index, name="mfa_index"),
    path("2fa/authenticate/", factor.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("3rdparty/", social.connections, name="socialaccount_connections"),
    path("3rdparty/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", social.login_error, name="socialaccount_login_error"),
    # Says that nobody has opened an account for whom a federation named.
    path("3rdparty/signup/", social.signup, name="socialaccount_signup"),
    path("cas/", cas.ask, name="cas_ask"),
    path("cas/back/", cas.come_back, name="cas_back"),
    path("demo/", views.enter_demo, name="demo_enter"),
]

# The library builds the addresses of these, so that they have one; what answers is « no such page ».
_CLOSED: list[URLPattern | URLResolver] = [
    path("signup/", views.closed, name="account_signup"),
    path("email/", views.closed, name="account_email"),
    path("confirm-email/", views.closed, name="account_email_verification_sent"),
    path("confirm-email/<str:key>/", views.closed, name="account_confirm_email"),
    path("login/code/confirm/", views.closed, name="account_confirm_login_code"),
    path("reauthenticate/code/", views.closed, name="account_request_reauthentication_code"),
    path("reauthenticate/code/confirm/", views.closed, name="account_confirm_reauthentication_code"),
]

urlpatterns = [
    *_OPEN,
    *_CLOSED,
    *(path("", include(import_module(f"{one}.urls").urlpatterns)) for one in federation_apps()),
]
