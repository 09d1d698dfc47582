"""Faults of the mapping: entities extended, code lists, crosswalks, periods told by a date or a census day."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # In the dossier
    Fault(
        "column-already-there",
        "The entity {entity} has the column « {column} » already, at {first}.",
        "L’entité {entity} a déjà la colonne « {column} », à {first}.",
        "An extension only adds columns: give the new one another name, or remove it and fill the one that "
        "is there.",
        "Une extension ne fait qu’ajouter des colonnes : donnez un autre nom à la nouvelle, ou retirez-la et "
        "remplissez celle qui existe.",
    ),
    Fault(
        "bad-day-of-year",
        "« {text} » is no day that every year has.",
        "« {text} » n’est pas un jour que chaque année possède.",
        "Write {key} as month and day, such as 01-15 for 15 January; 29 February is not accepted.",
        "Écrivez {key} par le mois et le jour, par exemple 01-15 pour le 15 janvier ; le 29 février n’est "
        "pas accepté.",
    ),
    Fault(
        "census-days-overlap",
        "The entity {entity} has two census days in force together; the first stands at {first}.",
        "L’entité {entity} a deux jours d’observation en vigueur en même temps ; le premier est à {first}.",
        "End one with « until » on the day on which the other begins with « since ».",
        "Terminez l’un par « until » le jour où l’autre commence par « since ».",
    ),
    Fault(
        "census-of-months",
        "The entity {entity} is cut in months: a census day of the year says nothing of a month.",
        "L’entité {entity} est découpée en mois : un jour d’observation de l’année ne dit rien d’un mois.",
        "Remove « census », or give the entity the calendar of a year.",
        "Retirez « census », ou donnez à l’entité le calendrier d’une année.",
    ),
    Fault(
        "entity-without-census",
        "The entity {entity} declares no census day, so that no row can be counted on it.",
        "L’entité {entity} ne déclare pas de jour d’observation : aucune ligne ne peut y être comptée.",
        "Declare « census » in the entity, with its day and its reference, or remove it from the period.",
        "Déclarez « census » dans l’entité, avec son jour et sa référence, ou retirez-le de la période.",
    ),
    Fault(
        "period-told-twice",
        "The period is told in several ways: {written}.",
        "La période est dite de plusieurs façons : {written}.",
        "Keep one: « column », « constant » or « date ».",
        "Gardez-en une : « column », « constant » ou « date ».",
    ),
    Fault(
        "year-starts-unused",
        "« year_starts » of the source {source} says on which day years begin, but no date is cut in years.",
        "« year_starts » de la source {source} dit quel jour commencent les années, mais aucune date n’est "
        "rangée dans une année.",
        "Tell the period with « date » in an entity whose calendar is a year, or remove « year_starts ».",
        "Dites la période par « date » dans une entité dont le calendrier est une année, ou retirez "
        "« year_starts ».",
    ),
    Fault(
        "codes-told-twice",
        "The cells of « {column} » are translated in several ways: {written}.",
        "Les cellules de « {column} » sont traduites de plusieurs façons : {written}.",
        "Keep « crosswalk » alone; « codes » may stand with « code_list », which checks what they give.",
        "Gardez « crosswalk » seul ; « codes » peut aller avec « code_list », qui vérifie ce qu’ils donnent.",
    ),
    Fault(
        "crosswalk-code-unknown",
        "« {word} » is translated to « {code} », which the list {list} does not hold.",
        "« {word} » est traduit par « {code} », que la liste {list} ne contient pas.",
        "Add the code to the list, or correct it. Did you mean {known}",
        "Ajoutez le code à la liste, ou corrigez-le. Vouliez-vous écrire {known}",
    ),
    Fault(
        "crosswalks-overlap",
        "The crosswalks « {version} » and « {other} » translate the codes of one unit on one day; the first "
        "stands at {first}.",
        "Les passages « {version} » et « {other} » traduisent les codes d’une même unité le même jour ; le "
        "premier est à {first}.",
        "End the earlier one with « until » on the day on which the later one begins with « since », or name "
        "other units.",
        "Terminez le plus ancien par « until » le jour où le plus récent commence par « since », ou nommez "
        "d’autres unités.",
    ),
)

DELIVERED = (
    # In a delivery
    Fault(
        "row-date-wrong",
        "« {value} », in the column « {column} », is no date that exists: the row has no period.",
        "« {value} », dans la colonne « {column} », n’est pas une date qui existe : la ligne n’a pas de "
        "période.",
        "Write the date as « dates » of the reader says (YYYY-MM-DD by default), or correct « dates ».",
        "Écrivez la date comme le dit « dates » du lecteur (AAAA-MM-JJ par défaut), ou corrigez « dates ».",
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
        "Envoyez une ligne par période, ou dites la période du fichier à côté de « census » par « column » ou "
        "« constant ».",
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
        "« {value} », in the column « {column} », leads to a code that is not in force when the period begins.",
        "« {value} », dans la colonne « {column} », mène à un code qui n’est pas en vigueur quand la période "
        "commence.",
        "Use the code of that time, or correct « since » and « until » of the code in the list.",
        "Employez le code de cette époque, ou corrigez « since » et « until » du code dans la liste.",
    ),
    Fault(
        "codes-unmapped",
        "Different codes without translation: {codes}, in {cells} cells.",
        "Codes différents sans traduction : {codes}, dans {cells} cellules.",
        "See them all, with the nearest known code, with « jalon codes DOSSIER --feed {feed} ».",
        "Voyez-les tous, avec le code connu le plus proche, par « jalon codes DOSSIER --feed {feed} ».",
    ),
    Fault(
        "codes-unmapped-many",
        "More than {codes} different codes have no translation, in {cells} cells: is it the right column?",
        "Plus de {codes} codes différents n’ont pas de traduction, dans {cells} cellules : est-ce la bonne "
        "colonne ?",
        "Check the column of the mapping; « jalon codes DOSSIER --feed {feed} » lists the first ones.",
        "Vérifiez la colonne de la correspondance ; « jalon codes DOSSIER --feed {feed} » liste les premiers.",
    ),
)
