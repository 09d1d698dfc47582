"""Faults of a dossier: names, sources, expressions, indicators, targets."""

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
        "« {name} » is reserved for the whole.",
        "« {name} » est réservé à l’ensemble.",
        "Give the unit another identifier.",
        "Donnez un autre identifiant à l’unité.",
    ),
    Fault(
        "unit-cycle",
        "Units are inside one another in a circle: {cycle}.",
        "Des unités se contiennent en cercle : {cycle}.",
        "Correct the « parent » of one of them.",
        "Corrigez le « parent » de l’une d’elles.",
    ),
    Fault(
        "versions-overlap",
        "Two versions of « {name} » are in force on the same day (the other is at {first}).",
        "Deux versions de « {name} » sont en vigueur le même jour (l’autre est à {first}).",
        "Give the older one an « until » equal to the « since » of the newer.",
        "Donnez à l’ancienne un « until » égal au « since » de la nouvelle.",
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
        "Put the file inside the dossier and write its path from there; a file that lives elsewhere is loaded "
        "with « jalon load DOSSIER --feed … --file … ».",
        "Placez le fichier dans le dossier et écrivez son chemin à partir de là ; un fichier situé ailleurs se charge "
        "avec « jalon load DOSSIER --feed … --file … ».",
    ),
    Fault(
        "file-not-found",
        "The file « {path} » is not in the dossier.",
        "Le fichier « {path} » n’est pas dans le dossier.",
        "Check its name; did you mean {known}",
        "Vérifiez son nom ; vouliez-vous écrire {known}",
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
)

_EXPRESSIONS = (
    Fault(
        "expression-syntax",
        "« {expression} » is not an SQL expression: {problem}.",
        "« {expression} » n’est pas une expression SQL : {problem}.",
        "Write a condition such as diploma = 'engineering', or a value such as students; texts go in single quotes.",
        "Écrivez une condition telle que diploma = 'engineering', ou une valeur telle que students ; "
        "les textes vont entre apostrophes droites.",
    ),
    Fault(
        "expression-refused",
        "« {part} » is not accepted in « {expression} ».",
        "« {part} » n’est pas accepté dans « {expression} ».",
        "An expression may use columns, numbers, texts, comparisons, arithmetic, CASE, COALESCE and a few functions; "
        "no subquery, no aggregate, no file.",
        "Une expression peut employer colonnes, nombres, textes, comparaisons, arithmétique, CASE, COALESCE et quelques "
        "fonctions ; ni sous-requête, ni agrégat, ni fichier.",
    ),
    Fault(
        "unknown-column",
        "{owner} has no column « {column} ».",
        "{owner} n’a pas de colonne « {column} ».",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "unknown-value",
        "The column « {column} » never holds « {value} »: the condition would select nothing.",
        "La colonne « {column} » ne contient jamais « {value} » : la condition ne choisirait rien.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "expression-not-a-condition",
        "« {expression} » is a value where a condition is expected.",
        "« {expression} » est une valeur là où une condition est attendue.",
        "Compare it with something: students > 0.",
        "Comparez-la à quelque chose : students > 0.",
    ),
    Fault(
        "expression-not-a-number",
        "« {expression} » is not a number.",
        "« {expression} » n’est pas un nombre.",
        "Use a column of numbers.",
        "Employez une colonne de nombres.",
    ),
)

_INDICATORS = (
    Fault(
        "collected-needs-one-form",
        "The collected indicator « {indicator} » needs either a value, or a numerator and a denominator.",
        "L’indicateur collecté « {indicator} » demande soit une valeur, soit un numérateur et un dénominateur.",
        "Write « value », or both « numerator » and « denominator ».",
        "Écrivez « value », ou à la fois « numerator » et « denominator ».",
    ),
    Fault(
        "pool-needs-parts",
        "« {indicator} » cannot be pooled: it has no numerator and denominator.",
        "« {indicator} » ne peut pas être mis en commun : il n’a pas de numérateur ni de dénominateur.",
        "Collect the numerator and the denominator, or write « across_units: none ».",
        "Collectez le numérateur et le dénominateur, ou écrivez « across_units: none ».",
    ),
    Fault(
        "price-year-differs",
        "The unit « {unit} » is not money at {year} prices.",
        "L’unité « {unit} » n’est pas une monnaie aux prix de {year}.",
        "Write the unit with its year: EUR {year}.",
        "Écrivez l’unité avec son année : EUR {year}.",
    ),
    Fault(
        "constant-unit-on-current-money",
        "The unit « {unit} » is constant money, but the measure is in current money.",
        "L’unité « {unit} » est une monnaie constante, mais la mesure est en monnaie courante.",
        "Use the measure « constant-price », or a unit without a year.",
        "Employez la mesure « constant-price », ou une unité sans année.",
    ),
    Fault(
        "share-is-no-count",
        "A sum or a count cannot be expressed in « {unit} ».",
        "Une somme ou un décompte ne peut pas s’exprimer en « {unit} ».",
        "Use the measure « ratio » with a numerator and a denominator.",
        "Employez la mesure « ratio » avec un numérateur et un dénominateur.",
    ),
    Fault(
        "calendar-differs",
        "The indicator follows the calendar « {indicator} », its entity {entity} the calendar « {other} ».",
        "L’indicateur suit le calendrier « {indicator} », son entité {entity} le calendrier « {other} ».",
        "Write « calendar: {other} », or measure it on another entity.",
        "Écrivez « calendar: {other} », ou mesurez-le sur une autre entité.",
    ),
    Fault(
        "indicator-cycle",
        "Derived indicators depend on one another in a circle: {cycle}.",
        "Des indicateurs dérivés dépendent l’un de l’autre en cercle : {cycle}.",
        "Rewrite one of them from indicators that read rows.",
        "Réécrivez l’un d’eux à partir d’indicateurs qui lisent des lignes.",
    ),
)

