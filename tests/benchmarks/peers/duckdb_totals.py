"""The INSA example's totals in hand-written SQL: what a person who knows the data would type in DuckDB."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

DATA = Path(sys.argv[1])
ENROLMENTS = f"""
SELECT pid, "Rentrée" AS year, "Sexe", "Secteur.disciplinaire", "Attractivité.internationale",
  sum("Etudiants") FILTER ("Diplôme" = 'Formations d''ingénieurs') AS engineers,
  sum("Etudiants") FILTER ("Diplôme" = 'Formations d''ingénieurs' AND "Sexe" = 'F') AS women,
  sum("Etudiants") FILTER ("Diplôme" = 'Doctorat') AS doctors
FROM read_csv('{DATA / "sise_insa.csv"}')
GROUP BY GROUPING SETS ((pid, year), (pid, year, "Sexe"), (pid, year, "Secteur.disciplinaire"),
  (pid, year, "Attractivité.internationale"), (year))
"""
ACCOUNTS = f"""
WITH prices AS (
  SELECT * FROM (UNPIVOT (
    SELECT * FROM read_csv('{DATA / "insee_ipc_ensemble_base2015.csv"}')
    WHERE "Libellé" LIKE '%France - Ensemble' ORDER BY "2024-09" NULLS LAST LIMIT 1
  ) ON COLUMNS(* EXCLUDE "Libellé") INTO NAME month VALUE level)
), levels AS (
  SELECT left(month, 4)::INT AS year, avg(level) AS level FROM prices GROUP BY ALL HAVING count(*) = 12
), lines AS (
  SELECT "id - paysage" AS pid, exercice AS year,
    ["Contrats et prestations de recherche hors ANR", "ANR investissements d'avenir",
     "ANR hors investissements d'avenir", "Valorisation", "Subventions Union Européenne"] AS five,
    "Subventions Union Européenne" AS europe, "Ressources propres encaissables" AS own,
    "Produits de fonctionnement encaissables" AS income
  FROM read_csv('{DATA / "finances_insa.csv"}', delim = ';') WHERE source = 'Comptes financiers'
)
SELECT pid, year,
  sum(list_sum(five)) * any_value(base.level) / any_value(levels.level) AS research,
  sum(coalesce(europe, 0)) FILTER (list_sum(five) IS NOT NULL)
    * any_value(base.level) / any_value(levels.level) AS european,
  100 * sum(own) FILTER (income IS NOT NULL) / sum(income) FILTER (own IS NOT NULL) AS own_share
FROM lines JOIN levels USING (year) JOIN levels base ON base.year = 2022
GROUP BY GROUPING SETS ((pid, year), (year))
"""

connection = duckdb.connect(config={"threads": 2})
enrolments = connection.execute(ENROLMENTS).fetchall()
accounts = connection.execute(ACCOUNTS).fetchall()
whole = {row[1]: row for row in enrolments if row[0] is None}
research = {row[1]: row[2] for row in accounts if row[0] is None}
print(json.dumps({"engineers": int(whole[2012][5]), "research": round(research[2023])}))
