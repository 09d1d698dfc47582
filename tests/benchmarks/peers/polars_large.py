"""The large file's totals as a script with polars: read, write to Parquet, add up by school and category."""

from __future__ import annotations

import json
import sys

import polars as pl

rows = pl.read_csv(sys.argv[1])
rows.write_parquet(sys.argv[2])
engineers = rows.filter(pl.col("Diplôme") == "Formations d'ingénieurs")
doctors = rows.filter(pl.col("Diplôme") == "Doctorat")
keys, total = ["pid", "Rentrée"], pl.col("Etudiants").sum()
women = pl.col("Etudiants").filter(pl.col("Sexe") == "F").sum()
found = [engineers.group_by(keys).agg(total, share=women / total), doctors.group_by(keys).agg(total)]
for column in ("Sexe", "Secteur.disciplinaire", "Attractivité.internationale"):
    found += [chosen.group_by([*keys, column]).agg(total) for chosen in (engineers, doctors)]
whole = engineers.filter(pl.col("Rentrée") == 2023)["Etudiants"].sum()
print(json.dumps({"engineers": int(whole)}))