_TARGETS = (
    Fault(
        "range-needs-two-bounds",
        "A range has two bounds, {count} written.",
        "Une fourchette a deux bornes, {count} écrite(s).",
        'Write value: ["+8 %", "+10 %"].',
        'Écrivez value: ["+8 %", "+10 %"].',
    ),
    Fault(
        "range-upside-down",
        "The range of target « {target} » goes down from {low} to {high}.",
        "La fourchette de la cible « {target} » descend de {low} à {high}.",
        "Write the lower bound first.",
        "Écrivez d’abord la borne inférieure.",
    ),
    Fault(
        "population-differs",
        "Target « {target} » is about « {population} », its indicator about « {expected} ».",
        "La cible « {target} » porte sur « {population} », son indicateur sur « {expected} ».",
        "Measure the target with an indicator on its own population, or correct « population ».",
        "Mesurez la cible par un indicateur portant sur sa population, ou corrigez « population ».",
    ),
    Fault(
        "target-without-value",
        "Target « {target} » has no value.",
        "La cible « {target} » n’a pas de valeur.",
        "Write « value », or say in « to_be_supplied » what the institution has still to say.",
        "Écrivez « value », ou dites dans « to_be_supplied » ce que l’établissement doit encore préciser.",
    ),
    Fault(
        "keep-needs-tolerance",
        "Target « {target} » must be kept, within what?",
        "La cible « {target} » doit être maintenue, à combien près ?",
        'Add « tolerance », such as "100 persons" or "1 points".',
        'Ajoutez « tolerance », par exemple "100 persons" ou "1 points".',
    ),
    Fault(
        "pace-needs-reference",
        "Target « {target} » is a pace: faster than what?",
        "La cible « {target} » est un rythme : plus rapide que quoi ?",
        "Add « faster_than: {first: 2010, last: 2021} ».",
        "Ajoutez « faster_than: {first: 2010, last: 2021} ».",
    ),
    Fault(
        "direction-is-keep",
        "The indicator of target « {target} » is to be kept: a « {form} » target needs a direction.",
        "L’indicateur de la cible « {target} » est à maintenir : une cible « {form} » demande un sens.",
        "Use the forms « keep » or « range », or give the indicator a direction up or down.",
        "Employez les formes « keep » ou « range », ou donnez à l’indicateur un sens up ou down.",
    ),
    Fault(
        "target-needs-baseline",
        "Target « {target} » ({form}) needs a baseline.",
        "La cible « {target} » ({form}) demande une valeur de départ.",
        "Add « baseline: {period: …} ».",
        "Ajoutez « baseline: {period: …} ».",
    ),
    Fault(
        "horizon-before-baseline",
        "Target « {target} » must be reached in {horizon}, which is not after its baseline {base}.",
        "La cible « {target} » doit être atteinte en {horizon}, qui n’est pas après sa base {base}.",
        "Correct « horizon » or « baseline ».",
        "Corrigez « horizon » ou « baseline ».",
    ),
    Fault(
        "constant-rate-of-a-share",
        "Target « {target} » is a share: a constant rate would be another path for its complement.",
        "La cible « {target} » est une part : un taux constant serait un autre chemin pour son complément.",
        "Write « trajectory: straight-line » or steps.",
        "Écrivez « trajectory: straight-line » ou des étapes (steps).",
    ),
    Fault(
        "steps-need-milestones",
        "Target « {target} » goes by steps and has no milestone.",
        "La cible « {target} » avance par étapes et n’a pas de jalon.",
        "Add « milestones ».",
        "Ajoutez « milestones ».",
    ),
    Fault(
        "relative-target-needs-percent",
        "Target « {target} » is a change on its baseline; « {value} » is no signed percentage.",
        "La cible « {target} » est une évolution ; « {value} » n’est pas un pourcentage signé.",
        'Write for example "+20 %" or "-10 %".',
        'Écrivez par exemple "+20 %" ou "-10 %".',
    ),
    Fault(
        "target-unit-differs",
        "Target « {target} » is written « {value} », but its indicator « {indicator} » is measured in {unit}.",
        "La cible « {target} » est écrite « {value} », mais son indicateur « {indicator} » se mesure en {unit}.",
        "Write it in {unit}; for a change on the baseline, write « form: relative » and a signed percentage.",
        "Écrivez-la en {unit} ; pour une évolution, écrivez « form: relative » et un pourcentage signé.",
    ),
)

FAULTS = (*_FOLDER, *_NAMES, *_SOURCES, *_EXPRESSIONS, *_INDICATORS, *_TARGETS)
