"""Faults and remarks of the French payroll declaration (DSN)."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "file-not-dsn",
        "{file} is no DSN: its first line is no rubric such as S10.G00.00.001,'…'.",
        "{file} n’est pas une DSN : sa première ligne n’est pas une rubrique comme S10.G00.00.001,'…'.",
        "Send the text file that the payroll software deposits, not its report.",
        "Envoyez le fichier texte que le logiciel de paie dépose, non son compte rendu.",
    ),
    Fault(
        "dsn-rubric-elsewhere",
        "The table does not have {rubrics}: its rubrics are those of the blocks {blocks}.",
        "La table n’a pas {rubrics} : ses rubriques sont celles des blocs {blocks}.",
        "Write rubrics as S21.G00.40.001, of these blocks, or name another `table`.",
        "Écrivez les rubriques comme S21.G00.40.001, parmi ces blocs, ou nommez une autre `table`.",
    ),
    Fault(
        "dsn-line-broken",
        "The line is no rubric.",
        "La ligne n’est pas une rubrique.",
        "Ask for the file again: a line is S21.G00.30.001,'value', on one line.",
        "Redemandez le fichier : une ligne est S21.G00.30.001,'valeur', sur une seule ligne.",
    ),
    Fault(
        "dsn-orphan",
        "The block {column} stands under nothing: the block that it belongs to does not come before it.",
        "Le bloc {column} n’est rattaché à rien : le bloc auquel il appartient ne le précède pas.",
        "Ask for the whole file: a contract comes after its individual, an individual after the "
        "establishment.",
        "Demandez le fichier entier : un contrat suit son individu, un individu suit l’établissement.",
    ),
    Fault(
        "dsn-replaced",
        "{count} rows of declarations that another one of the file cancels or replaces are set aside (the "
        "first on line {line}).",
        "{count} lignes de déclarations qu’une autre du fichier annule ou remplace sont écartées (la "
        "première en ligne {line}).",
        "Nothing has to be done: the rows of the declaration that replaces are loaded.",
        "Rien à faire : les lignes de la déclaration qui remplace sont chargées.",
    ),
    Fault(
        "dsn-no-end",
        "{file} has no last block S90.G00.90: whether its {rubrics} rubrics are all there is not known.",
        "{file} n’a pas de bloc final S90.G00.90 : on ne sait pas si ses {rubrics} rubriques sont toutes là.",
        "Check that the file was not cut.",
        "Vérifiez que le fichier n’a pas été coupé.",
    ),
    Fault(
        "dsn-count",
        "{file} says that it has {told} rubrics and has {rubrics}.",
        "{file} annonce {told} rubriques et en a {rubrics}.",
        "Check that the file was not cut or edited.",
        "Vérifiez que le fichier n’a été ni coupé ni modifié.",
    ),
    Fault(
        "dsn-quotes",
        "Values that are not between simple quotes: {count}. They were read all the same.",
        "Valeurs qui ne sont pas entre apostrophes : {count}. Elles ont été lues quand même.",
        "Ask for the file as deposited, not opened and saved by a spreadsheet.",
        "Demandez le fichier tel que déposé, non ouvert et enregistré par un tableur.",
    ),
    Fault(
        "dsn-blocks-passed",
        "Rubrics of other blocks, which are not read: {count} ({blocks}).",
        "Rubriques d’autres blocs, qui ne sont pas lus : {count} ({blocks}).",
        "Nothing has to be done.",
        "Rien à faire.",
    ),
)
