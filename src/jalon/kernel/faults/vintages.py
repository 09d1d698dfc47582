"""Faults of what is kept for good: vintages and identity decisions."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

_IDENTITIES = (
    Fault(
        "identity-not-text",
        "Column {column} holds keys of an identity and is of type {type}.",
        "La colonne {column} contient les clés d’une identité et est de type {type}.",
        "Declare it « type: text ».",
        "Déclarez-la « type: text ».",
    ),
    Fault(
        "identity-log-edited",
        "The identity decisions of {domain} were edited outside Jalon: record {line} does not follow.",
        "Les décisions d’identité de {domain} ont été modifiées hors de Jalon : l’enregistrement {line} ne "
        "suit pas.",
        "Put identities/{domain}.jsonl back from a backup.",
        "Rétablissez identities/{domain}.jsonl depuis une sauvegarde.",
    ),
    Fault(
        "identity-needs-keys",
        "« {kind} » needs at least {needed} different keys, and got {count}.",
        "« {kind} » demande au moins {needed} clés différentes, et en a reçu {count}.",
        "Name the keys one after the other.",
        "Nommez les clés l’une après l’autre.",
    ),
    Fault(
        "decision-unsigned",
        "A decision needs the name of who takes it.",
        "Une décision demande le nom de qui la prend.",
        "Add « --by NAME ».",
        "Ajoutez « --by NOM ».",
    ),
    Fault(
        "identity-key-unknown",
        "Nothing holds these keys of « {domain} »: {keys}.",
        "Rien ne porte ces clés de « {domain} » : {keys}.",
        "Copy keys from « jalon link DOSSIER review », « jalon identity DOSSIER list » or the rows of "
        "the lake; nothing "
        "was decided.",
        "Copiez les clés depuis « jalon link DOSSIER review », « jalon identity DOSSIER list » ou les "
        "lignes du lac ; "
        "rien n’a été décidé.",
    ),
    Fault(
        "identity-rejected",
        "{left} and {right} were decided not to be one.",
        "{left} et {right} ont été déclarées différentes.",
        "To decide it again, record « possible {left} {right} » first, and why.",
        "Pour en décider à nouveau, enregistrez d’abord « possible {left} {right} », et pourquoi.",
    ),
    Fault(
        "identity-already-one",
        "Some of these keys were merged: {keys}.",
        "Certaines de ces clés ont été fusionnées : {keys}.",
        "Record « split » first, and why.",
        "Enregistrez d’abord « split », et pourquoi.",
    ),
    Fault(
        "identity-nothing-to-split",
        "{key} was not merged with anything.",
        "{key} n’a été fusionnée avec rien.",
        "« jalon identity DOSSIER list » shows the groups.",
        "« jalon identity DOSSIER list » montre les groupes.",
    ),
    Fault(
        "identity-in-the-past",
        "The decision is dated {day}, before the last one ({last}).",
        "La décision est datée du {day}, avant la dernière ({last}).",
        "Date it {last} or later: what was known on a day does not change afterwards.",
        "Datez-la du {last} ou après : ce que l’on savait un jour ne change plus ensuite.",
    ),
)

_VINTAGES = (
    Fault(
        "vintage-name",
        "« {name} » cannot be the name of a vintage.",
        "« {name} » ne peut pas être le nom d’un millésime.",
        "Use letters, digits, dots and hyphens, begin with a letter or digit; « now » is taken.",
        "Utilisez lettres, chiffres, points et traits d’union, en commençant par une lettre ou un chiffre ; "
        "« now » est pris.",
    ),
    Fault(
        "vintage-exists",
        "There is already a vintage « {name} », signed by {signed_by} on {signed_on}.",
        "Il y a déjà un millésime « {name} », signé par {signed_by} le {signed_on}.",
        "A vintage is never replaced: choose another name.",
        "Un millésime n’est jamais remplacé : choisissez un autre nom.",
    ),
    Fault(
        "vintage-unsigned",
        "A vintage needs the name of who signs it.",
        "Un millésime demande le nom de qui le signe.",
        "Add « --signed-by NAME ».",
        "Ajoutez « --signed-by NOM ».",
    ),
    Fault(
        "vintage-in-the-future",
        "What will be known on {as_of} cannot be frozen on {signed_on}.",
        "On ne peut pas figer le {signed_on} ce que l’on saura le {as_of}.",
        "Give a day that has come.",
        "Donnez un jour déjà venu.",
    ),
    Fault(
        "vintage-other-mapping",
        "The files of {feeds} known on {as_of} were read in a way that the dossier no longer describes.",
        "Les fichiers de {feeds} connus au {as_of} ont été lus d’une façon que le dossier ne décrit plus.",
        "Freeze as of the day of the last load, or go back to the dossier of that time.",
        "Figez au jour du dernier chargement, ou revenez au dossier d’alors.",
    ),
    Fault(
        "vintage-edited",
        "{file} of vintage « {name} » is not what was frozen.",
        "{file} du millésime « {name} » n’est pas ce qui a été figé.",
        "Put the folder of the vintage back from a backup.",
        "Rétablissez le dossier du millésime depuis une sauvegarde.",
    ),
    Fault(
        "vintage-file-missing",
        "{file} of vintage « {name} » is missing.",
        "{file} du millésime « {name} » manque.",
        "Put it back from a backup.",
        "Rétablissez-le depuis une sauvegarde.",
    ),
    Fault(
        "vintage-foreign-file",
        "{file} in vintage « {name} » is not part of it.",
        "{file} dans le millésime « {name} » n’en fait pas partie.",
        "Move it elsewhere.",
        "Déplacez-le ailleurs.",
    ),
    Fault(
        "vintage-chain-broken",
        "Vintage « {name} » does not follow « {previous} »: one of the two was edited, removed or moved.",
        "Le millésime « {name} » ne suit pas « {previous} » : l’un des deux a été modifié, retiré ou "
        "déplacé.",
        "Put the folder vintages/ back from a backup.",
        "Rétablissez le dossier vintages/ depuis une sauvegarde.",
    ),
    Fault(
        "vintage-missing",
        "Vintage number {number} is missing.",
        "Le millésime numéro {number} manque.",
        "Put it back from a backup.",
        "Rétablissez-le depuis une sauvegarde.",
    ),
    Fault(
        "vintage-seal-unknown",
        "No vintage carries the seal {seal}.",
        "Aucun millésime ne porte le sceau {seal}.",
        "If it was copied from here, the vintage that carried it was edited or removed: restore a backup.",
        "S’il a été recopié d’ici, le millésime qui le portait a été modifié ou retiré : rétablissez une "
        "sauvegarde.",
    ),
    Fault(
        "vintage-unreadable",
        "The dossier frozen in « {name} » cannot be read by this version of Jalon: {problem}.",
        "Le dossier figé dans « {name} » n’est pas lisible par cette version de Jalon : {problem}.",
        "Use the version of Jalon named in the vintage: {version}.",
        "Utilisez la version de Jalon nommée dans le millésime : {version}.",
    ),
    Fault(
        "world-impossible",
        "{indicator} cannot be computed so: {why_en}.",
        "{indicator} ne peut pas être calculé ainsi : {why_fr}.",
        "Take the definitions and the data from the same side.",
        "Prenez les définitions et les données du même côté.",
    ),
    Fault(
        "unknown-component",
        "« {written} » is not the list of components.",
        "« {written} » n’est pas la liste des composantes.",
        "Name each once, separated by commas: {known}.",
        "Nommez chacune une fois, séparées par des virgules : {known}.",
    ),
)

FAULTS = (*_IDENTITIES, *_VINTAGES)
