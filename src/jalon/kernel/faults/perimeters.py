"""Faults of perimeters: memberships, merges and splits, re-based targets."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "share-of-a-member",
        "A member counts for a part of the whole; « {text} » is none.",
        "Un membre compte pour une part de l’ensemble ; « {text} » n’en est pas une.",
        'Write a percentage above 0 % and up to 100 %, such as share: "50 %".',
        'Écrivez un pourcentage supérieur à 0 % et d’au plus 100 %, par exemple share: "50 %".',
    ),
    Fault(
        "memberships-overlap",
        "« {unit} » is a member twice on one day: this membership begins before the one at {first} ends.",
        "« {unit} » est membre deux fois le même jour : cette appartenance commence avant la fin de celle "
        "écrite à {first}.",
        "End the first with « until », on the day on which the second begins at the latest.",
        "Terminez la première par « until », au plus tard le jour où commence la seconde.",
    ),
    Fault(
        "merge-of-several",
        "The merge « {change} » makes several units: {units}.",
        "La fusion « {change} » fait plusieurs unités : {units}.",
        "Write one unit under « into », or « kind: split » if one unit gives way to several.",
        "Écrivez une seule unité sous « into », ou « kind: split » si une unité laisse place à plusieurs.",
    ),
    Fault(
        "split-of-several",
        "The split « {change} » starts from several units: {units}.",
        "La scission « {change} » part de plusieurs unités : {units}.",
        "Write one unit under « from », or « kind: merge » if several units become one.",
        "Écrivez une seule unité sous « from », ou « kind: merge » si plusieurs unités n’en font qu’une.",
    ),
    Fault(
        "change-of-nothing",
        "The change « {change} » goes from the same units to the same units.",
        "Le changement « {change} » va des mêmes unités aux mêmes unités.",
        "Correct « from » or « into », or remove the change.",
        "Corrigez « from » ou « into », ou retirez le changement.",
    ),
    Fault(
        "change-of-a-group",
        "« {unit} » is made of other units: only units that rows belong to merge and split.",
        "« {unit} » est faite d’autres unités : seules fusionnent et se scindent celles qui ont des lignes.",
        "Name the units below it; for the group itself, write « member » with « since » and « until ».",
        "Nommez les unités du dessous ; pour le groupe lui-même, écrivez « member » avec « since » et "
        "« until ».",
    ),
    Fault(
        "change-of-a-non-member",
        "The change « {change} » is about « {unit} », which is no member on {day}.",
        "Le changement « {change} » porte sur « {unit} », qui n’est pas membre le {day}.",
        "Correct the date of the change, or the « member » of the unit or of the group above it.",
        "Corrigez la date du changement, ou « member » de l’unité ou du groupe qui la contient.",
    ),
    Fault(
        "change-begins-a-member",
        "The change « {change} » begins « {unit} » on {day}, but it is already a member the day before.",
        "Le changement « {change} » fait commencer « {unit} » le {day}, mais elle est déjà membre la veille.",
        "If it goes on under its name, put it under « from » as well; else correct the earlier change.",
        "Si elle continue sous son nom, écrivez-la aussi sous « from » ; sinon, corrigez le changement "
        "antérieur.",
    ),
    Fault(
        "membership-against-change",
        "The membership of « {unit} » says {day}, when the changes say that the unit is not there.",
        "L’appartenance de « {unit} » dit {day}, alors que d’après les changements l’unité n’est pas là.",
        "Remove that date: a change begins and ends the memberships of its units; or correct the change.",
        "Retirez cette date : un changement commence et termine les appartenances de ses unités ; ou "
        "corrigez le changement.",
    ),
    Fault(
        "rebase-without-a-day",
        "Amendment « {amendment} » re-bases targets on the perimeter of which day?",
        "L’avenant « {amendment} » rebase des cibles sur le périmètre de quel jour ?",
        "Add « on: YYYY-MM-DD », or « change » with the merge or split behind it.",
        "Ajoutez « on: AAAA-MM-JJ », ou « change » avec la fusion ou la scission en cause.",
    ),
    Fault(
        "rebase-of-a-unit",
        "Target « {target} » is about « {unit} »: only targets of the whole are re-based, the perimeter of a "
        "unit is itself.",
        "La cible « {target} » porte sur « {unit} » : seules les cibles de l’ensemble se rebasent, le "
        "périmètre d’une unité est elle-même.",
        "End it with « until » and write a target for the unit that carries on.",
        "Terminez-la par « until » et écrivez une cible pour l’unité qui continue.",
    ),
    Fault(
        "pro-rata-of-a-share",
        "Target « {target} » is a share or a quotient: it does not grow with the perimeter.",
        "La cible « {target} » est une part ou un quotient : elle ne grandit pas avec le périmètre.",
        "Use « same-level » to keep the value, or « same-increase » to keep the points to be gained.",
        "Employez « same-level » pour garder la valeur, ou « same-increase » pour garder les points à "
        "gagner.",
    ),
    Fault(
        "rebase-has-no-meaning",
        "The rule « {rule} » has no meaning for target « {target} »: it has no baseline to start from, or "
        "its form allows another rule only.",
        "La règle « {rule} » n’a pas de sens pour la cible « {target} » : elle n’a pas de départ, ou sa "
        "forme n’admet qu’une autre règle.",
        "Use « same-growth » for a pace, « same-level » for milestones, « same-level » or « pro-rata » where "
        "there is no baseline.",
        "Employez « same-growth » pour un rythme, « same-level » pour des jalons, « same-level » ou "
        "« pro-rata » là où il n’y a pas de départ.",
    ),
)
