"""Identifiers of publications, people and organisations, written one way whatever the source."""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\ufffd]+")
_DOI_LABEL = re.compile(r"(?:info:|urn:)?doi[\s:/]\s*", re.IGNORECASE)
_SCHEME = re.compile(r"https?:?//", re.IGNORECASE)
_DOI_HOST = re.compile(r"(?:^|[.-])doi[.-]org(?:[.:-]|$)", re.IGNORECASE)
_HAL_HOST = re.compile(
    r"(?:^|\.)hal(?:-[a-z]{1,30})?\.|\.(?:archives-ouvertes\.fr|ccsd\.cnrs\.fr)$", re.IGNORECASE
)
_AFTER = re.compile(r"(?:\?[a-z_]+=\S*)?[.,;:]*$", re.IGNORECASE)
"""What a sentence or an address leaves behind a DOI."""
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_HAL = re.compile(r"([a-z][a-z0-9-]*?-\d{5,9})(?:v\d{1,4})?", re.IGNORECASE)
_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4}-\d{4}-\d{4}-\d{3}[\dX])", re.IGNORECASE)
_ROR = re.compile(r"(?:https?://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}\d{2})", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
_LONGEST = 4_000


def doi(written: str | None) -> str | None:
    """A DOI in lower case, without label, address nor what an address adds; null when it is none.

    DOIs do not tell cases apart (DOI Handbook § 2.4). In an address signs are written %3C (§ 2.5.2), and what
    follows « ? » is for the resolver. The address can be that of a library, doi-org.proxy.example.

    >>> doi("https://www.doi.org/10.1000/ABC.1?nosfx=y"), doi("DOI 10.1000/x"), doi("in press")
    ('10.1000/abc.1', '10.1000/x', None)
    >>> doi("10.1000/x."), doi("10.1000/x?from=feed")
    ('10.1000/x', '10.1000/x')
    """
    bare = _unlabelled((written or "")[: 2 * _LONGEST].translate(_UNSEEN).strip())
    host, slash, rest = _SCHEME.sub("", bare, count=1).partition("/")
    if slash and _DOI_HOST.search(host):
        bare = _unlabelled(unquote(re.split("[?#]", rest, maxsplit=1)[0]))
    elif not slash:
        bare = unquote(bare)
    bare = _AFTER.sub("", bare)
    return bare.lower() if len(bare) <= _LONGEST and _DOI.fullmatch(bare) else None


def _unlabelled(written: str) -> str:
    label = _DOI_LABEL.match(written)
    return written[label.end() :] if label else written


def hal_id(written: str | None) -> str | None:
    """A HAL identifier without its version: all versions are one deposit.

    >>> hal_id("hal-01234567v2"), hal_id("tel-00011122"), hal_id("v2")
    ('hal-01234567', 'tel-00011122', None)
    """
    found = _HAL.fullmatch((written or "").strip()[:_LONGEST])
    return found[1].lower() if found else None


def deposit_at(address: str | None) -> str | None:
    """The HAL identifier in the address of a deposit, whatever portal and file; null for other addresses.

    >>> deposit_at("https://univ.hal.science/hal-01234567v2/file/x.pdf"), deposit_at("https://x.org/hal-01234567")
    ('hal-01234567', None)
    """
    host, _, rest = _SCHEME.sub("", (address or "").strip()[:_LONGEST], count=1).partition("/")
    if not _HAL_HOST.search(host.partition(":")[0]):
        return None
    found = (hal_id(part) for part in re.split("[/?#]", rest))
    return next((identifier for identifier in found if identifier), None)


def orcid(written: str | None) -> str | None:
    """An ORCID identifier, when its check character is right (ISO 7064, mod 11-2); else null.

    >>> orcid("https://orcid.org/0000-0002-1825-0097"), orcid("0000-0002-1825-0098")
    ('0000-0002-1825-0097', None)
    """
    found = _ORCID.fullmatch((written or "").strip())
    if not found:
        return None
    digits = found[1].upper().replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return found[1].upper() if digits[-1] == ("X" if check == 10 else str(check)) else None


def ror(written: str | None) -> str | None:
    """An identifier of the Research Organization Registry, without its address; null when it is none.

    >>> ror("https://ror.org/02feahw73"), ror("ror")
    ('02feahw73', None)
    """
    found = _ROR.fullmatch((written or "").strip())
    return found[1].lower() if found else None


def siren(written: str | None) -> str | None:
    """The SIREN in a French VAT number or a SIRET, or alone, when its check digit is right (Luhn); else null.

    >>> siren("FR 83 404 833 048"), siren("404 833 048 00022"), siren("404833048"), siren("404833049")
    ('404833048', '404833048', '404833048', None)
    """
    bare = re.sub(r"[\s.]", "", (written or "")[:_LONGEST]).upper()
    found = re.fullmatch(r"(?:FR[0-9A-Z]{2})?(\d{9})(?:\d{5})?", bare, re.ASCII)
    # Nine zeros pass the check, and stand for no number.
    return found[1] if found and int(found[1]) and _luhn(found[1]) else None


def grant(written: str | None) -> str | None:
    """The number of a grant agreement in letters and digits alone; null for what cannot be one.

    What comes before the number (« GA n° ») goes, and the partner that ends the number of an ANR decision.

    >>> grant("GA n° 101012345"), grant("ANR-21-CE23-0001-02"), grant("000000"), grant("en cours")
    ('101012345', 'ANR21CE230001', None, None)
    """
    bare = re.sub(r"[^0-9A-Za-z]", "", (written or "")[:_LONGEST]).upper()
    bare = re.sub(r"^(?:GRANTAGREEMENT|AGREEMENT|GA)(?:NO?)?([0-9].*)$", r"\1", bare)
    bare = re.sub(r"^(ANR[0-9]{2}[0-9A-Z]{4}[0-9]{4})[0-9]{2}$", r"\1", bare)
    digits = sum(character.isdigit() for character in bare)
    is_one = len(bare) >= 6 and digits >= 4 and len(bare.replace(bare[0], "")) >= 2
    return bare if is_one else None


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 * (doubled > 9)
    return total % 10 == 0


def title_key(written: str | None) -> str | None:
    """A title without mark-up, accents, case, spaces and punctuation, so that one title is one text.

    >>> title_key("L'<i>Été</i>&nbsp;: une étude"), title_key("…")
    ('leteuneetude', None)
    """
    bare = html.unescape(_TAG.sub("", (written or "")[:_LONGEST]))
    letters = unicodedata.normalize("NFKD", bare).casefold()
    return "".join(letter for letter in letters if letter.isalnum()) or None


def publication_key(
    *, doi: str | None, hal_id: str | None, title_key: str | None, year: str | None, family: str | None
) -> str | None:
    """The identifier of a publication, the same in every school and source that say the same of it.

    The DOI; else the HAL identifier; else a digest of the title, the year and the first author's family name,
    which says nothing of the author.

    >>> publication_key(doi=None, hal_id="hal-01234567", title_key="x", year="2020", family="Doe")
    'hal-01234567'
    """
    if doi or hal_id:
        return doi or hal_id
    if not title_key or not year:
        return None
    words = "|".join((title_key, year, title_key_or_empty(family)))
    return f"title-{hashlib.sha256(words.encode()).hexdigest()[:24]}"


def title_key_or_empty(written: str | None) -> str:
    """A name as :func:`title_key` writes it; empty for none."""
    return title_key(written) or ""


def family_name(full: str | None) -> str | None:
    """The family name in « Given Family » or « Family, Given ».

    >>> family_name("Ada de Lovelace"), family_name("Lovelace, Ada")
    ('Lovelace', 'Lovelace')
    """
    words = (full or "").strip()
    if "," in words:
        return words.partition(",")[0].strip() or None
    return words.rpartition(" ")[2] or None
