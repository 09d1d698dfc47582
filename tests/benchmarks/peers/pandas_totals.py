"""The INSA example's totals as a script with pandas, without completeness, reasons or provenance."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd

DATA = Path(sys.argv[1])
FIVE = [
    "Contrats et prestations de recherche hors ANR",
    "ANR investissements d'avenir",
    "ANR hors investissements d'avenir",
    "Valorisation",
    "Subventions Union Européenne",
]

rows = pd.read_csv(DATA / "sise_insa.csv")
engineers = rows[rows["Diplôme"] == "Formations d'ingénieurs"]
doctors = rows[rows["Diplôme"] == "Doctorat"]
keys = ["pid", "Rentrée"]
found = [chosen.groupby(keys)["Etudiants"].sum() for chosen in (engineers, doctors)]
found.append(engineers[engineers["Sexe"] == "F"].groupby(keys)["Etudiants"].sum() / found[0])
for column in ("Sexe", "Secteur.disciplinaire", "Attractivité.internationale"):
    found += [chosen.groupby([*keys, column])["Etudiants"].sum() for chosen in (engineers, doctors)]
whole = engineers.groupby("Rentrée")["Etudiants"].sum()

prices = pd.read_csv(DATA / "insee_ipc_ensemble_base2015.csv")
prices = prices[prices["Libellé"].str.endswith("France - Ensemble")].dropna().drop(columns="Libellé").iloc[0]
levels = prices.groupby(prices.index.str[:4]).agg(["mean", "count"])
levels = levels[levels["count"] == 12]["mean"]
levels.index = levels.index.astype(int)
accounts = pd.read_csv(DATA / "finances_insa.csv", sep=";")
accounts = accounts[accounts["source"] == "Comptes financiers"]
accounts["research"] = accounts[FIVE].sum(axis=1, min_count=1)
accounts["europe"] = accounts[FIVE[-1]].fillna(0).where(accounts["research"].notna())
by_year = accounts.groupby("exercice")[["research", "europe"]].sum(min_count=1)
real = by_year.mul(levels.loc[2022] / levels, axis=0)
accounts.groupby(["id - paysage", "exercice"])[["research", "europe"]].sum(min_count=1)
print(json.dumps({"engineers": int(whole[2012]), "research": round(float(real["research"][2023]))}))
