"""The annexes: how verdicts are made, what the words mean, where the data comes from."""

from __future__ import annotations

from collections.abc import Iterator

from jalon.kernel.missing import REASONS
from jalon.kernel.numbers import format_number
from jalon.outlook import reasons
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
)
from jalon.review.sections.context import DASH, Context


def annex(context: Context) -> Iterator[Block]:
    """Method, missing values, sources, and what the contract says that is not computed."""
    yield PageBreak()
    yield Heading(level=1, text=context.words("Méthode et sources", "Method and sources"), anchor="method")
    yield from _method(context)
    yield from _missing_values(context)
    yield from _sources(context)
    yield from _unmodelled(context)


def _method(context: Context) -> Iterator[Block]:
    yield Heading(level=2, text=context.words("Les appréciations", "The verdicts"), anchor="verdicts")
    yield Paragraph((_where(context),))
    yield Paragraph((_pace_and_forecast(context),))


def _where(context: Context) -> str:
    """The first question, by the contract's method."""
    rules = context.dossier.rules
    if rules.method != "linear-gap":
        told = context.say(reasons.method_of(rules))
        return context.words(f"Où en est-on ? Méthode {told}.", f"Where are we? Method {told}.")
    near = format_number(-rules.on_track * 100, 0, context.language)
    far = format_number(-rules.behind * 100, 0, context.language)
    return context.words(
        "Où en est-on ? À l’échéance, une cible est atteinte ou non. Avant, l’écart entre la valeur mesurée "
        "et la valeur attendue sur la trajectoire est rapporté au chemin total, de la base à la cible : en "
        f"bonne voie jusqu’à {near} % de retard, en retard jusqu’à {far} %, très en retard au-delà, "
        "« s’éloigne » quand la valeur recule par rapport à la base. Une part et son complément reçoivent la "
        "même appréciation. Quand des unités manquent ou que le périmètre change, la comparaison se fait à "
        "périmètre constant, sur les unités présentes aux deux bouts, et le dit.",
        "Where are we? At the horizon a target is reached or not. Before it, the gap between the measured "
        "value and the value expected on the trajectory is taken as a share of the whole way from baseline "
        f"to target: on track up to {near}% late, behind up to {far}%, far behind beyond, “moving away” when "
        "the value has gone backwards from the baseline. A share and its complement get the same verdict. "
        "When units are missing or the perimeter changes, the comparison is made like for like, over the "
        "units present at both ends, and says so.",
    )


def _pace_and_forecast(context: Context) -> str:
    """The second and third questions."""
    rules, language = context.dossier.rules, context.language
    ahead, enough, still = (
        format_number(share * 100, 0, language)
        for share in (rules.pace_ahead, rules.pace_enough, rules.pace_still)
    )
    return context.words(
        "Le rythme suffit-il ? Le rythme observé depuis la base est rapporté au rythme requis d’ici "
        f"l’échéance : suffisant à partir de {enough} %, plus vite qu’il ne faut à partir de {ahead} % ; "
        f"un indicateur qui a fait moins de {still} % du chemin n’avance pas. Y arrivera-t-on ? Aucune "
        "prévision n’est faite pour l’instant.",
        "Is the pace enough? The pace since the baseline is taken as a share of the pace required from here "
        f"to the horizon: enough from {enough}%, faster than needed from {ahead}%; an indicator that has "
        f"made less than {still}% of the way stands still. Will we get there? No forecast is made yet.",
    )


def _missing_values(context: Context) -> Iterator[Block]:
    yield Heading(
        level=2, text=context.words("Les valeurs absentes", "Missing values"), anchor="missing-values"
    )
    words = ", ".join(context.say(text) for text in REASONS.values())
    yield Paragraph(
        (
            context.words(
                f"Une valeur absente n’est jamais un zéro et porte sa raison : {words}.",
                f"A missing value is never a zero and carries its reason: {words}.",
            ),
        )
    )


def _sources(context: Context) -> Iterator[Block]:
    title = context.words("Sources et livraisons", "Sources and deliveries")
    yield Heading(level=2, text=title, anchor="sources")
    titles = (
        context.words("Source", "Source"),
        context.words("Fichier", "File"),
        context.words("Lignes", "Rows"),
        context.words("Refusées", "Refused"),
        context.words("Mises de côté", "Set aside"),
        context.words("Empreinte SHA-256", "SHA-256"),
    )
    weights = (2.4, 2.0, 0.8, 0.9, 0.9, 1.4)
    columns = tuple(
        Column(title=title, weight=weight, align=Align.NUMBER if 2 <= n <= 4 else Align.LEFT)
        for n, (title, weight) in enumerate(zip(titles, weights, strict=True))
    )
    yield Table(caption=title, columns=columns, rows=tuple(_source_rows(context)))


def _source_rows(context: Context) -> Iterator[Row]:
    for source in context.dossier.sources.values():
        notes = [note for note in context.sources if note.source == source.id]
        name = Cell(text=context.say(source.name), sub=source.licence)
        if not notes:
            nothing = Cell(text=DASH, sub=context.words("rien de reçu", "nothing received"))
            yield Row(cells=(name, nothing, *(Cell(text=DASH) for _ in range(4))))
        for note in notes:
            cells = (
                name,
                Cell(text=note.file, sub=note.received_on),
                *(_count(context, number) for number in (note.rows, note.refused, note.set_aside)),
                Cell(text=note.sha256[:12]),
            )
            yield Row(cells=cells)


def _count(context: Context, number: int) -> Cell:
    spaced = f"{number:,}"
    return Cell(text=context.words(spaced.replace(",", "\u202f"), spaced))


def _unmodelled(context: Context) -> Iterator[Block]:
    texts = context.dossier.contract.unmodelled
    if not texts:
        return
    title = context.words(
        "Ce que le contrat dit et qui n’est pas calculé", "What the contract says and is not computed"
    )
    yield Heading(level=2, text=title, anchor="unmodelled")
    yield BulletList(tuple((context.say(text),) for text in texts))
