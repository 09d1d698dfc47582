"""The identity providers that a file of SAML metadata describes."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity provider.

    Attributes:
        entity: its identifier.
        slug: what names it in our addresses.
        name: how people know it.
        address: where it is asked.
        certificate: what its answers are signed with.
    """

    entity: str
    slug: str
    name: str
    address: str
    certificate: str


def identities_of(written: bytes, wanted: Collection[str]) -> tuple[Identity, ...]:
    """The identity providers of a file: those that are wanted, or its only one.

    The file comes from whoever installs the site, who has checked its signature; a federation's own is
    large, so that one names those that may be chosen.
    """
    from lxml import etree  # comes with the extra `federation`, as what follows

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(written, parser)
    found = []
    for one in root.iter("{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor"):
        entity = one.get("entityID", "")
        if (not wanted or entity in wanted) and one.find(f"{_MD}IDPSSODescriptor") is not None:
            found.append(_identity(entity, etree.tostring(one)))
    return tuple(found)


_MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
_DISPLAY = re.compile(rb"DisplayName[^>]*>([^<]+)<")


def _identity(entity: str, written: bytes) -> Identity:
    # Comes with the extra `federation`, which few installations need.
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

    told = OneLogin_Saml2_IdPMetadataParser.parse(written)["idp"]
    certificate = told.get("x509cert") or told["x509certMulti"]["signing"][0]
    host = urlsplit(entity).hostname or entity
    shown = _DISPLAY.search(written)
    name = shown.group(1).decode().strip() if shown else host
    slug = re.sub(r"[^a-z0-9-]+", "-", host.lower()).strip("-")
    return Identity(entity, slug, name, told["singleSignOnService"]["url"], certificate)
