"""The extract validated by Frictionless: types, required cells, listed values, the primary key."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from frictionless import Dialect, Resource, Schema, formats

NEEDED = {"required": True}
TEXT = ("numero", "nationalite", "bac_serie", "departement")
schema = Schema.from_descriptor(
    {
        "primaryKey": ["uai", "annee", "ine", "formation"],
        "fields": [
            {"name": "ine", "type": "string", "constraints": NEEDED},
            {"name": "numero", "type": "string"},
            {"name": "uai", "type": "string", "constraints": {**NEEDED, "pattern": "07500\\d\\d[A-M]"}},
            {"name": "annee", "type": "string", "constraints": {**NEEDED, "pattern": "\\d{4}-\\d{4}"}},
            {"name": "formation", "type": "string", "constraints": NEEDED},
            {
                "name": "diplome",
                "type": "string",
                "constraints": {**NEEDED, "enum": ["ING", "MAS", "LIC", "DOC", "MAN", "AUT"]},
            },
            {"name": "regime", "type": "string", "constraints": {"enum": ["FI", "FA", "FC"]}},
            {"name": "sexe", "type": "string", "constraints": {**NEEDED, "enum": ["1", "2"]}},
            {"name": "naissance", "type": "date"},
            {"name": "inscription", "type": "date", "constraints": NEEDED},
            {"name": "principale", "type": "string", "constraints": {**NEEDED, "enum": ["O", "N"]}},
            {"name": "entrant", "type": "string", "constraints": {**NEEDED, "enum": ["O", "N"]}},
            {"name": "situation", "type": "string", "constraints": {"enum": ["F", "C", "E"]}},
            {"name": "nationalite", "type": "string", "constraints": NEEDED},
            {"name": "bac_annee", "type": "integer"},
            {"name": "bac_serie", "type": "string"},
            {"name": "departement", "type": "string"},
            {"name": "droits", "type": "number", "decimalChar": ","},
            {"name": "credits", "type": "number", "decimalChar": ","},
            {"name": "assiduite", "type": "number", "decimalChar": ","},
        ],
    }
)
control = formats.CsvControl(delimiter=";")
file = Path(sys.argv[1])
resource = Resource(
    path=file.name, basepath=str(file.parent), schema=schema, dialect=Dialect(controls=[control])
)
report = resource.validate(limit_errors=1_000_000)
faulty = {error.row_number for error in report.tasks[0].errors}
print(json.dumps({"faulty": len(faulty)}))
