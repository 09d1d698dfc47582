"""The pages on ledgers, staff, meters and weather: their sources, copied as they are, load."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from ledgers import HEADER, entry
from oracles.small import Small, indicator, perimeter, small
from oracles.test_documented_sources import sources
from payroll import FILE
from series import hours

UNITS = perimeter("north").replace("name: North", "name: North, codes: {letters: N}")
PAYROLL = """
entity: payroll-contract
name: Contracts in payroll
grain: one row by contract
calendar: month
columns:
  - {column: person, type: text, required: true, pseudonym: staff, sensitivity: personal}
  - {column: number, type: text}
  - {column: started, type: date, sensitivity: personal}
  - {column: quota, type: decimal}
"""
LEDGER = HEADER + entry("1", "1437,12") + entry("2", "5,00")
STAFF = (
    "year;unit;matricule;contract;category;sex;quota;start;end\n"
    "2023;N;10042;C1;academic;F;80;2019-09-01;\n"
    "2023;N;10043;C2;research;M;100;2023-02-01;2023-04-30\n"
)
METERS = "meter,at,kwh,building\n" + hours("E1", "2023-01-01", ["2"] * 24).replace("\n", ",library\n")
WEATHER = "station,at,temperature\n" + hours("s", "2023-01-01", ["5"] * 24)
FILES = {
    "load-a-ledger.md": {"data/123456789FEC20231231.txt": LEDGER},
    "load-staff.md": {"data/staff.csv": STAFF},
    "load-meters-and-weather.md": {"data/meters.csv": METERS, "data/weather.csv": WEATHER},
}
TOTALS = {
    "amount": indicator("amount", "{kind: total, entity: ledger-line, value: debit}", unit="EUR").replace(
        "calendar: year", "calendar: financial-year"
    ),
    "etpt": indicator("etpt", "{kind: total, entity: staff-contract, value: etpt}", unit="ETPT"),
    "quota": indicator("quota", "{kind: total, entity: payroll-contract, value: quota}", unit="ETPT").replace(
        "calendar: year", "calendar: month"
    ),
    "energy": indicator("energy", "{kind: total, entity: meter-reading, value: reading}", unit="kWh").replace(
        "calendar: year", "calendar: month"
    ),
}


def made(folder: Path, page: str, *names: str) -> Small:
    found = sources(page)
    indicators = {f"indicators/{name}.yaml": TOTALS[name] for name in names}
    extra = {"entities/payroll.yaml": PAYROLL} if page == "load-staff.md" else {}
    place = small(folder, {**found, **FILES[page], **indicators, **extra}, UNITS)
    if page == "load-staff.md":
        _zip_of_months(place.folder / "data" / "dsn-2023.zip")
    return place


def _zip_of_months(path: Path) -> None:
    """September and October: each of the three contracts is 121.34 hours of 151.67."""
    hours_told = "\r\nS21.G00.40.012,'151.67'\r\nS21.G00.40.013,'121.34'"
    text = FILE.replace("\r\nS21.G00.40.013,'80.00'", "").replace("'28'", "'33'")
    for number in ("C1", "C2", "C9"):
        text = text.replace(f"S21.G00.40.009,'{number}'", f"S21.G00.40.009,'{number}'{hours_told}")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("dsn-2023-09.txt", text)
        archive.writestr("dsn-2023-10.txt", text.replace("'01092023'", "'01102023'"))


@pytest.mark.parametrize("page", FILES)
def test_the_sources_of_a_page_are_sound_and_load(page: str, tmp_path: Path) -> None:
    place = made(tmp_path, page)
    assert place.faults == []
    loaded = place.load()
    assert loaded.is_whole, [issue.code for issue in loaded.issues]


@pytest.mark.parametrize(
    ("page", "name", "period", "value"),
    [
        ("load-a-ledger.md", "amount", "2023", Decimal("1442.12")),
        ("load-staff.md", "etpt", "2023", Decimal("0.8") + Decimal("0.243836")),
        ("load-staff.md", "quota", "2023-10", Decimal("2.4")),
        ("load-meters-and-weather.md", "energy", "2023-01", Decimal(48)),
    ],
)
def test_figures_of_the_pages(page: str, name: str, period: str, value: Decimal, tmp_path: Path) -> None:
    """A ledger of 1,437.12 and 5.00; 80 % all year and 89 days of 365; 24 hours of 2 kWh."""
    place = made(tmp_path, page, name)
    place.load()
    place.compute()
    assert Decimal(str(place.values(name, period)["north"])) == value
