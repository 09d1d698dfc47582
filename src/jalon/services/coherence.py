"""Coherence: whether the schools' targets make the institute's, from stored figures and the contract."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.raw.folder import read_folder
from jalon.figures.measures.distinct import Ledger
from jalon.figures.overlap import Overlaps, Side, read_overlaps
from jalon.figures.store import read_figures
from jalon.infocentre.workspace import Workspace
from jalon.kernel.issues import Issues, Place
from jalon.kernel.missing import Between, Value
from jalon.kernel.periods import Period
from jalon.kernel.suggestions import hint
from jalon.kernel.texts import Language
from jalon.outlook.coherence.assemble import Coherences, coherence
from jalon.outlook.coherence.context import Context, LedgerOf
from jalon.outlook.coherence.model import Coherence, Contribution, Finding, Word
from jalon.services.problems import stop
from jalon.services.rows import Cell, Row
from jalon.services.show import number

PlaceOf = Callable[[Finding], Place | None]
"""Where what a finding is about stands in the dossier; None when it is about something that is not there."""

_KEYS = {
    Word.POPULATION_DIFFERS: "population",
    Word.BASE_DIFFERS: "baseline",
    Word.NO_BASE: "baseline",
    Word.BASELINE_NOT_MEASURED_ONE: "baseline",
    Word.BASES_DO_NOT_ADD: "baseline",
    Word.HORIZON_DIFFERS: "horizon",
    Word.TO_BE_SUPPLIED: "to_be_supplied",
    Word.STAGE_DIFFERS: "indicator",
    Word.UNIT_DIFFERS: "indicator",
    Word.DEFINITION_DIFFERS: "indicator",
    Word.NOT_CONSOLIDATED: "indicator",
}
"""The key of a target that a finding is about; its value for the others."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of a contract, and where what they say stands in the dossier."""

    found: Coherences
    place_of: PlaceOf


def coherent(
    dossier: Dossier,
    workspace: Workspace,
    as_of: date,
    *,
    indicators: tuple[str, ...] = (),
    rest_stays: bool = False,
) -> Answered:
    """One answer a target of the institute; figures are used where there are some, and none is needed.

    Args:
        dossier: the dossier.
        workspace: where the figures are.
        as_of: the day of the question.
        indicators: those to answer for; all by default.
        rest_stays: whether units without a target are supposed to stay at their last value.

    Raises:
        DossierProblem: an indicator is unknown.
    """
    for name in indicators:
        if name not in dossier.indicators:
            raise stop("unknown-choice", kind="indicator", name=name, known=hint(name, dossier.indicators))
    context = Context(
        dossier=dossier,
        figures=read_figures(workspace.figures, totals_only=True),
        as_of=as_of,
        ledger_of=ledgers_of(read_overlaps(workspace.figures)),
        rest_stays=rest_stays,
    )
    found = coherence(context)
    return Answered(_chosen(dossier, found, indicators), _places(dossier))


def ledgers_of(overlaps: Overlaps) -> LedgerOf:
    """Where coherence finds who shares whom: the ledgers stored beside figures."""

    def ledger_of(indicator: str, side: Side, period: Period) -> Ledger | None:
        return overlaps.ledger(indicator, side, period)

    return ledger_of


def _chosen(dossier: Dossier, found: Coherences, indicators: tuple[str, ...]) -> Coherences:
    if not indicators:
        return found
    targets = {target.id for target in dossier.contract.targets if target.indicator in indicators}
    return Coherences(
        tuple(one for one in found.answers if one.indicator in indicators),
        tuple(one for one in found.contradictions if targets.intersection(one.targets)),
    )


def _places(dossier: Dossier) -> PlaceOf:
    raw = read_folder(dossier.folder, Issues())
    assert raw is not None, "the dossier was read and checked before"
    contract = raw.contract

    def place_of(finding: Finding) -> Place | None:
        if not finding.targets:
            return None
        at = f"targets.{finding.targets[0]}"
        found = contract.at(f"{at}.{_KEYS.get(finding.word, 'value')}")
        return contract.at(at) if found == contract.place else found

    return place_of


def coherence_rows(dossier: Dossier, answered: Answered, language: Language) -> list[Row]:
    """One flat row an answer, then one a contradiction between targets: machines lose nothing."""
    place_of, found = answered.place_of, answered.found
    rows = [_answer_row(dossier, one, place_of, language) for one in found.answers]
    for finding in found.contradictions:
        row: Row = {
            "target": finding.targets[0],
            "answer": "contradiction",
            "words": finding.text.say(language),
            "findings": [_finding_row(finding, place_of, language)],
        }
        rows.append({key: row.get(key) for key in rows[0]} if rows else row)
    return rows


def _answer_row(dossier: Dossier, one: Coherence, place_of: PlaceOf, language: Language) -> Row:
    """An answer as a flat row; what stands behind it are lists."""
    return {
        "target": one.target,
        "indicator": one.indicator,
        "period": one.period.label,
        "is_milestone": one.is_milestone,
        "answer": one.answer.value,
        "algebra": one.algebra.value,
        "asked": number(one.asked),
        **_ends("asked", one.asked),
        "implied": number(one.implied),
        **_ends("implied", one.implied),
        "gap": number(one.gap),
        **_ends("gap", one.gap),
        **_ends("logical", one.logical),
        "naive": number(one.naive),
        "needed": number(one.needed),
        **_ends("needed", one.needed),
        "measured_in": dossier.indicator(one.indicator).unit,
        "without_target": ", ".join(one.without) or None,
        "words": one.words.say(language),
        "assumptions": "; ".join(text.say(language) for text in one.assumptions) or None,
        "findings": [_finding_row(finding, place_of, language) for finding in one.findings],
        "contributions": [_contribution(line, language) for line in one.contributions],
        "claims": [
            {
                "target": claim.target,
                "unit": claim.unit,
                "base": _text(claim.base),
                "level": _text(claim.level),
                "increase": _text(claim.increase),
                "is_refused": "yes" if claim.refused else "no",
            }
            for claim in one.claims
        ],
    }


def _finding_row(finding: Finding, place_of: PlaceOf, language: Language) -> dict[str, str]:
    """A finding with the place of the target to mend first."""
    place = place_of(finding)
    return {
        "word": finding.word.value,
        "weight": finding.weight.value,
        "units": ", ".join(finding.units),
        "targets": ", ".join(finding.targets),
        "place": str(place) if place else "",
        "text": finding.text.say(language),
    }


def _contribution(line: Contribution, language: Language) -> dict[str, str]:
    return {
        "unit": line.unit,
        "targets": ", ".join(line.targets),
        "base_period": line.base_period.label if line.base_period else "",
        "base": _text(line.base),
        "goal": _text(line.goal),
        "increase": _text(line.increase),
        "share_of_base": _text(line.share_of_base),
        "share_of_effort": _text(line.share_of_effort),
        "proportional": _text(line.proportional),
        "lag": _text(line.lag),
        "denominator": _text(line.denominator),
        "assumption": line.assumption.say(language),
    }


def _ends(name: str, value: Value | None) -> dict[str, Cell]:
    """Lower and upper bound: the number twice where it is known."""
    if isinstance(value, Between):
        return {f"{name}_low": number(value.low), f"{name}_high": number(value.high)}
    return {f"{name}_low": number(value), f"{name}_high": number(value)}


def _text(value: Value | None) -> str:
    found = number(value)
    return "" if found is None else str(found)
