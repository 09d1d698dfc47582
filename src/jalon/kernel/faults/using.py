"""Faults of use: what is asked on the command line or from Python."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "no-period",
        "« {text} » is no period.",
        "« {text} » n’est pas une période.",
        "Write a year (2023), an academic year (2023-24) or a month (2023-09).",
        "Écrivez une année (2023), une année universitaire (2023-24) ou un mois (2023-09).",
    ),
    Fault(
        "together-is-totals",
        "Units put together, or followed from a base, are shown as one line of totals, without {option}.",
        "Des unités réunies, ou suivies depuis une base, se montrent en une ligne de totaux, sans {option}.",
        "Leave {option} out, or leave out --base and --together.",
        "Retirez {option}, ou retirez --base et --together.",
    ),
    Fault(
        "file-needs-one-feed",
        "A file is loaded for one feed, and {count} are named: {known}.",
        "Un fichier se charge pour un flux, et {count} sont nommés : {known}.",
        "Add « --feed NAME » with the one it is for.",
        "Ajoutez « --feed NOM » avec celui qui le concerne.",
    ),
    Fault(
        "correction-kept",
        "{file}, received apart for {feed}, stays in force: the dossier's own file is the one it replaced.",
        "{file}, reçu à part pour {feed}, reste en vigueur : il a remplacé le fichier du dossier.",
        "To go back to the dossier's file, name it: « --feed {feed} --file … ».",
        "Pour revenir au fichier du dossier, nommez-le : « --feed {feed} --file … ».",
    ),
    Fault(
        "rows-outside-membership",
        "{unit} has {rows} rows of {entity} for periods in which it is not a member ({periods}): they are "
        "in no figure of those times, only where the unit is followed like for like.",
        "{unit} a {rows} lignes de {entity} pour des périodes où elle n’est pas membre ({periods}) : elles "
        "ne sont dans aucun chiffre de ces périodes, sauf là où l’unité est suivie à périmètre constant.",
        "Nothing to do if that is meant; else correct « member » of the unit in the perimeter.",
        "Rien à faire si c’est voulu ; sinon, corrigez « member » de l’unité dans le périmètre.",
    ),
    Fault(
        "values-too-large",
        "The indicator « {indicator} » cannot be computed: on some row, {expressions} gives a number of more "
        "digits than can be held (28 before the point; 18 for a product of amounts, 23 for a measurement).",
        "L’indicateur « {indicator} » ne peut pas être calculé : sur une ligne au moins, {expressions} donne "
        "un nombre de plus de chiffres qu’il n’est possible d’en tenir (28 avant la virgule ; 18 pour un "
        "produit de montants, 23 pour une mesure).",
        "Look in the files for a value out of all proportion, or divide a column before multiplying it "
        "(« amount * (rate / 1000) »); the other indicators are computed.",
        "Cherchez dans les fichiers une valeur hors de proportion, ou divisez une colonne avant de la "
        "multiplier (« montant * (taux / 1000) ») ; les autres indicateurs sont calculés.",
    ),
    Fault(
        "foreign-workspace",
        "What is stored for this dossier comes from another version of Jalon; this one cannot read it.",
        "Ce qui est gardé pour ce dossier l’a été par une autre version de Jalon ; celle-ci ne le lit pas.",
        "Put the workspace aside (.jalon in the dossier, or its folder in JALON_HOME), load and compute.",
        "Mettez l’espace de travail de côté (.jalon dans le dossier, ou son dossier sous JALON_HOME), puis "
        "rechargez et recalculez.",
    ),
    Fault(
        "compute-of-a-past-day",
        "Files were received, or figures computed, after {day}: the figures stored for {dossier} are those "
        "of the present, and a past day does not take their place.",
        "Des fichiers ont été reçus, ou des chiffres calculés, après le {day} : les chiffres gardés pour "
        "{dossier} sont ceux d’aujourd’hui, et un jour passé ne prend pas leur place.",
        "« jalon show --as-of {day} » tells the figures as known then; « jalon freeze --as-of {day} » keeps "
        "them.",
        "« jalon show --as-of {day} » dit les chiffres connus alors ; « jalon freeze --as-of {day} » les "
        "garde.",
    ),
    Fault(
        "stale-load",
        "The mapping of {feeds} changed since it was loaded.",
        "La correspondance de {feeds} a changé depuis le chargement.",
        "Run « jalon load » on the dossier again.",
        "Relancez « jalon load » sur le dossier.",
    ),
    Fault(
        "nothing-computed",
        "No figure has been computed for this dossier.",
        "Aucun chiffre n’a été calculé pour ce dossier.",
        "Run « jalon compute » on the dossier, or « jalon run » for the whole way.",
        "Lancez « jalon compute » sur le dossier, ou « jalon run » pour tout le chemin.",
    ),
    Fault(
        "unknown-choice",
        "There is no {kind} « {name} ».",
        "« {name} » ({kind}) n’existe pas.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "no-such-figure",
        "There is no figure for {indicator}, {unit}, {period}.",
        "Il n’y a pas de chiffre pour {indicator}, {unit}, {period}.",
        "Periods with a figure: {known}.",
        "Périodes avec un chiffre : {known}.",
    ),
    Fault(
        "no-overlap",
        "{indicator} is no distinct count: nobody can be in it twice.",
        "{indicator} n’est pas un décompte de clés : personne ne peut y être deux fois.",
        "Ask for an indicator that counts keys: {known}.",
        "Demandez un indicateur qui compte des clés : {known}.",
    ),
)
