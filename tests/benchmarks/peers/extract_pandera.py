"""The extract read and validated with pandera on polars: types, required cells, listed values, the key."""

from __future__ import annotations

import json
import sys

import pandera.polars as pa
import polars as pl

number = pl.col("droits", "credits", "assiduite").str.replace(",", ".", literal=True)
rows = pl.read_csv(sys.argv[1], separator=";", infer_schema=False).with_columns(
    number.cast(pl.Float64, strict=True),
    pl.col("bac_annee").cast(pl.Int64, strict=True),
    pl.col("naissance").str.to_date("%Y-%m-%d", strict=False),
    pl.col("inscription").str.to_date("%Y-%m-%d", strict=False),
)
listed = {
    "diplome": (["ING", "MAS", "LIC", "DOC", "MAN", "AUT"], False),
    "regime": (["FI", "FA", "FC"], True),
    "sexe": (["1", "2"], False),
    "principale": (["O", "N"], False),
    "entrant": (["O", "N"], False),
    "situation": (["F", "C", "E"], True),
}
columns = {
    "ine": pa.Column(pl.String),
    "uai": pa.Column(pl.String, pa.Check.str_matches("^07500[0-9]{2}[A-M]$")),
    "annee": pa.Column(pl.String, pa.Check.str_matches("^[0-9]{4}-[0-9]{4}$")),
    "formation": pa.Column(pl.String),
    **{
        name: pa.Column(pl.String, pa.Check.isin(values), nullable=nullable)
        for name, (values, nullable) in listed.items()
    },
    "naissance": pa.Column(pl.Date),
    "inscription": pa.Column(pl.Date),
    "nationalite": pa.Column(pl.String),
    "bac_annee": pa.Column(pl.Int64, nullable=True),
    "droits": pa.Column(pl.Float64),
    "credits": pa.Column(pl.Float64),
    "assiduite": pa.Column(pl.Float64),
}
schema = pa.DataFrameSchema(columns, unique=["uai", "annee", "ine", "formation"])
try:
    schema.validate(rows, lazy=True)
except pa.errors.SchemaErrors as found:
    faults = len(found.failure_cases)
else:
    faults = 0
print(json.dumps({"faults": faults}))
