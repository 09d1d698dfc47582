"""The registry of units of measurement."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from jalon.dossier.raw.units import read_units
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Issues
from jalon.kernel.strictyaml import parse_yaml
from jalon.kernel.units import Unit
from reference.markdown import both, code, page, table

_INTRODUCTION = """The units of measurement that indicators, targets and commitments use. Two quantities are
compared or added only when they measure the same dimension; a share and a head-count never are.

A unit of money followed by a year is constant money: `EUR 2022` means euros at 2022 prices. Amounts at the
prices of different years are never compared. The difference of two shares is in `points`."""


def units_page() -> str:
    """The page ``units.md``."""
    rows = [(code(unit.id), both(unit.symbol), unit.dimension, f"{unit.factor:f}") for unit in _units()]
    headers = ("unit", "printed", "dimension", "worth, in the unit of factor 1")
    return page("Units of measurement", _INTRODUCTION, table(headers, rows))


def _units() -> Iterator[Unit]:
    issues = Issues()
    text = (files("jalon.library") / "units.yaml").read_text(encoding="utf-8")
    record = parse_yaml(text, "units.yaml", issues)
    assert record is not None, "units.yaml is shipped and cannot be read"
    yield from read_units(Fields(record, issues))
    assert not issues.has_errors, "units.yaml is shipped and has faults"
