"""Sign-in by a federation (OIDC, SAML, CAS): what the environment turns on.

A federation proves who somebody is. It makes no account and gives no role: both are made here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from jalon.web.accounts.samlmetadata import Identity, identities_of

_UID = ("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "eduPersonPrincipalName")
_SUBJECT = ("urn:oasis:names:tc:SAML:attribute:subject-id",)
_MAIL = ("urn:oid:0.9.2342.19200300.100.1.3", "mail")
"""The attributes of an academic federation, by their identifier and by their name."""


class FederationUnreadable(Exception):
    """A variable of a federation is missing or names a file that cannot be read."""


@dataclass(frozen=True, slots=True)
class Federations:
    """The federations of an installation.

    Attributes:
        oidc: settings of an OpenID Connect provider, None without one.
        saml: one set of settings for each identity provider.
        cas: address of a CAS server, empty without one.
        cas_name: its name on the sign-in page.
        cas_attribute: the attribute that holds the e-mail address.
        origins: where sign-in forms lead, which the content policy must name.
    """

    oidc: Mapping[str, object] | None
    saml: tuple[Mapping[str, object], ...]
    cas: str
    cas_name: str
    cas_attribute: str
    origins: tuple[str, ...]


def federations_of(given: Mapping[str, str]) -> Federations:
    """What the variables of an installation say.

    Raises:
        FederationUnreadable: one of them is missing or wrong.
    """
    identities = _identities(given)
    oidc, cas = given.get("JALON_OIDC_ISSUER", "").rstrip("/"), given.get("JALON_CAS_URL", "")
    also = given.get("JALON_OIDC_ORIGINS", "").split(",")
    leads_to = [oidc, cas, *(one.address for one in identities), *(one.strip() for one in also)]
    return Federations(
        oidc=_oidc(oidc, given) if oidc else None,
        saml=tuple(_saml(one, given) for one in identities),
        cas=f"{cas.rstrip('/')}/" if cas else "",
        cas_name=given.get("JALON_CAS_NAME", "CAS"),
        cas_attribute=given.get("JALON_CAS_ATTRIBUTE", "mail"),
        origins=tuple(dict.fromkeys(_origin(one) for one in leads_to if one)),
    )


def _oidc(issuer: str, given: Mapping[str, str]) -> Mapping[str, object]:
    return {
        "provider_id": "oidc",
        "name": given.get("JALON_OIDC_NAME", "OpenID Connect"),
        "client_id": _named(given, "JALON_OIDC_CLIENT_ID"),
        "secret": _named(given, "JALON_OIDC_CLIENT_SECRET"),
        "settings": {
            "server_url": issuer,
            "token_auth_method": given.get("JALON_OIDC_AUTH_METHOD") or None,
            # Whoever proves an address there opens the account of that address here.
            "email_authentication": given.get("JALON_OIDC_TRUSTED") == "1",
        },
    }


def _identities(given: Mapping[str, str]) -> tuple[Identity, ...]:
    named = given.get("JALON_SAML_METADATA", "")
    if not named:
        return ()
    try:
        written = Path(named).read_bytes()
    except OSError as error:
        raise FederationUnreadable(f"JALON_SAML_METADATA: {named}: {error.strerror}") from error
    wanted = [one.strip() for one in given.get("JALON_SAML_ENTITIES", "").split(",") if one.strip()]
    found = identities_of(written, wanted)
    if missing := set(wanted) - {one.entity for one in found}:
        raise FederationUnreadable(f"JALON_SAML_ENTITIES: {', '.join(sorted(missing))}: not in {named}")
    if not found:
        raise FederationUnreadable(f"JALON_SAML_METADATA: {named}: no identity provider in it")
    return found


def _saml(identity: Identity, given: Mapping[str, str]) -> Mapping[str, object]:
    is_trusted = given.get("JALON_SAML_TRUSTED") == "1"
    mine = {"entity_id": given["JALON_SAML_SERVICE"]} if given.get("JALON_SAML_SERVICE") else {}
    return {
        "provider_id": identity.entity,
        "name": identity.name,
        "client_id": identity.slug,
        "settings": {
            "sp": mine,
            "idp": {
                "entity_id": identity.entity,
                "sso_url": identity.address,
                "x509cert": identity.certificate,
            },
            "attribute_mapping": {
                "uid": _attributes(given, "JALON_SAML_UID", (*_UID, *_SUBJECT)),
                "email": _attributes(given, "JALON_SAML_EMAIL", _MAIL),
            },
            "advanced": {"strict": True, "reject_idp_initiated_sso": True, **_keys(given)},
            # Academic attributes do not say that an address is verified: trusting the provider says it.
            "verified_email": is_trusted,
            "email_authentication": is_trusted,
        },
    }


def _keys(given: Mapping[str, str]) -> Mapping[str, object]:
    """The pair with which assertions are encrypted to us and our requests are signed."""
    if not given.get("JALON_SAML_KEY"):
        return {}
    try:
        key = Path(given["JALON_SAML_KEY"]).read_text(encoding="ascii")
        certificate = Path(_named(given, "JALON_SAML_CERTIFICATE")).read_text(encoding="ascii")
    except OSError as error:
        raise FederationUnreadable(f"JALON_SAML_KEY: {error.filename}: {error.strerror}") from error
    return {"private_key": key, "x509cert": certificate, "authn_request_signed": True}


def _attributes(given: Mapping[str, str], name: str, usual: tuple[str, ...]) -> list[str]:
    return [given[name]] if given.get(name) else list(usual)


def _named(given: Mapping[str, str], name: str) -> str:
    if not given.get(name):
        raise FederationUnreadable(f"{name} is not set")
    return given[name]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


FEDERATIONS = federations_of(os.environ)
"""Those of this process: read once, as Django reads its settings."""


def federation_apps() -> list[str]:
    """The applications of the federations that are configured."""
    providers = "allauth.socialaccount.providers"
    found = [f"{providers}.openid_connect"] if FEDERATIONS.oidc else []
    return [*found, f"{providers}.saml"] if FEDERATIONS.saml else found


def federation_settings() -> dict[str, object]:
    """Their settings."""
    providers: dict[str, object] = {}
    if FEDERATIONS.oidc:
        providers["openid_connect"] = {"OAUTH_PKCE_ENABLED": True, "APPS": [FEDERATIONS.oidc]}
    if FEDERATIONS.saml:
        providers["saml"] = {"APPS": list(FEDERATIONS.saml)}
    found: dict[str, object] = {
        "SOCIALACCOUNT_PROVIDERS": providers,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "SOCIALACCOUNT_STORE_TOKENS": False,
    }
    if FEDERATIONS.cas:
        found |= {
            "CAS_SERVER_URL": FEDERATIONS.cas,
            "CAS_VERSION": "3",
            "CAS_CREATE_USER": False,
            "CAS_FORCE_CHANGE_USERNAME_CASE": "lower",
            "CAS_USERNAME_ATTRIBUTE": FEDERATIONS.cas_attribute,
        }
    return found
