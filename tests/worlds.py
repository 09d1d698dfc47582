"""A small dossier of three invented schools with the recipe of a synthetic world."""

from __future__ import annotations

from pathlib import Path

SCHOOLS = ("north", "south", "east")
GROUP = ("north", "south")
"""The schools of a group, which is their sum."""
TROUBLES = """\
troubles:
  - {source: award, unit: south, kind: late}
  - {source: publication, unit: east, kind: refused}
  - {source: engagement, unit: north, kind: faulty-row}
"""

# entity -> (period column, columns of the file, anything else of the source)
SOURCES = {
    "enrolment": ("year", "person programme diploma route sex main entrant situation", "exhaustive: true"),
    "award": ("year", "person programme diploma route sex long_mobility", "exhaustive: true"),
    "staff-contract": ("year", "person contract staff_category status sex quota months etpt", ""),
    "publication": ("year", "publication document_type share", ""),
    "engagement": ("year", "company kind size", "refused_up_to: 5"),
    "research-income": ("year", "kind internal amount", ""),
    "ledger-line": ("year", "line account kind internal counterpart amount", ""),
    "project-progress": ("year", "project steps_done steps_planned", ""),
}
MAIN = "diploma = 'engineering' and main = true"
ENTRANTS = f"{MAIN} and entrant = true"
YEAR, ACADEMIC, FINANCIAL = "year", "academic-year", "financial-year"


def distinct(entity: str, key: str, where: str = "") -> str:
    condition = f', where: "{where}"' if where else ""
    return f"{{kind: distinct, entity: {entity}, key: {key}{condition}}}"


def ratio(top: str, bottom: str) -> str:
    return f"{{kind: ratio, numerator: {top}, denominator: {bottom}}}"


# indicator -> (measure, unit, calendar)
INDICATORS = {
    "students": (distinct("enrolment", "person", MAIN), "persons", ACADEMIC),
    "women": (
        ratio(
            distinct("enrolment", "person", f"{ENTRANTS} and sex = 'F'"),
            distinct("enrolment", "person", ENTRANTS),
        ),
        '"%"',
        ACADEMIC,
    ),
    "programmes": (distinct("enrolment", "programme"), "degrees", ACADEMIC),
    "away": (
        distinct("enrolment", "person", "situation in ('gap-year', 'abroad') or not main"),
        "persons",
        ACADEMIC,
    ),
    "mobility": (
        ratio(distinct("award", "person", "long_mobility = true"), distinct("award", "person")),
        '"%"',
        ACADEMIC,
    ),
    "staff": (distinct("staff-contract", "person"), "persons", YEAR),
    "etpt": ("{kind: total, entity: staff-contract, value: etpt}", "ETPT", YEAR),
    "papers": (distinct("publication", "publication"), "papers", YEAR),
    "paper-shares": ("{kind: fractional, entity: publication, key: publication}", "papers", YEAR),
    "companies": (distinct("engagement", "company"), "companies", YEAR),
    "income": (
        "{kind: constant-price, entity: research-income, value: amount, where: internal = false, "
        "index: prices, base_year: 2022}",
        "EUR 2022",
        FINANCIAL,
    ),
    "ledger": (
        "{kind: total, entity: ledger-line, value: amount, where: internal = false}",
        "kEUR",
        FINANCIAL,
    ),
    "progress": (
        "{kind: collected, entity: project-progress, numerator: steps_done, denominator: steps_planned, "
        "across_units: pool, where: project = 'tools'}",
        '"%"',
        YEAR,
    ),
}

