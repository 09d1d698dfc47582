"""Faults of what makes up for what did not come: due dates, more time, estimates."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "every-without-since",
        "Rows owed once in {every} periods: nothing says which is the first.",
        "Des lignes dues une fois sur {every} périodes : rien ne dit quelle est la première.",
        "Write « since », the first day from which this source owes rows.",
        "Écrivez « since », le premier jour à partir duquel cette source doit des lignes.",
    ),
    Fault(
        "extension-gives-no-time",
        "The delay until {until} gives no more time: the rows are due on {due} for everybody.",
        "Le délai jusqu’au {until} ne donne pas plus de temps : les lignes sont dues le {due} pour toutes.",
        "Write a later day, or remove the delay.",
        "Écrivez un jour plus tardif, ou retirez le délai.",
    ),
    Fault(
        "estimate-of-derived",
        "« {indicator} » is computed from other indicators: it cannot be estimated by itself.",
        "« {indicator} » est calculé à partir d’autres indicateurs : il ne s’estime pas lui-même.",
        "Declare an estimate of the indicators that it is computed from.",
        "Déclarez une estimation des indicateurs dont il est tiré.",
    ),
    Fault(
        "estimate-of-non-member",
        "« {unit} » does not belong to the institute in {period}: an estimate of it would be in no figure.",
        "« {unit} » ne fait pas partie de l’ensemble en {period} : son estimation ne servirait à rien.",
        "Correct « periods », or the « member » of the unit in perimeter.yaml.",
        "Corrigez « periods », ou « member » de l’unité dans perimeter.yaml.",
    ),
    Fault(
        "estimate-incomplete",
        "A stated estimate of « {indicator} » needs « {key} ».",
        "Une estimation déclarée de « {indicator} » a besoin de « {key} ».",
        "Write « value » with its unit; for a quotient, write « numerator » and « denominator », which are "
        "pooled with those of the other units.",
        "Écrivez « value » avec son unité ; pour un quotient, écrivez « numerator » et « denominator », qui "
        "s’ajoutent à ceux des autres unités.",
    ),
    Fault(
        "estimate-key-unused",
        "« {key} » has no use in an estimate by « {method} » of this indicator.",
        "« {key} » ne sert pas dans une estimation par « {method} » de cet indicateur.",
        "Remove it, or write « method: stated »; a quotient takes « numerator » and « denominator », any "
        "other indicator takes « value ».",
        "Retirez-le, ou écrivez « method: stated » ; un quotient prend « numerator » et « denominator », "
        "tout autre indicateur prend « value ».",
    ),
    Fault(
        "estimate-unit-differs",
        "The estimate is in {unit}, « {indicator} » is measured in {wanted}.",
        "L’estimation est en {unit}, « {indicator} » se mesure en {wanted}.",
        "Write the value in a unit that can be compared with {wanted}.",
        "Écrivez la valeur dans une unité comparable à {wanted}.",
    ),
    Fault(
        "estimate-range-of-quotient",
        "A range is not taken for a quotient, whose two parts vary together.",
        "Un quotient n’accepte pas de fourchette : ses deux termes varient ensemble.",
        "Remove « low » and « high ».",
        "Retirez « low » et « high ».",
    ),
    Fault(
        "estimate-half-range",
        "A range has two ends, one of them is not written.",
        "Une fourchette a deux bouts, l’un d’eux n’est pas écrit.",
        "Write both « low » and « high », or neither.",
        "Écrivez « low » et « high », ou aucun des deux.",
    ),
    Fault(
        "estimate-range-upside-down",
        "The range is not in order: low, value, high.",
        "La fourchette n’est pas dans l’ordre : low, value, high.",
        "Write « low » at most equal to the value, and « high » at least equal to it.",
        "Écrivez « low » au plus égal à la valeur, et « high » au moins égal.",
    ),
)
