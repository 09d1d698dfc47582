"""The report of a delivery as a document that its sender can act on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.figures.punctuality import Feed
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.infocentre.mapping.naming import is_confidential
from jalon.infocentre.workspace import Workspace, write_whole
from jalon.kernel.issues import Level
from jalon.kernel.missing import REASONS, Reason
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text
from jalon.review.document import (
    Block,
    Callout,
    CalloutKind,
    Cell,
    Definition,
    Definitions,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Tone,
    strong,
)
from jalon.review.render.html import render_html
from jalon.review.words import say_date
from jalon.services.documents import page, table
from jalon.services.report import FaultTold, Report, Reports, missing_reports, report_content, report_files
from jalon.services.reportquality import codes_told, findings_told

OUTCOMES = {
    Outcome.ACCEPTED: Text("acceptée", "accepted"),
    Outcome.WITH_RESERVATIONS: Text("acceptée avec réserves", "accepted with reservations"),
    Outcome.REFUSED: Text("refusée\u00a0: le lac est inchangé", "refused: the lake is unchanged"),
}
_TONES = {Outcome.ACCEPTED: Tone.GOOD, Outcome.WITH_RESERVATIONS: Tone.NEAR, Outcome.REFUSED: Tone.OFF}
_TO_DO = {
    Outcome.ACCEPTED: Text("Rien à corriger.", "Nothing to mend."),
    Outcome.WITH_RESERVATIONS: Text(
        "Les lignes sont prises avec réserves. Corrigez le fichier, ou expliquez ce que les règles ont "
        "trouvé.",
        "The rows are taken with reservations. Mend the file, or explain what the rules found.",
    ),
    Outcome.REFUSED: Text(
        "Rien n’a été pris\u00a0: ce qui était en vigueur le reste. Corrigez ce qui suit à la source et "
        "renvoyez le fichier entier.",
        "Nothing was taken: what was in force stays. Correct what follows at the source and send the whole "
        "file again.",
    ),
}
_LEFT_OUT = Text(
    "Les lignes fautives n’ont pas été prises. Corrigez-les à la source et renvoyez le fichier "
    "entier\u00a0: il remplacera celui-ci.",
    "Faulty rows were not taken. Correct them at the source and send the whole file again: it will replace "
    "this one.",
)
_WITHDRAWN = Text(
    "Rien n’est fautif, mais ce fichier ne contient plus tout ce que contenait le précédent\u00a0: voyez "
    "si ces lignes devaient disparaître.",
    "Nothing is faulty, but this file no longer holds all that the earlier one held: see whether these rows "
    "were to go.",
)
SHOWN_OWED = 40
_SHAPES = Text(
    "Ce fichier parle de personnes\u00a0: ce que ses cellules contiennent n’est pas répété. Entre "
    "guillemets, vous n’en lisez que la forme\u00a0: une lettre s’écrit a ou A, un chiffre 9. Les numéros de "
    "lignes disent où regarder dans votre fichier.",
    "This file speaks of persons: what its cells hold is not repeated. Between quotation marks, you read "
    "their shape only: a letter is written a or A, a digit 9. The numbers of lines say where to look in your "
    "file.",
)


def report_document(dossier: Dossier, report: Report, language: Language) -> Document:
    """A report as a document."""
    return _Page(dossier, report, language).document()


class _Page:
    def __init__(self, dossier: Dossier, report: Report, language: Language) -> None:
        self._dossier, self._report, self._language = dossier, report, language
        self._delivery = report.delivery

    def _say(self, fr: str, en: str) -> str:
        return fr if self._language is Language.FR else en

    def _number(self, value: int) -> str:
        return format_number(Decimal(value), 0, self._language)

    def _unit(self, unit: str) -> str:
        return self._dossier.perimeter.label(unit).say(self._language) if unit else "—"

    def document(self) -> Document:
        delivery = self._delivery
        source = self._dossier.sources.get(delivery.source)
        name = source.name if source else Text.same(delivery.source)
        title = Text(f"Compte rendu de livraison\u00a0: {name.fr}", f"Delivery report: {name.en}")
        return page(
            self._dossier,
            title,
            Text.same(f"{delivery.feed} · {delivery.file}"),
            self._blocks(),
            as_of=self._report.as_of,
            language=self._language,
        )

    def _blocks(self) -> Iterator[Block]:
        yield from self._outcome()
        yield from self._faults()
        yield from codes_told(self._delivery, self._dossier.perimeter, self._language)
        yield from findings_told(self._delivery, self._dossier.perimeter, self._language)
        yield from self._taken()
        yield from self._moved()
        yield from self._owed()
        yield from self._came()

    def _outcome(self) -> Iterator[Block]:
        delivery, counts = self._delivery, self._delivery.counts
        outcome = OUTCOMES[delivery.outcome].say(self._language)
        yield KeyFigures(
            (
                KeyFigure(
                    value=outcome.partition(":")[0].strip(),
                    label=self._say("Livraison", "Delivery"),
                    sub=self._say(f"reçue le {self._day()}", f"received on {self._day()}"),
                    tone=_TONES[delivery.outcome],
                ),
                KeyFigure(
                    value=self._number(counts.received), label=self._say("Lignes reçues", "Rows received")
                ),
                KeyFigure(value=self._number(counts.accepted), label=self._say("Acceptées", "Accepted")),
                KeyFigure(value=self._number(counts.refused), label=self._say("Refusées", "Refused")),
                KeyFigure(
                    value=self._number(counts.set_aside),
                    label=self._say("Mises de côté", "Set aside"),
                    sub=self._say("par une règle déclarée", "by a declared rule"),
                ),
            )
        )
        to_do = self._to_do()
        yield Callout(
            kind=CalloutKind.NOTE if to_do is _TO_DO[Outcome.ACCEPTED] else CalloutKind.WARNING,
            title=self._say("À faire", "What to do"),
            content=(to_do.say(self._language),),
        )
        if not self._report.in_force and delivery.outcome is not Outcome.REFUSED:
            replaced = self._say(
                "Une livraison plus récente a remplacé celle-ci.", "A later delivery has replaced this one."
            )
            yield Callout(content=(replaced,))

    def _to_do(self) -> Text:
        delivery = self._delivery
        if delivery.outcome is Outcome.WITH_RESERVATIONS and delivery.counts.refused:
            return _LEFT_OUT
        gone = any(fault.code == "rows-withdrawn" for fault in self._report.faults)
        return _WITHDRAWN if gone and delivery.outcome is Outcome.ACCEPTED else _TO_DO[delivery.outcome]

    def _day(self) -> str:
        return say_date(date.fromisoformat(self._delivery.received), self._language)

    def _faults(self) -> Iterator[Block]:
        found = self._report.faults
        if not found:
            return
        yield Heading(
            level=1,
            text=self._say("Ce qui est à corriger, ou à savoir", "What to mend, or to know"),
            anchor="faults",
        )
        if self._is_veiled and any(fault.code.startswith("cell-") for fault in found):
            yield Paragraph((_SHAPES.say(self._language),))
        for number, fault in enumerate(found, start=1):
            yield Heading(level=2, text=self._title(fault), anchor=f"f{number}")
            yield Paragraph((fault.what(self._language),))
            if fault.level is not Level.NOTE:
                yield Paragraph(
                    (strong(self._say("Pour corriger\u00a0: ", "To mend it: ")), fault.repair(self._language))
                )
            if fault.lines:
                more = " …" if fault.count > len(fault.lines) else ""
                lines = ", ".join(map(str, fault.lines))
                yield Paragraph((strong(self._say("Lignes\u00a0: ", "Lines: ")), f"{lines}{more}"))

    @property
    def _is_veiled(self) -> bool:
        """True when the file speaks of persons, of whom no cell is repeated."""
        entity = self._dossier.entities.get(self._delivery.entity)
        return entity is not None and any(map(is_confidential, entity.columns))

    def _title(self, fault: FaultTold) -> str:
        rows = self._number(fault.count)
        is_row = bool(fault.lines) and not fault.code.startswith("file-")
        count = self._say(f"{rows} ligne{'s' * (fault.count > 1)}", f"{rows} row{'s' * (fault.count > 1)}")
        return f"{fault.code} · {count}" if is_row else fault.code

    def _taken(self) -> Iterator[Block]:
        holds = self._delivery.holds
        if not holds:
            return
        yield Heading(level=1, text=self._say("Ce qui a été pris", "What was taken"), anchor="taken")
        gone = set(self._report.purged)
        purged = self._say("purgé depuis", "purged since")
        yield table(
            self._say("Lignes par unité et période", "Rows by unit and period"),
            (self._say("unité", "unit"), self._say("période", "period"), self._say("lignes", "rows")),
            (
                (
                    self._unit(one.unit),
                    one.period,
                    Cell(text=self._number(one.rows), sub=purged if (one.unit, one.period) in gone else ""),
                )
                for one in holds
            ),
            numbers=(2,),
        )

    def _moved(self) -> Iterator[Block]:
        earlier = self._report.earlier
        if earlier is None:
            return
        yield Heading(
            level=1,
            text=self._say("Depuis la livraison précédente", "Since the earlier delivery"),
            anchor="moved",
        )
        day = say_date(date.fromisoformat(earlier.received), self._language)
        yield Paragraph(
            (
                self._say(
                    f"Comparé à {earlier.file}, reçu le {day}.", f"Against {earlier.file}, received on {day}."
                ),
            )
        )
        moved = [one for one in self._report.changes if one.added or one.removed or one.changed]
        if not moved:
            yield Paragraph((self._say("Aucune ligne n’a changé.", "No row has changed."),))
            return
        titles = (
            ("unité", "période", "ajoutées", "retirées", "changées", "identiques")
            if self._language is Language.FR
            else ("unit", "period", "added", "removed", "changed", "same")
        )
        rows = (
            (
                self._unit(one.unit),
                one.period,
                *(self._number(count) for count in (one.added, one.removed, one.changed, one.same)),
            )
            for one in moved
        )
        yield table(self._say("Lignes qui ont bougé", "Rows that moved"), titles, rows, numbers=(2, 3, 4, 5))

    def _owed(self) -> Iterator[Block]:
        coming, owed = self._report.next_due, self._report.owed
        if not owed:
            return
        yield Heading(level=1, text=self._say("Ce qui reste dû", "What is still owed"), anchor="owed")
        if coming is not None and coming.debt.due is not None:
            day = say_date(coming.debt.due, self._language)
            told = self._say(f"Prochaine échéance\u00a0: {day}.", f"Next due date: {day}.")
            yield Paragraph((strong(told),))
        titles = (
            ("unité", "période", "échéance", "état")
            if self._language is Language.FR
            else ("unit", "period", "due", "state")
        )
        yield table("", titles, (self._debt(one) for one in owed[:SHOWN_OWED]))
        if len(owed) > SHOWN_OWED:
            more = len(owed) - SHOWN_OWED
            yield Paragraph(
                (
                    self._say(
                        f"Et {more} autres\u00a0: « jalon feeds ».", f"And {more} others: “jalon feeds”."
                    ),
                )
            )

    def _debt(self, one: Feed) -> tuple[str, ...]:
        debt = one.debt
        due = say_date(debt.due, self._language) if debt.due else "—"
        state = REASONS[Reason(one.state.value)].say(self._language)
        return self._unit(debt.unit), debt.period.label, due, state

    def _came(self) -> Iterator[Block]:
        delivery = self._delivery
        yield Heading(level=1, text=self._say("Ce qui est arrivé", "What came"), anchor="came")
        source = self._dossier.sources.get(delivery.source)
        size = self._say("octets", "bytes")
        items = (
            (self._say("Fichier", "File"), f"{delivery.file}, {self._number(delivery.size)} {size}"),
            ("SHA-256", delivery.sha256),
            (self._say("Livraison", "Delivery"), delivery.id),
            (self._say("Flux", "Feed"), delivery.feed),
            (self._say("Propriétaire", "Owner"), (source.owner if source else "") or "—"),
        )
        yield Definitions(tuple(Definition(term=term, content=(text,)) for term, text in items))


def write_reports(dossier: Dossier, workspace: Workspace, deliveries: list[Delivery], *, as_of: date) -> None:
    """Write the report of each delivery that has none: a page in each language, and JSON."""
    wanted = missing_reports(workspace, deliveries)
    reports = Reports(dossier, workspace, as_of) if wanted else None
    for delivery in wanted:
        assert reports is not None, "made as soon as one report is wanted"
        report = reports.of(delivery)
        files = report_files(workspace, delivery.id)
        for language in Language:
            document = report_document(dossier, report, language)
            write_whole(files[f"{language.value}.html"], render_html(document).encode())
        content = json.dumps(report_content(report, Language.EN), ensure_ascii=False, indent=1)
        write_whole(files["json"], f"{content}\n".encode())
