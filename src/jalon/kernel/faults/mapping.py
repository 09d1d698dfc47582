"""Faults of mappings: entities extended, code lists, crosswalks, census days."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
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
        "fullest-of-turned-rows",
        "« most_complete » cannot be written beside « {other} »: the rows are then made by Jalon.",
        "« most_complete » ne peut pas être écrit à côté de « {other} » : les lignes sont alors faites "
        "par Jalon.",
        "Remove it, or write it under « unpivot » for wide tables.",
        "Retirez-le, ou écrivez-le sous « unpivot » pour les tableaux larges.",
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
        "« {word} » is translated to « {meaning} », which the list {list} does not hold.",
        "« {word} » est traduit par « {meaning} », que la liste {list} ne contient pas.",
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
