"""Faults of indicators: their expressions, units of measurement and calendars."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

_EXPRESSIONS = (
    Fault(
        "expression-syntax",
        "« {expression} » is not an SQL expression (the parser says: {problem}).",
        "« {expression} » n’est pas une expression SQL (l’analyseur dit : {problem}).",
        "Write a condition such as diploma = 'engineering', or a value such as students; texts go in "
        "single quotes.",
        "Écrivez une condition telle que diploma = 'engineering', ou une valeur telle que students ; "
        "les textes vont entre apostrophes droites.",
    ),
    Fault(
        "expression-refused",
        "« {part} » is not accepted in « {expression} ».",
        "« {part} » n’est pas accepté dans « {expression} ».",
        "An expression may use columns, numbers, texts, comparisons, arithmetic, CASE, COALESCE and a "
        "few functions; "
        "no subquery, no aggregate, no file.",
        "Une expression peut employer colonnes, nombres, textes, comparaisons, arithmétique, CASE, "
        "COALESCE et quelques "
        "fonctions ; ni sous-requête, ni agrégat, ni fichier.",
    ),
    Fault(
        "unknown-column",
        "The entity {owner} has no column « {column} ».",
        "L’entité {owner} n’a pas de colonne « {column} ».",
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
    Fault(
        "text-without-quotes",
        "« {text} » is read as a column, and the entity {owner} has none of that name.",
        "« {text} » se lit comme une colonne, et l’entité {owner} n’en a pas de ce nom.",
        "If it is a text, put it in single quotes: '{text}'.",
        "Si c’est un texte, mettez-le entre apostrophes droites : '{text}'.",
    ),
    Fault(
        "types-compared",
        "The column « {column} » holds {type} values and cannot be compared with {value}.",
        "La colonne « {column} » contient des valeurs de type {type} et ne se compare pas à {value}.",
        "Write texts and dates in single quotes, numbers without quotes, true and false without quotes.",
        "Écrivez les textes et les dates entre apostrophes droites, les nombres sans, true et false sans.",
    ),
    Fault(
        "cast-impossible",
        "« {part} » turns {source} into {target}, which is never possible: it would be empty on every row.",
        "« {part} » change une valeur de type {source} en {target}, ce qui n’est jamais possible : ce serait "
        "vide sur chaque ligne.",
        "Use the column as it is; of a date, take year(…), month(…) or day(…).",
        "Employez la colonne telle quelle ; d’une date, prenez year(…), month(…) ou day(…).",
    ),
    Fault(
        "null-compared",
        "« {part} » is never true: nothing equals NULL.",
        "« {part} » n’est jamais vrai : rien n’est égal à NULL.",
        "Write « {column} IS NULL » or « {column} IS NOT NULL ».",
        "Écrivez « {column} IS NULL » ou « {column} IS NOT NULL ».",
    ),
    Fault(
        "derived-needs-arithmetic",
        "« {part} » is not accepted in the derived indicator « {expression} ».",
        "« {part} » n’est pas accepté dans l’indicateur dérivé « {expression} ».",
        "Use only names of indicators, numbers, + - * / and parentheses.",
        "N’employez que des noms d’indicateurs, des nombres, + - * / et des parenthèses.",
    ),
)

_INDICATORS = (
    Fault(
        "alerts-need-direction",
        "An indicator to be kept has no better side: vigilance and alert cannot be told.",
        "Un indicateur à maintenir n’a pas de meilleur côté : vigilance et alerte ne peuvent être dites.",
        "Give the indicator a direction up or down, or remove « alerts ».",
        "Donnez à l’indicateur un sens up ou down, ou retirez « alerts ».",
    ),
    Fault(
        "alerts-upside-down",
        "Alert ({alert}) lies on the better side of vigilance ({vigilance}): the direction is {direction}.",
        "L’alerte ({alert}) est du meilleur côté de la vigilance ({vigilance}) : le sens est {direction}.",
        "Exchange the two numbers, or correct « direction ».",
        "Échangez les deux nombres, ou corrigez « direction ».",
    ),
    Fault(
        "collected-needs-one-form",
        "The collected indicator « {indicator} » needs either a value, or a numerator and a denominator.",
        "L’indicateur collecté « {indicator} » demande soit une valeur, soit un numérateur et un "
        "dénominateur.",
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
    Fault(
        "add-needs-value",
        "The collected indicator « {indicator} » is a numerator over a denominator: it cannot be added.",
        "L’indicateur collecté « {indicator} » est un numérateur sur un dénominateur : il ne "
        "s’additionne pas.",
        "Write « across_units: pool » or « across_units: none ».",
        "Écrivez « across_units: pool » ou « across_units: none ».",
    ),
    Fault(
        "derived-calendar-differs",
        "The derived indicator follows the calendar « {own} », and « {indicator} » the calendar « "
        "{calendar} ».",
        "L’indicateur dérivé suit le calendrier « {own} », et « {indicator} » le calendrier « {calendar} ».",
        "Combine indicators of one calendar: they never meet in the same period otherwise.",
        "Combinez des indicateurs d’un même calendrier : sinon, ils ne se rencontrent dans aucune période.",
    ),
    Fault(
        "unit-differs-from-columns",
        "The indicator is in « {unit} », but it adds up the column « {column} », which is in « {other} ».",
        "L’indicateur est en « {unit} », mais il additionne la colonne « {column} », qui est en « {other} ».",
        "Correct « unit », or the column in « value ».",
        "Corrigez « unit », ou la colonne dans « value ».",
    ),
    Fault(
        "sum-of-distinct-counts",
        "« {column} » is a distinct count: it does not add up, whoever is in two units would count twice.",
        "« {column} » est un décompte sans double compte : il ne s’additionne pas, qui est dans deux unités "
        "compterait deux fois.",
        "Use the measure « distinct » on rows that hold a key, or « collected » with « across_units: "
        "distinct », which gives the bounds of the whole.",
        "Employez la mesure « distinct » sur des lignes qui portent un identifiant, ou « collected » avec "
        "« across_units: distinct », qui donne les bornes de l’ensemble.",
    ),
    Fault(
        "units-added-by-hand",
        "« {expression} » adds up distinct counts of several units: those in two units would count twice.",
        "« {expression} » additionne les décomptes de plusieurs unités : qui est dans deux unités "
        "compterait deux fois.",
        "Write one indicator of kind « distinct » without the condition on the unit: Jalon counts each unit "
        "and any set of units once.",
        "Écrivez un seul indicateur de mesure « distinct », sans condition sur l’unité : Jalon compte chaque "
        "unité et tout ensemble d’unités une seule fois.",
    ),
    Fault(
        "columns-differ-in-unit",
        "Columns in different units are added: {columns}.",
        "Des colonnes d’unités différentes sont additionnées : {columns}.",
        "Add only columns of one unit.",
        "N’additionnez que des colonnes d’une même unité.",
    ),
    Fault(
        "scaled-twice",
        "« {expression} » would be converted twice: Jalon brings {other} to {unit} by itself.",
        "« {expression} » serait converti deux fois : Jalon passe lui-même de {other} à {unit}.",
        "Remove the multiplication or the division.",
        "Retirez la multiplication ou la division.",
    ),
    Fault(
        "ratio-unit-differs",
        "The ratio divides {above} by {below}: it is not measured in « {unit} ».",
        "Le rapport divise {above} par {below} : il ne se mesure pas en « {unit} ».",
        "A ratio of like quantities is in %; give any other ratio its own unit, such as EUR/person.",
        "Un rapport de grandeurs de même nature est en % ; donnez à tout autre rapport son unité, "
        "par exemple EUR/person.",
    ),
)

FAULTS = (*_EXPRESSIONS, *_INDICATORS)
