"""A SAML identity provider of tests: its metadata, and answers that it signs as an academic one does."""

from __future__ import annotations

import base64
import re
import tempfile
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://idp.example.org/idp/shibboleth"
_MAIL, _NAME = "urn:oid:0.9.2342.19200300.100.1.3", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"
_ATTRIBUTE = """<saml:Attribute Name="{name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">
<saml:AttributeValue>{value}</saml:AttributeValue></saml:Attribute>"""
_ANSWER = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"
 xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{id}" Version="2.0" IssueInstant="{now}"
 Destination="{acs}" InResponseTo="{asked}"><saml:Issuer>{entity}</saml:Issuer>
<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
<saml:Assertion ID="_a{id}" Version="2.0" IssueInstant="{now}"><saml:Issuer>{entity}</saml:Issuer>
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">_t</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{later}" Recipient="{acs}" InResponseTo="{asked}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{before}" NotOnOrAfter="{later}"><saml:AudienceRestriction>
<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{attributes}</saml:AttributeStatement></saml:Assertion></samlp:Response>"""
_METADATA = """<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
 xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui">
<md:EntityDescriptor entityID="{entity}"><md:IDPSSODescriptor
 protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:Extensions><mdui:UIInfo><mdui:DisplayName xml:lang="fr">Mon école</mdui:DisplayName></mdui:UIInfo>
</md:Extensions>
<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{certificate}
</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="{address}"/>
</md:IDPSSODescriptor></md:EntityDescriptor></md:EntitiesDescriptor>"""


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@dataclass
class Idp:
    """A key, its certificate, and what it is called."""

    key: rsa.RSAPrivateKey = field(default_factory=_key)
    address: str = "https://idp.example.org/idp/profile/SAML2/Redirect/SSO"
    certificate: str = ""

    def __post_init__(self) -> None:
        name, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")]), datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )
        self.certificate = made.public_bytes(serialization.Encoding.PEM).decode()

    def metadata(self) -> Path:
        """A file of metadata, as a federation publishes them."""
        path = Path(tempfile.mkdtemp(prefix="jalon-saml-")) / "metadata.xml"
        body = re.sub(r"-----[^-]+-----|\s", "", self.certificate)
        path.write_text(
            _METADATA.format(entity=ENTITY, certificate=body, address=self.address), encoding="utf-8"
        )
        return path

    def answer(
        self,
        query: dict[str, str],
        change: Callable[[str], str],
        *,
        mail: str,
        name: str = "known@idp",
        asked: str = "",
    ) -> dict[str, str]:
        """The form that a browser is given, signed, then changed by who would cheat."""
        now = datetime.now(UTC)
        acs = "http://localhost/accounts/saml/idp-example-org/acs/"
        text = _ANSWER.format(
            id=uuid.uuid4().hex,
            now=_instant(now),
            before=_instant(now - timedelta(minutes=1)),
            later=_instant(now + timedelta(minutes=5)),
            acs=acs,
            audience=acs.replace("acs/", "metadata/"),
            asked=asked or _asked(query),
            entity=ENTITY,
            attributes=_ATTRIBUTE.format(name=_MAIL, value=mail) + _ATTRIBUTE.format(name=_NAME, value=name),
        )
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        signed = OneLogin_Saml2_Utils.add_sign(
            text,
            private,
            self.certificate,
            sign_algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            digest_algorithm="http://www.w3.org/2001/04/xmlenc#sha256",
        )
        told = signed.decode() if isinstance(signed, bytes) else signed
        form = {"SAMLResponse": base64.b64encode(change(told).encode()).decode()}
        return {**form, "RelayState": query["RelayState"]} if query.get("RelayState") else form


def _asked(query: dict[str, str]) -> str:
    request = zlib.decompress(base64.b64decode(query["SAMLRequest"]), -15).decode()
    found = re.search(r'\sID="([^"]+)"', request)
    assert found, request
    return found.group(1)


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
