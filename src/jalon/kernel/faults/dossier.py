"""Faults of a dossier: its files, names and sources."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

_FOLDER = (
    Fault(
        "dossier-not-found",
        "There is no folder {folder}.",
        "Il n’y a pas de dossier {folder}.",
        "Give the folder that holds dossier.yaml.",
        "Donnez le dossier qui contient dossier.yaml.",
    ),
    Fault(
        "dossier-file-missing",
        "{file} is missing in {folder}.",
        "{file} manque dans {folder}.",
        "A dossier needs dossier.yaml, perimeter.yaml and contract.yaml; see the tutorial.",
        "Un dossier a besoin de dossier.yaml, perimeter.yaml et contract.yaml ; voyez le tutoriel.",
    ),
    Fault(
        "stray-file",
        "{file} is not read: files go by name or by folder.",
        "{file} n’est pas lu : les fichiers vont par nom ou par dossier.",
        "Move it to indicators/, sources/ or entities/ with the ending .yaml, or remove it.",
        "Déplacez-le dans indicators/, sources/ ou entities/ avec la terminaison .yaml, ou retirez-le.",
    ),
)

_NAMES = (
    Fault(
        "duplicate-name",
        "The {kind} « {name} » is declared twice; it already stands at {first}.",
        "« {name} » ({kind}) est déclaré deux fois ; il l’est déjà à {first}.",
        "Give each its own identifier.",
        "Donnez à chacun son identifiant.",
    ),
    Fault(
        "unknown-name",
        "There is no {kind} named « {name} ».",
        "« {name} » ({kind}) n’existe pas.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "reserved-name",
        "« {name} » is a name that Jalon keeps for itself.",
        "« {name} » est un nom que Jalon se réserve.",
        "Choose another name.",
        "Choisissez un autre nom.",
    ),
    Fault(
        "unit-cycle",
        "Units are inside one another in a circle: {cycle}.",
        "Des unités se contiennent en cercle : {cycle}.",
        "Correct the « parent » of one of them.",
        "Corrigez le « parent » de l’une d’elles.",
    ),
    Fault(
        "unit-is-a-group",
        "« {unit} » is made of other units: rows belong to the units below it.",
        "« {unit} » est faite d’autres unités : les lignes appartiennent aux unités du dessous.",
        "Name a unit at the bottom of the tree; the group is their sum.",
        "Nommez une unité du bas de l’arbre ; le groupe en est la somme.",
    ),
    Fault(
        "versions-overlap",
        "Two versions of « {name} » are in force on the same day (the other is at {first}).",
        "Deux versions de « {name} » sont en vigueur le même jour (l’autre est à {first}).",
        "Give the older one an « until » equal to the « since » of the newer.",
        "Donnez à l’ancienne un « until » égal au « since » de la nouvelle.",
    ),
    Fault(
        "until-before-since",
        "It ends on {until}, which is not after its start, {since}: it would hold on no day.",
        "La fin, {until}, n’est pas après le début, {since} : cela ne vaudrait aucun jour.",
        "Correct « since » or « until »; « until » is the first day on which it no longer holds.",
        "Corrigez « since » ou « until » ; « until » est le premier jour où cela ne vaut plus.",
    ),
    Fault(
        "thresholds-upside-down",
        "The threshold « {high} » ({above}) is below « {low} » ({below}).",
        "Le seuil « {high} » ({above}) est au-dessous de « {low} » ({below}).",
        "Write the higher number under « {high} ».",
        "Écrivez le nombre le plus haut sous « {high} ».",
    ),
    Fault(
        "unit-on-a-text",
        "The column « {column} » is of type {type} and has a unit of measurement.",
        "La colonne « {column} » est de type {type} et porte une unité de mesure.",
        "Remove « unit », or give the column a type of number: integer, decimal or number.",
        "Retirez « unit », ou donnez à la colonne un type de nombre : integer, decimal ou number.",
    ),
    Fault(
        "values-need-text",
        "The column « {column} » lists its values and is not a text.",
        "La colonne « {column} » énumère ses valeurs et n’est pas un texte.",
        "Write « type: text », or remove « values ».",
        "Écrivez « type: text », ou retirez « values ».",
    ),
)

_SOURCES = (
    Fault(
        "bad-delimiter",
        "The delimiter « {text} » is not one character.",
        "Le délimiteur « {text} » n’est pas un caractère unique.",
        'Write one character, such as ";" or "," or tab.',
        'Écrivez un caractère, par exemple ";" ou "," ou tab.',
    ),
    Fault(
        "mapping-needs-one-origin",
        "The column « {column} » has no single origin (written: {written}).",
        "La colonne « {column} » n’a pas une origine unique (écrit : {written}).",
        "Write one of « from », « constant » or « expression ».",
        "Écrivez l’un de « from », « constant » ou « expression ».",
    ),
    Fault(
        "path-outside-dossier",
        "The path « {path} » leaves the dossier.",
        "Le chemin « {path} » sort du dossier.",
        "Put the file inside the dossier and write its path from there; a file that lives elsewhere is "
        "loaded "
        "with « jalon load DOSSIER --feed … --file … ».",
        "Placez le fichier dans le dossier et écrivez son chemin à partir de là ; un fichier situé "
        "ailleurs se charge "
        "avec « jalon load DOSSIER --feed … --file … ».",
    ),
    Fault(
        "file-not-found",
        "The file « {path} » is not in the dossier.",
        "Le fichier « {path} » n’est pas dans le dossier.",
        "Check its name. Did you mean {known}",
        "Vérifiez son nom. Vouliez-vous écrire {known}",
    ),
    Fault(
        "unknown-encoding",
        "The encoding « {encoding} » does not exist.",
        "L’encodage « {encoding} » n’existe pas.",
        "Write utf-8, cp1252 or iso-8859-15.",
        "Écrivez utf-8, cp1252 ou iso-8859-15.",
    ),
    Fault(
        "decimal-is-thousands",
        "« {character} » cannot separate both decimals and thousands.",
        "« {character} » ne peut pas séparer à la fois les décimales et les milliers.",
        "Correct « decimal » or « thousands » of the reader.",
        "Corrigez « decimal » ou « thousands » du lecteur.",
    ),
    Fault(
        "bad-pattern",
        "« {pattern} » is no regular expression: {problem}.",
        "« {pattern} » n’est pas une expression régulière : {problem}.",
        "For headers such as 2024-09, write \\d{4}-\\d{2}.",
        "Pour des en-têtes tels que 2024-09, écrivez \\d{4}-\\d{2}.",
    ),
    Fault(
        "cell-is-text",
        "« {column} » is the text of a cell: it cannot be added or multiplied.",
        "« {column} » est le texte d’une cellule : on ne peut ni l’ajouter ni le multiplier.",
        'To convert a unit, write « from » with « unit »; else cast it: cast("{column}" as decimal).',
        "Pour convertir une unité, écrivez « from » avec « unit » ; sinon, convertissez-le : "
        'cast("{column}" as decimal).',
    ),
    Fault(
        "cells-unit-differs",
        "The cells are said to be in {unit}, the column « {column} » holds {held}.",
        "Les cellules sont dites en {unit}, la colonne « {column} » contient des {held}.",
        "Write a unit that measures the same thing as the column's.",
        "Écrivez une unité qui mesure la même chose que celle de la colonne.",
    ),
    Fault(
        "required-column-unmapped",
        "The entity {entity} requires the column « {column} » and no source column fills it.",
        "L’entité {entity} exige la colonne « {column} » et aucune colonne de la source ne la remplit.",
        "Add « {column}: name of the source column » under « columns ».",
        "Ajoutez « {column}: nom de la colonne source » sous « columns ».",
    ),
    Fault(
        "shared-entity-with-unit",
        "The entity {entity} is shared: its rows belong to no unit.",
        "L’entité {entity} est commune : ses lignes n’appartiennent à aucune unité.",
        "Remove « unit » from the source.",
        "Retirez « unit » de la source.",
    ),
    Fault(
        "source-without-unit",
        "Nothing tells which unit the rows of source « {source} » belong to.",
        "Rien ne dit à quelle unité appartiennent les lignes de la source « {source} ».",
        "Write « unit: {column: …} » or give each of its « files » a unit.",
        "Écrivez « unit: {column: …} » ou donnez une unité à chacun de ses « files ».",
    ),
    Fault(
        "unit-told-twice",
        "Source « {source} » names the unit both by a column and by file.",
        "La source « {source} » désigne l’unité à la fois par une colonne et par fichier.",
        "Keep one of the two.",
        "Gardez l’un des deux.",
    ),
    Fault(
        "file-told-twice",
        "The source has both « file » and « files ».",
        "La source a à la fois « file » et « files ».",
        "Keep « file » when one file holds every unit, « files » when each unit sends its own.",
        "Gardez « file » quand un seul fichier contient toutes les unités, « files » quand chacune "
        "envoie le sien.",
    ),
    Fault(
        "value-not-accepted",
        "The column « {column} » does not accept « {value} »: every such row would be refused.",
        "La colonne « {column} » n’accepte pas « {value} » : chaque ligne concernée serait refusée.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "other-without-codes",
        "The column « {column} » says what other values become, and translates none.",
        "La colonne « {column} » dit ce que deviennent les autres valeurs, et n’en traduit aucune.",
        "Add « codes », or remove « other ».",
        "Ajoutez « codes », ou retirez « other ».",
    ),
    Fault(
        "index-needs-shared-months",
        "A price index is the mean of months common to all units; the entity {entity} does not hold that.",
        "Un indice de prix est une moyenne de mois communs à toutes les unités ; ce n’est pas ce que "
        "contient l’entité {entity}.",
        "Use an entity with « calendar: month » and « shared: true », such as price-index.",
        "Employez une entité ayant « calendar: month » et « shared: true », par exemple price-index.",
    ),
)

FAULTS = (*_FOLDER, *_NAMES, *_SOURCES)