RECIPE = """\
first: 2022
last: 2024
students:
  - diploma: engineering
    total: 400
    by_unit: {north: 5, south: 3, east: 2}
    years: 3
    growth: 5
    women: 22.7
    women_rise: 1
    apprentices: 20
    continuing: 2
    gap_years: 10
    leavers: 3
    changes: 2
    abroad: 8
    two_units: 6
    second_enrolments: 4
    two_programmes: 3
    long_mobility: 18
    long_mobility_rise: 2
    assumption: invented
  - {diploma: other, total: 30, hosted: true, by_unit: {north: 1, east: 1}, years: 1, women: 40, two_units: 5,
     assumption: invented}
courses: {active: 90, per_student: 2, platforms: {moodle: 1}, assumption: invented}
staff: {total: 120, by_unit: {north: 5, south: 3, east: 2}, growth: 1, shared: 5, women: 40,
  part_time: 10, turnover: 10, categories: {academic: 1, technical: 1}, assumption: invented}
publications: {total: 90, by_unit: {north: 5, south: 3, east: 2}, growth: 2, two_units: 15, three_units: 5,
  goal_tied: 30, goals: {"7": 1, "13": 1}, classifier: none, types: {article: 1}, assumption: invented}
grants: {projects: 5, amount: 300000, by_unit: {north: 1, south: 1}, two_units: 30, programmes: {europe: 1},
  assumption: invented}
income: {amount: 2000000, by_unit: {north: 5, south: 3, east: 2}, growth: 3, internal: 5, lines: 3,
  kinds: {company-contracts: 2, national-calls: 1}, assumption: invented}
companies: {total: 80, by_unit: {north: 5, south: 3, east: 2}, growth: 2, turnover: 20, two_units: 20,
  three_units: 6, kinds: {internship: 1, chair: 1}, sizes: {large: 1, micro: 1}, assumption: invented}
energy: {since: 2020, by_unit: {north: 900000, south: 500000}, change: -2, energies: {electricity: 1, gas: 1},
  assumption: invented}
projects: {steps: {tools: 8}, pace: 20, assumption: invented}
prices: {series: all, rise: 3, assumption: invented}
aggregates:
  - {indicator: students, period: 2022-23, value: "400 persons", assumption: invented}
"""


def write_dossier(folder: Path, *, troubles: bool = True) -> Path:
    """The dossier, without any data."""
    files = {
        "dossier.yaml": "dossier: small\ntitle: Small\ninstitution: Three schools\n",
        "perimeter.yaml": "institute: The schools\nunits:\n"
        + "  - {unit: coast, name: Coast}\n"
        + "".join(
            f"  - {{unit: {school}, name: {school.capitalize()}, codes: {{uai: {school.upper()}1}}"
            f"{', parent: coast' if school in GROUP else ''}}}\n"
            for school in SCHOOLS
        ),
        "contract.yaml": "contract: none\ntitle: No contract\nsince: 2022-01-01\nuntil: 2027-01-01\n"
        "notice: Only the marks of this contract are real\n"
        "parties: [{party: institution, name: Schools}]\naxes: []\nobjectives: []\n",
        "parameters.yaml": "price_indices:\n  - {index: prices, name: Prices, entity: price-index, "
        "value: index_value, where: series = 'all'}\n",
        "synthesis.yaml": RECIPE + (TROUBLES if troubles else ""),
        "sources/prices.yaml": "source: prices\nname: Prices\nentity: price-index\n"
        "reader: {kind: csv}\nperiod: {column: month}\n"
        "columns: {series: {constant: all}, index_value: level}\n",
        **{f"sources/{entity}.yaml": _source(entity) for entity in SOURCES},
        **{f"indicators/{name}.yaml": _indicator(name) for name in INDICATORS},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _source(entity: str) -> str:
    period, columns, more = SOURCES[entity]
    mapped = "".join(f"  {column}: {column}\n" for column in columns.split())
    files = "files:\n" + "".join(f"  - {{unit: {school}}}\n" for school in SCHOOLS)
    if entity == "ledger-line":
        # One file for all, which names the schools by a code, in thousands of euros.
        files = "unit: {column: school, codes: uai}\n"
        mapped = mapped.replace("  amount: amount\n", "  amount: {from: amount, unit: kEUR}\n")
    return (
        f"# Nothing was received.\nsource: {entity}\nname: {entity}\nentity: {entity}\n"
        'reader: {kind: csv, delimiter: "|", encoding: latin-1, decimal: ","}\n'
        f"period: {{column: {period}}}\n"
        f"columns:\n{mapped}{files}{more}\n"
    )


def _indicator(name: str) -> str:
    measure, unit, calendar = INDICATORS[name]
    return (
        f"indicator: {name}\nname: {name}\ndefinition: {name}\nmeasure: {measure}\nunit: {unit}\n"
        f"direction: up\ncalendar: {calendar}\nstage: all\npopulation: {{id: {name}, text: {name}}}\n"
        "owner: steering\nfrequency: yearly\navailable: at once\nsince: 2022-01-01\nreference: none\n"
    )
