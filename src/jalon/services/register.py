"""The register of processings: article 30 of Regulation (EU) 2016/679, under the headings that CNIL gives.

Headings: https://www.cnil.fr/fr/RGDP-le-registre-des-activites-de-traitement (controller and officer,
purposes, categories of persons and of data, recipients, transfers, erasure, security).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.entity import Column, Entity, Sensitivity
from jalon.dossier.privacy import After, Basis, Kept, Processing
from jalon.kernel.texts import EMPTY, Language, Text
from jalon.review.document import (
    Block,
    Callout,
    CalloutKind,
    Definition,
    Definitions,
    Document,
    Heading,
    Paragraph,
)
from jalon.review.words import labelled
from jalon.services.documents import page, table
from jalon.services.rows import Row

PERSONAL = frozenset({Sensitivity.PERSONAL, Sensitivity.SPECIAL})

BASES = {
    Basis.CONSENT: Text("consentement", "consent"),
    Basis.CONTRACT: Text("contrat", "contract"),
    Basis.LEGAL_OBLIGATION: Text("obligation légale", "legal obligation"),
    Basis.VITAL_INTEREST: Text("sauvegarde des intérêts vitaux", "vital interests"),
    Basis.PUBLIC_TASK: Text("mission d’intérêt public", "task in the public interest"),
    Basis.LEGITIMATE_INTEREST: Text("intérêt légitime", "legitimate interests"),
}
KEPT = {
    Kept.ROWS: Text("lignes du lac", "rows of the lake"),
    Kept.RECEIVED: Text("fichiers reçus", "received files"),
    Kept.QUARANTINE: Text("lignes refusées, en quarantaine", "refused rows, in quarantine"),
}
AFTERS = {
    After.PERIOD_END: Text("après la fin de la période", "after the end of the period"),
    After.RECEIVED: Text("après la réception", "after reception"),
}
SECURITY = Text(
    "Pseudonymes à clé, la clé hors du lac. Identifiants directs dans les seuls fichiers reçus, "
    "lisibles de leur "
    "seul propriétaire. Messages, quarantaine et comptes rendus sans cellule d’un fichier qui parle "
    "de personnes. "
    "Accès par rôle, unité et sensibilité. Petits effectifs masqués à la publication. Purge prouvée, journal "
    "scellé.",
    "Keyed pseudonyms, the key outside the lake. Direct identifiers in the received files alone, "
    "readable by their "
    "owner only. Messages, quarantine and reports without any cell of a file that speaks of persons. "
    "Access by "
    "role, unit and sensitivity. Small numbers hidden in publication. Purges proved, in a sealed journal.",
)
NOT_SAID = Text("non précisé", "not stated")
NONE_ABROAD = Text("aucun", "none")


def personal_columns(entity: Entity) -> tuple[Column, ...]:
    """The columns that speak of persons."""
    return tuple(one for one in entity.columns if one.sensitivity in PERSONAL or one.pseudonym)


def unregistered(dossier: Dossier) -> tuple[Entity, ...]:
    """The entities that some source fills, that hold personal data, and that no processing names."""
    filled = {source.entity for source in dossier.sources.values()}
    personal = (dossier.entities[name] for name in sorted(filled) if personal_columns(dossier.entities[name]))
    return tuple(entity for entity in personal if not dossier.privacy.processings_of(entity.id))


def register_rows(dossier: Dossier, language: Language) -> list[Row]:
    """One flat row for each processing and entity."""
    return [
        _row(dossier, one, dossier.entities[name], language)
        for one in dossier.privacy.processings
        for name in one.entities
    ]


def _row(dossier: Dossier, one: Processing, entity: Entity, language: Language) -> Row:
    privacy = dossier.privacy
    sources = dossier.sources_of(entity.id)
    return {
        "processing": one.id,
        "title": one.title.say(language),
        "controller": privacy.controller.say(language),
        "contact": privacy.contact,
        "purpose": one.purpose.say(language),
        "basis": BASES[one.basis].say(language),
        "because": one.because.say(language),
        "persons": one.persons.say(language),
        "entity": entity.id,
        "data": "; ".join(_data(column, language) for column in personal_columns(entity)),
        "special": "; ".join(one.name for one in entity.columns if one.sensitivity is Sensitivity.SPECIAL)
        or None,
        "sources": "; ".join(source.name.say(language) for source in sources) or None,
        "recipients": one.recipients.say(language),
        "transfers": (one.transfers if one.transfers != EMPTY else NONE_ABROAD).say(language),
        **{f"retention_{of}": _term(dossier, of, entity.id, language) for of in Kept},
        "security": _security(dossier, language),
        "references": "; ".join(map(str, one.references)) or None,
    }


def _data(column: Column, language: Language) -> str:
    said = column.description.say(language)
    keyed = Text("pseudonyme", "pseudonym").say(language)
    marks = [mark for mark in (column.sensitivity.value, keyed if column.pseudonym else "") if mark]
    name = f"{column.name} ({', '.join(marks)})"
    return labelled(name, said, language) if said else name


def _term(dossier: Dossier, of: Kept, entity: str, language: Language) -> str:
    rule = dossier.privacy.rule(of, entity)
    if rule is None:
        return NOT_SAID.say(language)
    return f"{rule.term.say(language)} {AFTERS[rule.after].say(language)} ({rule.because.say(language)})"


def _security(dossier: Dossier, language: Language) -> str:
    return f"{SECURITY.say(language)} {dossier.privacy.security.say(language)}".strip()


def register(dossier: Dossier, *, as_of: date, language: Language) -> Document:
    """The register as a document."""
    title = Text("Registre des activités de traitement", "Register of processing activities")
    under = Text("article 30 du RGPD", "article 30 of the GDPR")
    return page(dossier, title, under, _blocks(dossier, language), as_of=as_of, language=language)


def _blocks(dossier: Dossier, language: Language) -> Iterator[Block]:
    missing = unregistered(dossier)
    if missing:
        names = ", ".join(entity.id for entity in missing)
        told = Text(
            f"Données personnelles qu’aucun traitement ne nomme\u00a0: {names}.",
            f"Personal data that no processing names: {names}.",
        )
        yield Callout(kind=CalloutKind.WARNING, content=(told.say(language),))
    for number, one in enumerate(dossier.privacy.processings, start=1):
        yield Heading(level=1, text=one.title.say(language), anchor=f"p{number}")
        yield _sheet(dossier, one, language)
        for entity in (dossier.entities[name] for name in one.entities):
            yield from _entity(dossier, entity, language)
    if not dossier.privacy.processings:
        yield Paragraph(
            (Text("Aucun traitement n’est déclaré.", "No processing is declared.").say(language),)
        )


def _sheet(dossier: Dossier, one: Processing, language: Language) -> Definitions:
    privacy = dossier.privacy
    items = (
        (Text("Responsable", "Controller"), privacy.controller.say(language)),
        (Text("Délégué à la protection des données", "Data protection officer"), privacy.contact),
        (Text("Finalité", "Purpose"), one.purpose.say(language)),
        (
            Text("Base légale", "Legal basis"),
            labelled(BASES[one.basis].say(language), one.because.say(language), language),
        ),
        (Text("Catégories de personnes", "Categories of persons"), one.persons.say(language)),
        (Text("Destinataires", "Recipients"), one.recipients.say(language)),
        (
            Text("Transferts hors de l’Union européenne", "Transfers outside the European Union"),
            (one.transfers if one.transfers != EMPTY else NONE_ABROAD).say(language),
        ),
        (Text("Mesures de sécurité", "Security measures"), _security(dossier, language)),
        (Text("Références", "References"), "; ".join(map(str, one.references)) or NOT_SAID.say(language)),
    )
    return Definitions(tuple(Definition(term=term.say(language), content=(text,)) for term, text in items))


def _entity(dossier: Dossier, entity: Entity, language: Language) -> Iterator[Block]:
    french = language is Language.FR
    sources = "; ".join(one.name.say(language) for one in dossier.sources_of(entity.id)) or "—"
    caption = f"{entity.name.say(language)} ({labelled('sources', sources, language)})"
    titles = (
        ("donnée", "ce que c’est", "sensibilité", "pseudonyme")
        if french
        else ("data", "what it is", "sensitivity", "pseudonym")
    )
    yield table(
        caption,
        titles,
        (
            (one.name, one.description.say(language), one.sensitivity.value, one.pseudonym)
            for one in personal_columns(entity)
        ),
    )
    terms = [(KEPT[of].say(language), _term(dossier, of, entity.id, language)) for of in Kept]
    kept = ("ce qui est conservé", "durée") if french else ("what is kept", "how long")
    yield table("", kept, terms)
