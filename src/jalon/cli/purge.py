"""``jalon purge``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from jalon.cli.answers import answers
from jalon.cli.output import Format, console, print_table, write_rows
from jalon.cli.recording import me, record
from jalon.cli.settings import EVERYWHERE, Settings
from jalon.infocentre.privacy.purge import Proof
from jalon.infocentre.privacy.terms import Past
from jalon.kernel.texts import Language, Text
from jalon.services.check import open_checked
from jalon.services.events import purged
from jalon.services.places import workspace_of
from jalon.services.purge import past_rows, past_term
from jalon.services.purge import purge as purge_dossier

WHAT = {
    "rows": Text("lignes du lac", "rows of the lake"),
    "received": Text("fichier reçu", "received file"),
    "quarantine": Text("quarantaine", "quarantine"),
    "harvest": Text("pages d’une moisson interrompue", "pages of an interrupted harvest"),
}


@answers
def purge(
    dossier: Path,
    *,
    dry_run: bool = False,
    by: str = "",
    format: Format = Format.TABLE,
    out: Path | None = None,
    settings: Settings = EVERYWHERE,
) -> None:
    """Remove what is past its term, from every version of the lake, and prove it.

    Parameters
    ----------
    dossier
        Folder that holds dossier.yaml.
    dry_run
        Only say what would go.
    by
        Who answers for the purge.
    format
        table, json, csv or parquet.
    out
        File to write instead of the standard output.
    settings
        Common options.
    """
    checked = open_checked(dossier)
    workspace = workspace_of(checked, settings.home)
    if dry_run:
        proofs: tuple[Proof, ...] = ()
        past = past_term(checked, workspace, as_of=settings.as_of)
    else:
        proofs = purge_dossier(checked, workspace, as_of=settings.as_of, by=by)
        record(workspace, purged(me(), proofs))
        past = Past(
            tuple(one for proof in proofs for one in proof.past.rows),
            tuple(one for proof in proofs for one in proof.past.received),
            tuple(one for proof in proofs for one in proof.past.quarantine),
            tuple(one for proof in proofs for one in proof.past.harvests),
        )
    if format is Format.TABLE and out is None:
        _print(past, proofs, settings.language, dry_run=dry_run)
    else:
        write_rows(past_rows(past), Format.CSV if format is Format.TABLE else format, out)


def _print(past: Past, proofs: tuple[Proof, ...], language: Language, *, dry_run: bool) -> None:
    if past.is_empty:
        nothing = Text("Rien n’est au-delà de sa durée de conservation.", "Nothing is past its term.")
        console().print(nothing.say(language))
        return
    keys = ("what", "entity", "unit", "period", "rows", "delivery", "sha256")
    french = ("quoi", "entité", "unité", "période", "lignes", "livraison", "SHA-256")
    english = ("what", "entity", "unit", "period", "rows", "delivery", "SHA-256")
    titles = french if language is Language.FR else english
    rows = [
        {
            key: WHAT[str(value)].say(language) if key == "what" else str(value or "")
            for key, value in row.items()
        }
        for row in past_rows(past)
    ]
    print_table(dict(zip(keys, titles, strict=True)), rows, frozenset({"rows"}))
    for line in [_would_go(past, language)] if dry_run else [_proved(proof, language) for proof in proofs]:
        console().print(line, soft_wrap=True)


def _counts(past: Past) -> tuple[int, int, int, int]:
    rows = Counter({one.entity: 0 for one in past.rows})
    for one in past.rows:
        rows[one.entity] += one.rows
    return rows.total(), len(past.received), len(past.quarantine), len(past.harvests)


def _would_go(past: Past, language: Language) -> str:
    rows, files, aside, harvests = _counts(past)
    return Text(
        f"À purger\u00a0: {rows} lignes (copies des versions antérieures comprises), {files} fichiers reçus, "
        f"{aside} quarantaines, {harvests} moissons interrompues. Rien n’a été touché.",
        f"To purge: {rows} rows (copies in earlier versions included), {files} received files, "
        f"{aside} quarantines, {harvests} interrupted harvests. Nothing was touched.",
    ).say(language)


def _proved(proof: Proof, language: Language) -> str:
    rows, files, aside, harvests = _counts(proof.past)
    left = sum(proof.rows_left.values())
    return Text(
        f"Purgé le {proof.day:%d/%m/%Y} par {proof.by}\u00a0: {rows} lignes, {files} fichiers reçus, {aside} "
        f"quarantaines, {harvests} moissons interrompues. Relecture de {proof.files_read} fichiers de "
        f"données\u00a0: {left} ligne trouvée. Sceau {proof.seal[:16]}.",
        f"Purged on {proof.day:%-d %B %Y} by {proof.by}: {rows} rows, {files} received files, {aside} "
        f"quarantines, {harvests} interrupted harvests. {proof.files_read} data files read again: {left} "
        f"rows found. Seal {proof.seal[:16]}.",
    ).say(language)
