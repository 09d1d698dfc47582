"""Faults of workbooks: which sheet is read, and cells that show no value."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "sheet-not-certain",
        "Which sheet of {file} is to be read is not certain: several visible ones have the columns, or none "
        "is visible.",
        "On ne sait pas quelle feuille de {file} lire : plusieurs feuilles visibles ont les colonnes, ou "
        "aucune n’est visible.",
        "Name it in the source, « reader: {sheet: NAME} », or deliver a workbook with that sheet alone. "
        "Sheets: {known}.",
        "Nommez-la dans la source, « reader: {sheet: NOM} », ou livrez un classeur avec cette seule feuille. "
        "Feuilles : {known}.",
    ),
    Fault(
        "cell-formula-error",
        "The cell of the column « {column} » shows an error ({value}), not a value.",
        "La cellule de la colonne « {column} » affiche une erreur ({value}), pas une valeur.",
        "Correct the formula in the spreadsheet and save it again; empty the cell if there is no value.",
        "Corrigez la formule dans le tableur et enregistrez de nouveau ; videz la cellule s’il n’y a pas de "
        "valeur.",
    ),
    Fault(
        "cell-formula-not-computed",
        "The cell of the column « {column} » holds a formula whose result is not in the file.",
        "La cellule de la colonne « {column} » contient une formule dont le résultat n’est pas dans le "
        "fichier.",
        "Open the workbook in a spreadsheet, which computes it, and save it again; a program that writes "
        "workbooks must write values.",
        "Ouvrez le classeur dans un tableur, qui calcule la formule, et enregistrez de nouveau ; un "
        "programme qui écrit des classeurs doit y écrire des valeurs.",
    ),
)
