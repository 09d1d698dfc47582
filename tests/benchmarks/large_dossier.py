"""A dossier with every institution of a national enrolment file as a unit, and the example's indicators."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
from pathlib import Path

INDICATORS = ("engineering-students", "women-engineering", "phd-students")
HEAD = """\
dossier: large
title: {fr: Tous les établissements, en: Every institution}
institution: {fr: Tous les établissements, en: Every institution}
"""
CONTRACT = """\
contract: large
title: {fr: Sans engagement, en: Without commitments}
since: 2018-01-01
until: 2024-01-01
reference: {document: Benchmark}
"""


def write_large_dossier(folder: Path, example: Path, data: Path) -> int:
    """Write the dossier.

    Args:
        folder: where.
        example: the dossier whose indicators and source are taken over.
        data: the enrolment file, gzipped CSV.

    Returns:
        The number of units.
    """
    (folder / "data").mkdir(parents=True)
    shutil.copy(data, folder / "data" / "sise.csv.gz")
    (folder / "dossier.yaml").write_text(HEAD, encoding="utf-8")
    (folder / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
    (folder / "sources").mkdir()
    source = (example / "sources" / "enrolments.yaml").read_text(encoding="utf-8")
    (folder / "sources" / "enrolments.yaml").write_text(_for_everybody(source), encoding="utf-8")
    (folder / "indicators").mkdir()
    for name in INDICATORS:
        shutil.copy(example / "indicators" / f"{name}.yaml", folder / "indicators")
    units = _institutions(data)
    lines = [
        f"  - {{unit: u{number}, name: {json.dumps(name, ensure_ascii=False)}, codes: {{paysage: {code}}}}}"
        for number, (code, name) in enumerate(units.items(), start=1)
    ]
    perimeter = "\n".join(["institute: {fr: Ensemble, en: Whole}", "units:", *lines, ""])
    (folder / "perimeter.yaml").write_text(perimeter, encoding="utf-8")
    return len(units)


def _for_everybody(source: str) -> str:
    """The source with the large file, and without the exemptions of the example's units."""
    return re.sub(
        r"^not_expected:\n(?:[ -].*\n)*",
        "",
        re.sub(r"^file: .*$", "file: data/sise.csv.gz", source, flags=re.M),
        flags=re.M,
    )


def _institutions(data: Path) -> dict[str, str]:
    """Name by code, in the order of codes."""
    with gzip.open(data, "rt", encoding="utf-8", newline="") as file:
        found = {row["pid"]: row["Etablissement"] for row in csv.DictReader(file)}
    return dict(sorted(found.items()))
