"""Mistakes in what is kept under a key."""

from __future__ import annotations

from faults.base import Case

STAY = """\
entity: stay
name: Stays
grain: one row a person
calendar: year
columns:
  - {column: person, type: text, sensitivity: personal, identity: person, pseudonym: person}
"""

CASES = (
    Case(
        code="no-linkage-model",
        changes={
            "entities/stay.yaml": STAY.replace("identity: person", "identity: author"),
            "sources/stays.yaml": """\
source: stays
name: Stays
entity: stay
file: data/stays.csv
reader: {kind: csv}
unit: {column: school}
period: {column: year}
columns:
  person: {keys: [{scheme: ine, from: INE}]}
link:
  ▸author: {family_name: NAME}
""",
            "data/stays.csv": "school,year,INE,NAME\n",
        },
        en=("« author »", "jalon identity"),
        fr=("« author »", "jalon identity"),
    ),
    Case(
        code="pseudonym-not-text",
        changes={
            "entities/stay.yaml": STAY.replace("type: text", "type: integer").replace(
                "identity: person, ", "▸"
            )
        },
        en=("« person »", "integer", "type: text"),
        fr=("« person »", "integer", "type: text"),
    ),
    Case(
        code="keys-of-plain-column",
        changes={
            "entities/stay.yaml": STAY.replace(", identity: person, pseudonym: person", ""),
            "sources/stays.yaml": """\
source: stays
name: Stays
entity: stay
file: data/stays.csv
reader: {kind: csv}
unit: {column: school}
period: {column: year}
columns:
  person: {▸keys: [{scheme: ine, from: INE}]}
""",
            "data/stays.csv": "school,year,INE\n",
        },
        en=("« person »", "« stay »", "pseudonym"),
        fr=("« person »", "« stay »", "pseudonym"),
    ),
    Case(
        code="described-without-key",
        changes={
            "entities/stay.yaml": STAY.replace("identity: person", "identity: author"),
            "sources/stays.yaml": """\
source: stays
name: Stays
entity: stay
file: data/stays.csv
reader: {kind: csv}
unit: {column: school}
period: {column: year}
columns:
  person: {keys: [{scheme: ine, from: INE}]}
link:
  ▸person: {family_name: NAME}
""",
            "data/stays.csv": "school,year,INE,NAME\n",
        },
        en=("« person »", "« stay »", "identity: person"),
        fr=("« person »", "« stay »", "identity: person"),
    ),
)
