"""The public files of a release: the same rows as CSV, JSON and Parquet, and what they mean."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from jalon.dossier.catalogue import Dossier
from jalon.dossier.disclosure import DisclosureMethod, DisclosureRule, Zeros
from jalon.dossier.indicator import entities
from jalon.figures.figure import Figure, FigureSet
from jalon.kernel.missing import Missing, Reason
from jalon.kernel.spreadsheets import harmless
from jalon.kernel.texts import Language, Text
from jalon.services.arrow import as_arrow, flat
from jalon.services.rows import Row
from jalon.services.show import number, reason

COLUMNS: dict[str, tuple[str, Text]] = {
    "indicator": ("string", Text("identifiant de l’indicateur", "identifier of the indicator")),
    "indicator_fr": ("string", Text("nom de l’indicateur en français", "name of the indicator in French")),
    "indicator_en": ("string", Text("nom de l’indicateur en anglais", "name of the indicator in English")),
    "unit": ("string", Text("identifiant de l’unité, ou institute", "identifier of the unit, or institute")),
    "unit_name": ("string", Text("nom de l’unité", "name of the unit")),
    "period": ("string", Text("période", "period")),
    "breakdown": ("string", Text("colonne de ventilation", "column of the breakdown")),
    "category": ("string", Text("catégorie de la ventilation", "category of the breakdown")),
    "perimeter": ("string", Text("unités dont parle l’ensemble", "which units the whole is about")),
    "perimeter_on": (
        "string",
        Text(
            "re-based : le jour dont les membres font le périmètre",
            "re-based: the day whose members make the perimeter",
        ),
    ),
    "state": (
        "string",
        Text(
            "complete, incomplete, estimated, missing, uncertain, ou suppressed : masqué",
            "complete, incomplete, estimated, missing, uncertain, or suppressed: hidden",
        ),
    ),
    "value": ("number", Text("valeur", "value")),
    "numerator": ("number", Text("numérateur d’un rapport", "numerator of a ratio")),
    "denominator": ("number", Text("dénominateur d’un rapport", "denominator of a ratio")),
    "counted_twice": ("number", Text("comptés dans plusieurs unités", "counted in several units")),
    "measured_in": ("string", Text("unité de mesure", "unit of measurement")),
    "expected_units": ("integer", Text("unités attendues", "units expected")),
    "received_units": ("integer", Text("unités reçues", "units received")),
    "estimated_units": ("integer", Text("unités estimées", "units estimated")),
    "reason_fr": ("string", Text("raison, en français", "reason, in French")),
    "reason_en": ("string", Text("raison, en anglais", "reason, in English")),
}
"""The columns of a public file: type and meaning."""


def public_files(
    dossier: Dossier, figures: FigureSet, rule: DisclosureRule | None, name: str, as_of: date
) -> dict[str, bytes]:
    """The files of a release by name."""
    rows = [public_row(dossier, figure) for figure in figures.figures]
    return {
        "figures.csv": _csv(rows),
        "figures.json": _json(rows),
        "figures.parquet": _parquet(rows),
        "datapackage.json": _json(_package(dossier, rule, name, as_of)),
    }


def public_row(dossier: Dossier, figure: Figure) -> Row:
    """One figure as anybody may see it: no count of rows, no remark, no hash."""
    version = dossier.indicator(figure.indicator, figure.period.start)
    column, category = figure.breakdown[0] if figure.breakdown else (None, None)
    bridge = figure.bridge
    return {
        "indicator": figure.indicator,
        "indicator_fr": version.name.fr,
        "indicator_en": version.name.en,
        "unit": figure.unit,
        "unit_name": dossier.perimeter.label(figure.unit).fr,
        "period": figure.period.label,
        "breakdown": column,
        "category": category,
        "perimeter": figure.scope.value,
        "perimeter_on": figure.on.isoformat() if figure.on else None,
        "state": public_state(figure),
        "value": number(figure.value),
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "counted_twice": number(bridge.counted_twice) if bridge else None,
        "measured_in": version.unit,
        "expected_units": len(figure.completeness.expected),
        "received_units": len(figure.completeness.received),
        "estimated_units": len(figure.completeness.estimated),
        "reason_fr": reason(dossier, figure, Language.FR) or None,
        "reason_en": reason(dossier, figure, Language.EN) or None,
    }


def public_state(figure: Figure) -> str:
    """The state of a figure; ``suppressed`` when it is hidden."""
    value = figure.value
    is_hidden = isinstance(value, Missing) and value.reason is Reason.SUPPRESSED
    return Reason.SUPPRESSED.value if is_hidden else figure.state.value


def rule_words(rule: DisclosureRule | None) -> Text:
    """A rule in a sentence."""
    if rule is None:
        return Text("Aucune règle de diffusion.", "No rule of disclosure.")
    if rule.method is DisclosureMethod.ROUND:
        return Text(
            f"Nombres de personnes arrondis au multiple de {rule.base} le plus proche, chacun à partir du "
            "nombre exact\u00a0: un total peut différer de la somme de ses parties. Pourcentages sur moins "
            f"de {rule.percentages_from} personnes et moyennes sur moins de {rule.averages_from}\u00a0: "
            "masqués.",
            f"Numbers of persons are rounded to the nearest multiple of {rule.base}, each from the exact "
            "number: a total may differ from the sum of its parts. Percentages on fewer than "
            f"{rule.percentages_from} persons and averages on fewer than {rule.averages_from} are hidden.",
        )
    zero_fr = "de 0" if rule.zeros is Zeros.HIDDEN else "de 1"
    zero_en = "0" if rule.zeros is Zeros.HIDDEN else "1"
    return Text(
        f"Nombres {zero_fr} à {rule.threshold - 1} personnes masqués, avec ceux qui les feraient retrouver "
        "par soustraction.",
        f"Numbers from {zero_en} to {rule.threshold - 1} persons are hidden, with those that would give them "
        "back by subtraction.",
    )


def _package(dossier: Dossier, rule: DisclosureRule | None, name: str, as_of: date) -> dict[str, object]:
    """The description of the files, in the form of a Frictionless data package."""
    fields = [
        {"name": key, "type": kind, "description": meaning.en, "description_fr": meaning.fr}
        for key, (kind, meaning) in COLUMNS.items()
    ]
    read = {
        name for versions in dossier.indicators.values() for v in versions for name in entities(v.measure)
    }
    sources = [one for one in dossier.sources.values() if one.entity in read]
    licences = list(dict.fromkeys(one.licence for one in sources if one.licence))
    words = rule_words(rule)
    notices = [text for text in (dossier.notice, dossier.contract.notice) if text.en]
    return {
        "name": f"{dossier.id}-{name}".lower(),
        "title": dossier.title.en,
        "title_fr": dossier.title.fr,
        "created": as_of.isoformat(),
        "synthetic": dossier.synthetic,
        "notices": [{"fr": text.fr, "en": text.en} for text in notices],
        "licenses": [{"title": licence} for licence in licences],
        "sources": [
            {"title": one.name.en, "title_fr": one.name.fr, "licence": one.licence} for one in sources
        ],
        "disclosure": {
            "en": words.en,
            "fr": words.fr,
            "references": [str(one) for one in rule.references] if rule else [],
        },
        "resources": [_resource(ending, fields) for ending in ("csv", "json", "parquet")],
    }


def _resource(ending: str, fields: Sequence[object]) -> dict[str, object]:
    return {
        "name": f"figures-{ending}",
        "path": f"figures.{ending}",
        "format": ending,
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _csv(rows: Sequence[Row]) -> bytes:
    sink = io.StringIO(newline="")
    writer = csv.DictWriter(sink, fieldnames=list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(flat(cell)) for key, cell in row.items()} for row in rows)
    return sink.getvalue().encode()


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(rows: Sequence[Row]) -> bytes:
    sink = pa.BufferOutputStream()
    pq.write_table(as_arrow(rows), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content
