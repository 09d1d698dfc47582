"""What the catalogue says of the quality of each source: its score by period, and what is to be explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jalon.dossier.catalogue import Dossier
from jalon.dossier.quality import QualityRule
from jalon.dossier.source import Source
from jalon.infocentre.finding import Finding
from jalon.kernel.numbers import format_number
from jalon.kernel.texts import Language, Text
from jalon.review.charts.sparkline import sparkline
from jalon.review.charts.spec import Point
from jalon.review.document import Block, Cell, Heading, Paragraph, Picture, Tone
from jalon.services.documents import table
from jalon.services.quality import Quality, SourceQuality

PERIODS = 6
"""How many periods of a trend are written; the line after them shows all."""
SHOWN = 40
"""How many findings are listed of a source; ``jalon quality`` lists all."""
FULL = 100
SEVERITIES = {
    "refuse": Text("refuse le fichier", "refuses the file"),
    "reserve": Text("accepté avec réserves", "accepted with reservations"),
    "note": Text("à regarder", "to look at"),
}
_SOURCES = Text(
    "source|note sur 100|d’une période à l’autre|unités sous 100|à expliquer|expliqués",
    "source|score out of 100|from one period to the next|units under 100|to explain|explained",
)
_FINDINGS = Text(
    "règle|unité|période|mesuré|toléré|lignes|ce qui ne va pas",
    "rule|unit|period|measured|tolerated|rows|what is wrong",
)
_RULES = Text(
    "règle de qualité|en cas de défaut|ce qui est dit au propriétaire des données",
    "rule of quality|when it fails|what the owner of the data is told",
)
_HOW = Text(
    "La note d’une source pour une période, toutes unités ensemble\u00a0: 100 × (1 − lignes refusées ÷ "
    "lignes lues) × (1 − poids des règles en défaut ÷ poids des règles jugées). Un défaut expliqué compte "
    "pour moitié. Sans règle, elle dit seulement que les lignes ont pu être lues.",
    "The score of a source for a period, all units together: 100 × (1 − rows refused ÷ rows read) × (1 − "
    "weight of the rules that fail ÷ weight of the rules judged). A failure that was explained counts by "
    "half. Without rules it only says that the rows could be read.",
)


class QualityTold:
    """The quality of the sources of a dossier, as blocks of a page.

    Args:
        dossier: the dossier.
        found: what rules found, on a day.
        language: of the page.
    """

    def __init__(self, dossier: Dossier, found: Quality, language: Language) -> None:
        self._dossier, self._found, self._language = dossier, found, language

    def blocks(self) -> Iterator[Block]:
        """The scores of all sources, then what each has to explain."""
        title = self._say("Qualité des sources", "Quality of sources")
        yield Heading(level=1, text=title, anchor="quality")
        yield Paragraph((_HOW.say(self._language),))
        sources = self._dossier.sources.values()
        yield table("", self._titles(_SOURCES), map(self._source, sources), numbers=(1, 3, 4, 5))
        for source in sources:
            own = [one for name, one in self._found.findings if name == source.id]
            yield from self._findings(source.name.say(self._language), _anchor(source.id), own)
        between = self._say("Entre sources", "Between sources")
        yield from self._findings(between, "quality-between", self._found.between)

    def rules(self, entity: str) -> Iterator[Block]:
        """The rules that the rows of an entity are judged by, for its sheet in the dictionary."""
        own = [rule for rule in self._dossier.quality if rule.entity == entity]
        if own:
            yield table("", self._titles(_RULES), map(self._rule, own))

    # Scores

    def _source(self, source: Source) -> tuple[str | Cell, ...]:
        scores = [(period, value) for (name, period), value in self._found.whole.items() if name == source.id]
        own = [one for name, one in self._found.findings if name == source.id]
        opened = sum(one.override is None for one in own)
        last = scores[-1] if scores else None
        under = {one.unit for one in self._last_period(source, scores) if one.score < FULL}
        return (
            Cell(
                text=source.name.say(self._language),
                sub=source.id,
                href=f"#{entity_anchor(source.entity)}",
            ),
            Cell(text=self._number(last[1]), sub=last[0], tone=_tone(last[1])) if last else "—",
            self._trend(scores),
            str(len(under)),
            Cell(
                text=str(opened),
                tone=Tone.NEAR if opened else Tone.NEUTRAL,
                href=f"#{_anchor(source.id)}" if own else "",
            ),
            str(len(own) - opened),
        )

    def _last_period(self, source: Source, scores: Sequence[tuple[str, Decimal]]) -> Iterator[SourceQuality]:
        label = scores[-1][0] if scores else ""
        return (one for one in self._found.sources if (one.source, one.period) == (source.id, label))

    def _trend(self, scores: Sequence[tuple[str, Decimal]]) -> Cell:
        """The last scores in words, all of them as a line."""
        if len(scores) < 2:
            return Cell(text="—")
        shown = scores[-PERIODS:]
        first, last = scores[0][0], scores[-1][0]
        points = tuple(Point(x=place, value=value) for place, (_, value) in enumerate(scores))
        return Cell(
            text=" → ".join(self._number(value) for _, value in shown),
            sub=self._say(f"de {shown[0][0]} à {last}", f"{shown[0][0]} to {last}"),
            picture=Picture(
                svg=sparkline(points), alt=self._say(f"de {first} à {last}", f"{first} to {last}")
            ),
        )

    # Findings

    def _findings(self, title: str, anchor: str, found: Sequence[Finding]) -> Iterator[Block]:
        if not found:
            return
        yield Heading(level=2, text=title, anchor=anchor)
        # What waits for an explanation comes first, the latest period at the top.
        ordered = sorted(found, key=lambda one: one.period, reverse=True)
        ordered.sort(key=lambda one: one.override is not None)
        yield table("", self._titles(_FINDINGS), map(self._finding, ordered[:SHOWN]), numbers=(3, 4, 5))
        if len(found) > SHOWN:
            more = len(found) - SHOWN
            told = self._say(
                f"Et {more} autres\u00a0: « jalon quality ».", f"And {more} others: “jalon quality”."
            )
            yield Paragraph((told,))

    def _finding(self, one: Finding) -> tuple[str | Cell, ...]:
        why = ""
        if one.override is not None:
            accepted = self._say("accepté par", "accepted by")
            colon = self._say("\u00a0:", ":")
            why = f"{accepted} {one.override.by}{colon} {one.override.because}"
        return (
            Cell(
                text=one.rule,
                sub=SEVERITIES[one.severity].say(self._language),
                href=f"#{entity_anchor(one.entity)}",
            ),
            self._unit(one.unit),
            one.period,
            self._measure(one.measured, one.sign),
            self._measure(one.tolerated, one.sign),
            format_number(Decimal(one.rows), 0, self._language),
            Cell(text=one.because.say(self._language), sub=why),
        )

    def _rule(self, rule: QualityRule) -> tuple[str | Cell, ...]:
        said = rule.because.say(self._language)
        return rule.id, SEVERITIES[rule.severity].say(self._language), said

    # Words

    def _say(self, fr: str, en: str) -> str:
        return fr if self._language is Language.FR else en

    def _titles(self, titles: Text) -> list[str]:
        return titles.say(self._language).split("|")

    def _unit(self, unit: str) -> str:
        return self._dossier.perimeter.label(unit).say(self._language) if unit else "—"

    def _number(self, value: Decimal) -> str:
        return format_number(value, 0 if value == value.to_integral_value() else 1, self._language)

    def _measure(self, value: Decimal, sign: str) -> str:
        short = round(value, 2)
        digits = max(0, -int(short.normalize().as_tuple().exponent))
        return format_number(short, digits, self._language) + sign


def entity_anchor(entity: str) -> str:
    """Where the catalogue tells of an entity."""
    return f"entity-{entity}".replace("_", "-")


def _anchor(source: str) -> str:
    return f"quality-{source}".replace("_", "-")


def _tone(score: Decimal) -> Tone:
    return Tone.GOOD if score == FULL else Tone.NEUTRAL
