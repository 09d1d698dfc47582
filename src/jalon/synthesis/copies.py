"""The dossier of a synthetic world: the same files, with the feeds filled and the mark on its head."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed, Source
from jalon.kernel.texts import Language, Text
from jalon.synthesis.files import path_of

NOTICE = Text(
    "Personnes, publications, entreprises, montants et relevés sont inventés par un programme "
    "(graine {seed}, échelle {scale})\u00a0: aucun ne décrit une école réelle.",
    "Persons, publications, companies, amounts and readings are invented by a program (seed {seed}, "
    "scale {scale}): none describes a real school.",
)


@dataclass(frozen=True, slots=True)
class Made:
    """What a world was made from, beside its recipe."""

    seed: int
    scale: str

    @property
    def notice(self) -> Text:
        """What is printed on every page."""
        texts = (NOTICE.say(one) for one in (Language.FR, Language.EN))
        return Text(*(text.format(seed=self.seed, scale=self.scale) for text in texts))


def head(text: str, dossier: Dossier, made: Made) -> str:
    """``dossier.yaml`` of the copy: its own identifier, the mark, and the notice in place of the old one.

    Each world has its identifier, hence its workspace. The point of a scale is written as an underscore,
    which identifiers may hold.
    """
    identifier = f"{dossier.id}-synthetic-{made.seed}-x{made.scale.replace('.', '_')}"
    keys = {"dossier": identifier, "synthetic": "true", "notice": _localized(made.notice)}
    return with_keys(text, keys)


def source_of(text: str, sources: Mapping[str, Source]) -> Source | None:
    """The source that a file of ``sources/`` declares, among those that are filled."""
    found = re.search(r"^source:\s*[\"']?([\w-]+)", text, re.MULTILINE)
    return sources.get(found[1]) if found else None


def source_file(text: str, source: Source, rows: Mapping[str, int]) -> str:
    """A file of ``sources/`` whose feeds have the files of the world; one without a row has no file."""
    files = [_feed(feed, rows) for feed in source.feeds if feed.unit]
    if files:
        return with_keys(_uncommented(text), {"files": "\n" + "\n".join(files)}, drop=("file",))
    only = source.feeds[0]
    keys = {"file": json.dumps(path_of(only))} if rows[only.id] else {}
    return with_keys(_uncommented(text), keys, drop=("file", "files"))


def _feed(feed: Feed, rows: Mapping[str, int]) -> str:
    file = f", file: {json.dumps(path_of(feed))}" if rows[feed.id] else ""
    return f"  - {{unit: {feed.unit}{file}}}"


def contract_file(text: str, made: Made) -> str:
    """``contract.yaml`` of the copy: its own notice, if it has one, gives way to the mark."""
    return with_keys(text, {"notice": _localized(made.notice)})


def with_keys(text: str, keys: Mapping[str, str], drop: tuple[str, ...] = ()) -> str:
    r"""``text`` with some of its first-level keys replaced, at the end of the file.

    >>> with_keys("a: 1\nb:\n  - 2\nc: 3\n", {"b": "4"})
    'a: 1\nc: 3\nb: 4\n'
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
    return "\n".join([*kept, *(_entry(key, value) for key, value in keys.items())]) + "\n"


_README_FR = """# Données synthétiques

{said}

Tout ce qui est dans `data/` est inventé. `truth.json` donne les vraies réponses : pour chaque indicateur,
unité et période, la valeur dans le monde inventé (`true`), celle que les fichiers livrés permettent
(`delivered`), et pour l’institut ce que donne la somme ou la moyenne des unités, avec son erreur.

- Personnes : `synthetic-…`, sans nom ni numéro réel.
- Publications : `10.5555/synthetic…`, préfixe réservé aux exemples.
- Entreprises : neuf chiffres dont la clé de contrôle (Luhn) est fausse : aucun n’est un SIREN.

Fait par `jalon synthesize DOSSIER --seed {seed} --scale {scale}`.
Pour vérifier : `jalon synthesize --check` suivi de ce dossier.
"""
_README_EN = """# Synthetic data

{said}

Everything in `data/` is invented. `truth.json` gives the true answers: for each indicator, unit and
period, the value in the invented world (`true`), the one that the delivered files allow (`delivered`),
and for the institute what the sum or the mean of the units gives, with its error.

- Persons: `synthetic-…`, without name or real number.
- Publications: `10.5555/synthetic…`, a prefix kept for examples.
- Companies: nine digits whose check digit (Luhn) is wrong: none is a SIREN.

Made by `jalon synthesize DOSSIER --seed {seed} --scale {scale}`.
To verify: `jalon synthesize --check` followed by this folder.
"""


def readme(made: Made) -> str:
    """What a person who opens the folder reads first, in both languages."""
    texts = ((_README_FR, made.notice.fr), (_README_EN, made.notice.en))
    parts = (text.format(said=said, seed=made.seed, scale=made.scale) for text, said in texts)
    return "\n---\n\n".join(parts)


def _entry(key: str, value: str) -> str:
    return f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"


def _uncommented(text: str) -> str:
    """Without the comments at the top, which speak of the real files."""
    lines = text.splitlines()
    first = next((place for place, line in enumerate(lines) if not line.startswith("#")), 0)
    return "\n".join(["# Synthetic files: see README.md.", *lines[first:]]) + "\n"


def _localized(text: Text) -> str:
    said = {"fr": text.fr, "en": text.en}
    return "".join(f"\n  {key}: {json.dumps(words, ensure_ascii=False)}" for key, words in said.items())
