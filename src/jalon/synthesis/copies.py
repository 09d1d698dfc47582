"""The dossier of a synthetic world: the same files, with the feeds filled and the mark on its head."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Source
from jalon.kernel.texts import Language, Text
from jalon.synthesis.files import path_of

NOTICE = Text(
    "DONNÉES SYNTHÉTIQUES\u00a0: personnes, publications, entreprises, montants et relevés sont inventés par un programme "
    "(graine {seed}, échelle {scale}) ; aucun ne décrit une école réelle. Seuls les agrégats publiés, cités dans "
    "synthesis.yaml, ont servi à le régler.",
    "SYNTHETIC DATA: persons, publications, firms, amounts and readings are invented by a program (seed {seed}, "
    "scale {scale}); none describes a real school. Only the published aggregates quoted in synthesis.yaml were "
    "used to tune it.",
)


def notice(seed: int, scale: str) -> Text:
    """What is printed on every page."""
    return Text(*(NOTICE.say(one).format(seed=seed, scale=scale) for one in (Language.FR, Language.EN)))


def identifier(dossier: Dossier, seed: int, scale: str) -> str:
    """The identifier of the copy: each world has its own workspace.

    The point of a scale is written as an underscore, which identifiers may hold.
    """
    return f"{dossier.id}-synthetic-{seed}-x{scale.replace('.', '_')}"


def head(text: str, identifier: str, said: Text) -> str:
    """``dossier.yaml`` of the copy: another identifier, the mark, and the notice in place of the old one."""
    return with_keys(text, {"dossier": identifier, "synthetic": "true", "notice": _localized(said)})


def source_of(text: str, sources: Mapping[str, Source]) -> Source | None:
    """The source that a file of ``sources/`` declares, among those that are filled."""
    found = re.search(r"^source:\s*[\"']?([\w-]+)", text, re.MULTILINE)
    return sources.get(found[1]) if found else None


def source_file(text: str, source: Source) -> str:
    """A file of ``sources/`` whose feeds have the files of the world."""
    files = [
        f"  - {{unit: {feed.unit}, file: {json.dumps(path_of(feed))}}}" for feed in source.feeds if feed.unit
    ]
    if files:
        return with_keys(_uncommented(text), {"files": "\n" + "\n".join(files)}, drop=("file",))
    return with_keys(_uncommented(text), {"file": json.dumps(path_of(source.feeds[0]))}, drop=("files",))


def contract_file(text: str, said: Text) -> str:
    """``contract.yaml`` of the copy: its own notice, if it has one, gives way to the mark."""
    return with_keys(text, {"notice": _localized(said)})


def with_keys(text: str, keys: Mapping[str, str], drop: tuple[str, ...] = ()) -> str:
    """``text`` with some of its first-level keys replaced, at the end of the file.

    >>> with_keys("a: 1\\nb:\\n  - 2\\nc: 3\\n", {"b": "4"})
    'a: 1\\nc: 3\\nb: 4\\n'
    """
    kept, dropping = [], False
    for line in text.splitlines():
        name = re.match(r"([A-Za-z_]+):", line)
        if name:
            dropping = name[1] in keys or name[1] in drop
        elif line.strip() and not line[0].isspace() and not line.startswith(("-", "]", "}")):
            dropping = False
        if not dropping:
            kept.append(line)
    return "\n".join([*kept, *(f"{key}: {value.lstrip(' ')}" for key, value in keys.items())]) + "\n"


README = Text(
    "# Données synthétiques\n\n{said}\n\n"
    "Tout ce qui est dans `data/` est inventé. `truth.json` donne les vraies réponses : pour chaque indicateur, unité et "
    "période, la valeur dans le monde inventé (`true`), celle que les fichiers livrés permettent (`delivered`), et pour "
    "l’institut ce que donne la somme ou la moyenne des unités, avec son erreur.\n\n"
    "- Personnes : `synthetic-…`, sans nom ni numéro réel.\n"
    "- Publications : `10.5555/synthetic…`, préfixe réservé aux exemples.\n"
    "- Entreprises : neuf chiffres dont la clé de contrôle (Luhn) est fausse : aucun n’est un SIREN.\n\n"
    "Fait par `jalon synthesize --seed {seed} --scale {scale}`. Vérifier : `jalon synthesize --check DOSSIER`.\n",
    "# Synthetic data\n\n{said}\n\n"
    "Everything in `data/` is invented. `truth.json` gives the true answers: for each indicator, unit and period, the "
    "value in the invented world (`true`), the one that the delivered files allow (`delivered`), and for the institute "
    "what the sum or the mean of the units gives, with its error.\n\n"
    "- Persons: `synthetic-…`, without name or real number.\n"
    "- Publications: `10.5555/synthetic…`, a prefix kept for examples.\n"
    "- Companies: nine digits whose check digit (Luhn) is wrong: none is a SIREN.\n\n"
    "Made by `jalon synthesize --seed {seed} --scale {scale}`. To verify: `jalon synthesize --check FOLDER`.\n",
)


def readme(seed: int, scale: str) -> str:
    """What a person who opens the folder reads first, in both languages."""
    said = notice(seed, scale)
    parts = [README.say(one).format(said=said.say(one), seed=seed, scale=scale) for one in Language]
    return "\n---\n\n".join(parts)


def _uncommented(text: str) -> str:
    """Without the comments at the top, which speak of the real files."""
    lines = text.splitlines()
    first = next((place for place, line in enumerate(lines) if not line.startswith("#")), 0)
    return "\n".join(["# Synthetic files: see README.md.", *lines[first:]]) + "\n"


def _localized(text: Text) -> str:
    return f"\n  fr: {json.dumps(text.fr, ensure_ascii=False)}\n  en: {json.dumps(text.en, ensure_ascii=False)}"
