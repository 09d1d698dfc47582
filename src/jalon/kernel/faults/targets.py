"""Faults of targets: value, baseline, path, horizon."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "range-needs-two-bounds",
        "A range has two bounds; {count} written here.",
        "Une fourchette a deux bornes ; nombre de bornes écrites : {count}.",
        'Write value: ["+8 %", "+10 %"].',
        'Écrivez value: ["+8 %", "+10 %"].',
    ),
    Fault(
        "acceptance-incomplete",
        "The target says in part why it was accepted: {absent} is not written.",
        "La cible dit en partie pourquoi elle a été acceptée : il manque {absent}.",
        "Write « accepted_because », « accepted_by » and « accepted_on » together, or none of them.",
        "Écrivez ensemble « accepted_because », « accepted_by » et « accepted_on », ou aucun des trois.",
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
        "La cible « {target} » doit être atteinte en {horizon}, qui n’est pas après son départ, {base}.",
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
        "Target « {target} » is written « {value} », but its indicator « {indicator} » is measured in "
        "{unit}.",
        "La cible « {target} » est écrite « {value} », mais son indicateur « {indicator} » se mesure en "
        "{unit}.",
        "Write it in {unit}; for a change on the baseline, write « form: relative » and a signed percentage.",
        "Écrivez-la en {unit} ; pour une évolution, écrivez « form: relative » et un pourcentage signé.",
    ),
    Fault(
        "level-is-signed",
        "Target « {target} » is written « {value} », a change, but its form « {form} » wants a level.",
        "La cible « {target} » est écrite « {value} », une évolution, mais sa forme « {form} » "
        "demande un niveau.",
        "Remove the sign for a level; for a change on the baseline, write « form: relative ».",
        "Retirez le signe pour un niveau ; pour une évolution depuis le départ, écrivez « form: relative ».",
    ),
    Fault(
        "target-against-direction",
        "Target « {target} » asks for {value}, but its indicator should go {direction}.",
        "La cible « {target} » demande {value}, mais le sens de son indicateur est « {direction} ».",
        "Check the sign of the target and the direction of the indicator.",
        "Vérifiez le signe de la cible et le sens de l’indicateur.",
    ),
    Fault(
        "horizon-before-contract",
        "Target « {target} » must be reached in {horizon}, before the contract starts ({since}).",
        "La cible « {target} » doit être atteinte en {horizon}, avant le début du contrat ({since}).",
        "Correct « horizon ».",
        "Corrigez « horizon ».",
    ),
    Fault(
        "milestones-out-of-order",
        "The baseline and milestones of target « {target} » are not each later than the one before: "
        "{periods}.",
        "Le départ et les jalons de la cible « {target} » ne se suivent pas dans le temps : {periods}.",
        "Give each milestone its own period, after the baseline.",
        "Donnez à chaque jalon sa propre période, après le départ.",
    ),
    Fault(
        "pace-upside-down",
        "The reference pace of target « {target} » goes from {first} to {last}.",
        "Le rythme de référence de la cible « {target} » va de {first} à {last}.",
        "Write the earlier period under « first ».",
        "Écrivez la période la plus ancienne sous « first ».",
    ),
    Fault(
        "institute-contributes",
        "Target « {target} » is the institute's own: it is no part of another one.",
        "La cible « {target} » est celle de l’institut : elle n’est pas une part d’une autre.",
        "Write « contributes_to » on the targets of units only.",
        "Écrivez « contributes_to » sur les seules cibles des unités.",
    ),
    Fault(
        "without-reference",
        "The {kind} « {name} » has no reference: a reader cannot check what it rests on.",
        "« {name} » ({kind}) n’a pas de référence : un lecteur ne peut pas vérifier sur quoi il repose.",
        "Add « reference: {document: …, article: …, href: …} », or the title of the document.",
        "Ajoutez « reference: {document: …, article: …, href: …} », ou le titre du document.",
    ),
)
