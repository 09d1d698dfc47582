"""Faults of mapped rows: codes, periods told by a date, the census day."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "row-date-wrong",
        "« {value} », in the column « {column} », is no date that exists: the row has no period.",
        "« {value} », dans la colonne « {column} », n’est pas une date qui existe : la ligne n’a pas de "
        "période.",
        "Write the date as « dates » of the reader says (YYYY-MM-DD by default), or correct « dates ».",
        "Écrivez la date comme le dit « dates » du lecteur (AAAA-MM-JJ par défaut), ou corrigez « dates ».",
    ),
    Fault(
        "row-date-with-time",
        "« {value} », in the column « {column} », holds a time of the day: the row has no period.",
        "« {value} », dans la colonne « {column} », contient une heure : la ligne n’a pas de période.",
        "Deliver the date alone: which day a time falls on depends on the time zone, which is not guessed.",
        "Livrez la date seule : le jour d’une heure dépend du fuseau, qui ne se devine pas.",
    ),
    Fault(
        "cell-date-with-time",
        "« {value} », in the column « {column} », holds a time of the day where a date is expected.",
        "« {value} », dans la colonne « {column} », contient une heure là où une date est attendue.",
        "Deliver the date alone: which day a time falls on depends on the time zone, which is not guessed.",
        "Livrez la date seule : le jour d’une heure dépend du fuseau, qui ne se devine pas.",
    ),
    Fault(
        "census-start-empty",
        "The first day is empty in the column « {column} »: nobody can say whether the row counts.",
        "Le premier jour est vide dans la colonne « {column} » : on ne peut pas dire si la ligne compte.",
        "Fill the first day; only the last day may be empty, for a row that still lasts.",
        "Remplissez le premier jour ; seul le dernier jour peut être vide, pour une ligne qui dure encore.",
    ),
    Fault(
        "census-dates-reversed",
        "The row ends, in the column « {column} », before it starts.",
        "La ligne finit, dans la colonne « {column} », avant de commencer.",
        "Exchange or correct the two dates.",
        "Échangez ou corrigez les deux dates.",
    ),
    Fault(
        "census-several-periods",
        "The row that starts in the column « {column} » covers the census day of several periods.",
        "La ligne qui commence dans la colonne « {column} » couvre le jour d’observation de plusieurs "
        "périodes.",
        "Send one row a period, or tell the period of the file beside « census » with « column » or "
        "« constant ».",
        "Envoyez une ligne par période, ou dites la période du fichier à côté de « census » par « column » "
        "ou « constant ».",
    ),
    Fault(
        "row-not-at-census",
        "Rows set aside: {count} of {received}; they do not cover the census day of their period. First at "
        "line {line}.",
        "Lignes écartées : {count} sur {received} ; elles ne couvrent pas le jour d’observation de leur "
        "période. La première est à la ligne {line}.",
        "Nothing to do if these rows began later or ended earlier; else correct their dates.",
        "Rien à faire si ces lignes ont commencé après ou fini avant ; sinon, corrigez leurs dates.",
    ),
    Fault(
        "code-not-in-list",
        "« {value} », in the column « {column} », leads to no code of the institution’s list.",
        "« {value} », dans la colonne « {column} », ne mène à aucun code de la liste de l’établissement.",
        "Correct the cell, or add the code to the list. Did you mean {known}",
        "Corrigez la cellule, ou ajoutez le code à la liste. Vouliez-vous écrire {known}",
    ),
    Fault(
        "code-not-in-force",
        "« {value} », in the column « {column} », leads to a code that is not in force when the period "
        "begins.",
        "« {value} », dans la colonne « {column} », mène à un code qui n’est pas en vigueur quand la période "
        "commence.",
        "Use the code of that time, or correct « since » and « until » of the code in the list.",
        "Employez le code de cette époque, ou corrigez « since » et « until » du code dans la liste.",
    ),
    Fault(
        "personal-in-text",
        "The column « {column} », which is kept in clear, holds an e-mail address or a social security "
        "number.",
        "La colonne « {column} », qui est gardée en clair, contient une adresse électronique ou un numéro de "
        "sécurité sociale.",
        "Correct the cell at the source. If the column names persons, declare it « pseudonym » in the "
        "entity; if "
        "such texts are meant to be kept, declare it « sensitivity: personal ».",
        "Corrigez la cellule à la source. Si la colonne désigne des personnes, déclarez-la « pseudonym "
        "» dans "
        "l’entité ; si de tels textes doivent être gardés, déclarez-la « sensitivity: personal ».",
    ),
    Fault(
        "codes-unmapped",
        "Different codes without translation: {codes}; cells that hold one: {cells}.",
        "Codes différents sans traduction : {codes} ; cellules concernées : {cells}.",
        "See them all, with the nearest known code, with « jalon codes DOSSIER --feed {feed} ».",
        "Voyez-les tous, avec le code connu le plus proche, par « jalon codes DOSSIER --feed {feed} ».",
    ),
    Fault(
        "codes-unmapped-many",
        "More than {codes} different codes have no translation, in {cells} cells: is it the right column?",
        "Plus de {codes} codes différents n’ont pas de traduction, dans {cells} cellules : est-ce la bonne "
        "colonne ?",
        "Check the column of the mapping; « jalon codes DOSSIER --feed {feed} » lists the first ones.",
        "Vérifiez la colonne de la correspondance ; « jalon codes DOSSIER --feed {feed} » liste les "
        "premiers.",
    ),
)
