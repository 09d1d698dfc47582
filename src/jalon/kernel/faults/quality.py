"""Faults of quality: of the rules as they are written, and of the rows that break them."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

_MEASURED_EN = "Rule {rule}, {unit}, {period}: {measured}{sign} measured, {tolerated}{sign} tolerated"
_MEASURED_FR = "Règle {rule}, {unit}, {period} : {measured}{sign} mesuré, {tolerated}{sign} toléré"
_ROWS_EN = ". {because_en}{earlier_en} Rows concerned: {rows}; first lines: {lines}."
_ROWS_FR = ". {because_fr}{earlier_fr} Lignes concernées : {rows} ; premières : {lines}."

FAULTS = (
    Fault(
        "rule-incomplete",
        "A rule of kind {kind} needs {key}.",
        "Une règle de nature {kind} a besoin de {key}.",
        "Write {key}, or choose another kind.",
        "Écrivez {key}, ou choisissez une autre nature.",
    ),
    Fault(
        "rule-key-unused",
        "{key} says nothing in a rule of kind {kind}.",
        "{key} ne dit rien dans une règle de nature {kind}.",
        "Remove it, or choose the kind that uses it.",
        "Retirez-la, ou choisissez la nature qui s’en sert.",
    ),
    Fault(
        "rule-tolerance-negative",
        "The rule {rule} tolerates less than nothing.",
        "La règle {rule} tolère moins que rien.",
        "Write a tolerance of 0 or more.",
        "Écrivez une tolérance de 0 ou plus.",
    ),
    Fault(
        "rule-number-too-large",
        "« {key} » of the rule {rule} is larger than any amount can be.",
        "« {key} » de la règle {rule} est plus grand qu’aucun montant ne peut l’être.",
        "Write a number of at most 27 digits; to tolerate everything, remove the rule.",
        "Écrivez un nombre d’au plus 27 chiffres ; pour tout tolérer, retirez la règle.",
    ),
    Fault(
        "rule-cannot-refuse",
        "The rule {rule} compares entities ({kind}), so that it is judged after files were accepted: "
        "it cannot refuse one.",
        "La règle {rule} compare des entités ({kind}) : elle est jugée après que les fichiers ont été "
        "acceptés et ne peut en refuser un.",
        "Write severity: reserve or severity: note.",
        "Écrivez severity: reserve ou severity: note.",
    ),
    Fault(
        "rule-failed-refused",
        _MEASURED_EN + _ROWS_EN,
        _MEASURED_FR + _ROWS_FR,
        "Mend the file and load it again; or, if it is right, explain it: on the site, « Ask for an "
        "override »; in a terminal, jalon override --rule {rule} --unit {unit} --period {period} --value "
        "{measured} --because … --by ….",
        "Corrigez le fichier et chargez-le de nouveau ; ou, s’il est juste, expliquez-le : sur le site, "
        "« Demander une dérogation » ; dans un terminal, jalon override --rule {rule} --unit {unit} --period "
        "{period} --value {measured} --because … --by ….",
    ),
    Fault(
        "rule-failed-reserve",
        _MEASURED_EN + _ROWS_EN,
        _MEASURED_FR + _ROWS_FR,
        "The rows are taken with reservations: mend the file, or explain it by an override.",
        "Les lignes sont prises avec réserves : corrigez le fichier, ou expliquez-le par une dérogation.",
    ),
    Fault(
        "rule-failed-note",
        _MEASURED_EN + _ROWS_EN,
        _MEASURED_FR + _ROWS_FR,
        "Nothing is held back: look at it when you can.",
        "Rien n’est retenu : regardez-le quand vous pourrez.",
    ),
    Fault(
        "rule-overridden",
        _MEASURED_EN + ", accepted up to {accepted}{sign} by {by} on {day}: {why}.",
        _MEASURED_FR + ", accepté jusqu’à {accepted}{sign} par {by} le {day} : {why}.",
        "Nothing to do as long as it stays within what was accepted.",
        "Rien à faire tant que l’on reste dans ce qui a été accepté.",
    ),
    Fault(
        "more-findings-alike",
        "Rule {rule}: {count} units and periods fail, {shown} shown.",
        "Règle {rule} : {count} unités et périodes en défaut, {shown} montrées.",
        "See them all with jalon quality.",
        "Voyez-les toutes avec jalon quality.",
    ),
    Fault(
        "override-unsigned",
        "Nobody takes on the override of {rule}, or it gives no reason.",
        "Personne ne prend à son compte la dérogation à {rule}, ou elle ne donne pas de raison.",
        "Give both: --because and --by.",
        "Donnez les deux : --because et --by.",
    ),
    Fault(
        "override-expired",
        "An override that expires on {day} would never hold.",
        "Une dérogation qui expire le {day} ne vaudrait jamais.",
        "Give a later day to --expires, or none.",
        "Donnez un jour plus tardif à --expires, ou aucun.",
    ),
    Fault(
        "override-of-nothing",
        "The rule {rule} did not fail for {unit}, {period}: there is nothing to accept.",
        "La règle {rule} n’est pas en défaut pour {unit}, {period} : il n’y a rien à accepter.",
        "See what fails, with its unit and period, with jalon quality.",
        "Voyez ce qui est en défaut, avec son unité et sa période, par jalon quality.",
    ),
    Fault(
        "rule-calendars-differ",
        "The periods of « {entity} » ({own}) are never those of « {other} » ({its}): nothing is judged.",
        "Les périodes de « {entity} » ({own}) ne sont jamais celles de « {other} » ({its}) : rien n’est "
        "jugé.",
        "Hold it against an entity of the same calendar; a rule of kind reference may also look « within: "
        "unit » or « within: anywhere ».",
        "Comparez avec une entité du même calendrier ; une règle de nature reference peut aussi chercher "
        "« within: unit » ou « within: anywhere ».",
    ),
    Fault(
        "rule-types-differ",
        "« {column} » ({type}) is compared with « {other} » ({its}): they have no value in common.",
        "« {column} » ({type}) est comparée à « {other} » ({its}) : elles n’ont aucune valeur en commun.",
        "Name two columns of the same type.",
        "Nommez deux colonnes de même type.",
    ),
    Fault(
        "override-too-low",
        "{value}{sign} would not cover what the rule {rule} measured, {measured}{sign}.",
        "{value}{sign} ne couvrirait pas ce que la règle {rule} a mesuré, {measured}{sign}.",
        "Give --value {least} or more; a fall needs no sign.",
        "Donnez --value {least} ou plus ; une baisse s’écrit sans signe.",
    ),
    Fault(
        "override-log-edited",
        "The log of overrides was edited outside Jalon: its record {line} does not stand on the one before.",
        "Le journal des dérogations a été modifié hors de Jalon : son enregistrement {line} ne repose pas "
        "sur le précédent.",
        "Restore overrides.jsonl, in the workspace, from a backup.",
        "Restaurez overrides.jsonl, dans l’espace de travail, depuis une sauvegarde.",
    ),
)
