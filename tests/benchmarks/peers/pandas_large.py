"""The large file's totals as a script with pandas: read, write to Parquet, add up by school and category."""

from __future__ import annotations

import json
import sys

import pandas as pd

rows = pd.read_csv(sys.argv[1])
rows.to_parquet(sys.argv[2])
engineers = rows[rows["Diplôme"] == "Formations d'ingénieurs"]
doctors = rows[rows["Diplôme"] == "Doctorat"]
keys = ["pid", "Rentrée"]
found = [chosen.groupby(keys)["Etudiants"].sum() for chosen in (engineers, doctors)]
found.append(engineers[engineers["Sexe"] == "F"].groupby(keys)["Etudiants"].sum() / found[0])
for column in ("Sexe", "Secteur.disciplinaire", "Attractivité.internationale"):
    found += [chosen.groupby([*keys, column])["Etudiants"].sum() for chosen in (engineers, doctors)]
print(json.dumps({"engineers": int(engineers.groupby("Rentrée")["Etudiants"].sum()[2023])}))
