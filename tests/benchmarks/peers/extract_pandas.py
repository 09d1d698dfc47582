"""The same job as a pandas script: read, translate, convert, check, judge, pseudonymise, write to Parquet."""

from __future__ import annotations

import hashlib
import hmac
import json
import sys

import pandas as pd

KEY = b"a key for this run only, 32 bytes"
CODES = {
    "diplome": {
        "ING": "engineering",
        "MAS": "master",
        "LIC": "bachelor",
        "DOC": "doctorate",
        "MAN": "management",
        "AUT": "other",
    },
    "regime": {"FI": "student", "FA": "apprentice", "FC": "continuing-education"},
    "sexe": {"1": "M", "2": "F"},
    "principale": {"O": True, "N": False},
    "entrant": {"O": True, "N": False},
    "situation": {"F": "in-training", "C": "gap-year", "E": "abroad"},
}
NEEDED = ["uai", "annee", "ine", "formation", "diplome", "sexe", "inscription", "principale", "entrant"]

rows = pd.read_csv(sys.argv[1], sep=";", dtype=str)
rows = rows.apply(lambda column: column.str.strip())
received = rows.copy()
for column, words in CODES.items():
    rows[column] = rows[column].map(words)
for column in ("naissance", "inscription"):
    rows[column] = pd.to_datetime(rows[column], format="%Y-%m-%d", errors="coerce")
for column in ("droits", "credits", "assiduite"):
    rows[column] = pd.to_numeric(rows[column].str.replace(",", ".", regex=False), errors="coerce")
rows["bac_annee"] = pd.to_numeric(rows["bac_annee"], errors="coerce").astype("Int64")
rows["uai"] = rows["uai"].where(rows["uai"].str.fullmatch(r"07500\d\d[A-M]"))
rows["annee"] = rows["annee"].where(rows["annee"].str.fullmatch(r"\d{4}-\d{4}"))
faulty = (received.notna() & rows.isna()).any(axis=1) | rows[NEEDED].isna().any(axis=1)
rows = rows[~faulty].drop_duplicates(["uai", "annee", "ine", "formation"])
groups = [rows["uai"], rows["annee"]]
shares = {
    "fees": (~rows["droits"].between(0, 20000) & rows["droits"].notna()).groupby(groups).mean(),
    "age": (rows["inscription"].dt.year - rows["naissance"].dt.year < 15).groupby(groups).mean(),
    "secondary": rows["bac_annee"].isna().groupby(groups).mean(),
    "change": rows.groupby(groups).size().groupby("uai").pct_change().abs(),
}
limits = {"fees": 0.001, "age": 0.01, "secondary": 0.2, "change": 0.2}
failed = sum(int((share > limits[rule]).sum()) for rule, share in shares.items())
persons = {person: hmac.digest(KEY, person.encode(), hashlib.sha256).hex() for person in rows["ine"].unique()}
rows["ine"] = rows["ine"].map(persons)
rows.drop(columns="numero").to_parquet(sys.argv[2])
print(json.dumps({"accepted": len(rows), "failed": failed}))
