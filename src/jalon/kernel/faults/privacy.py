"""Faults of privacy: terms, purges, what is held on a person, and where a figure comes from."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "retention-without-term",
        "This rule of retention has no term.",
        "Cette règle de conservation n’a pas de durée.",
        "Write « years », « months » or both, above zero.",
        "Écrivez « years », « months » ou les deux, au-dessus de zéro.",
    ),
    Fault(
        "retention-told-twice",
        "How long « {of} » of « {entity} » are kept is already said at {first}.",
        "La durée de conservation de « {of} » pour « {entity} » est déjà dite en {first}.",
        "Keep one of the two rules.",
        "Gardez l’une des deux règles.",
    ),
    Fault(
        "personal-not-registered",
        "The entity « {entity} » holds personal data that no processing names.",
        "L’entité « {entity} » contient des données personnelles qu’aucun traitement ne nomme.",
        "Add it to the « entities » of a processing of privacy.yaml.",
        "Ajoutez-la aux « entities » d’un traitement de privacy.yaml.",
    ),
    Fault(
        "personal-kept-forever",
        "Nothing says how long the rows of « {entity} », which are personal, are kept.",
        "Rien ne dit combien de temps les lignes de « {entity} », qui sont personnelles, sont conservées.",
        "Add a rule « of: rows » to the retention of privacy.yaml.",
        "Ajoutez une règle « of: rows » sous « retention » dans privacy.yaml.",
    ),
    Fault(
        "past-term",
        "Past their term, and still there: {what}.",
        "Au-delà de leur durée de conservation, et toujours là : {what}.",
        "Run « jalon purge » on the dossier, with --dry-run first to see what would go.",
        "Lancez « jalon purge » sur le dossier, avec --dry-run d’abord pour voir ce qui partirait.",
    ),
    Fault(
        "holdings-scheme-unknown",
        "No source names persons by numbers of the kind « {scheme} ».",
        "Aucune source ne nomme de personnes par des numéros de la sorte « {scheme} ».",
        "Say another kind: {known}.",
        "Dites une autre sorte : {known}.",
    ),
    Fault(
        "holdings-without-numbers",
        "No source of this dossier gives numbers of persons: no key can be found from one.",
        "Aucune source de ce dossier ne donne de numéros de personnes : aucune clé ne peut en être déduite.",
        "Give the key itself, without --scheme, or name the dossier whose sources hold persons.",
        "Donnez la clé elle-même, sans --scheme, ou nommez le dossier dont les sources contiennent des "
        "personnes.",
    ),
    Fault(
        "holdings-not-a-number",
        "What was given cannot be a number of the kind « {scheme} ».",
        "Ce qui a été donné ne peut pas être un numéro de la sorte « {scheme} ».",
        "Check it with the person who asks; it is not repeated here.",
        "Vérifiez-le auprès de la personne qui demande ; il n’est pas répété ici.",
    ),
    Fault(
        "holdings-unit-needed",
        "A number of the kind « {scheme} » means somebody inside one unit only.",
        "Un numéro de la sorte « {scheme} » ne désigne quelqu’un qu’au sein d’une unité.",
        "Say which gave it, with --unit: {known}.",
        "Dites laquelle l’a donné, avec --unit : {known}.",
    ),
    Fault(
        "holdings-without-key",
        "The key of « {purpose} » is not in {folder}: what is held cannot be found from a number.",
        "La clé de « {purpose} » n’est pas dans {folder} : aucun numéro ne mène à ce qui est détenu.",
        "Ask whoever keeps the keys, or name their folder with JALON_KEYS; without it, give the key that the "
        "lake holds.",
        "Demandez à qui garde les clés, ou nommez leur dossier par JALON_KEYS ; à défaut, donnez la clé que "
        "le lac porte.",
    ),
    Fault(
        "purge-without-rule",
        "No rule says how long anything is kept.",
        "Aucune règle ne dit combien de temps quoi que ce soit est conservé.",
        "Write « retention » in privacy.yaml.",
        "Écrivez « retention » dans privacy.yaml.",
    ),
    Fault(
        "purge-unsigned",
        "Nobody answers for this purge.",
        "Personne ne répond de cette purge.",
        "Add « --by NAME ».",
        "Ajoutez « --by NOM ».",
    ),
    Fault(
        "purge-before-compute",
        "The figures of {indicators} are not those of the rows that would go.",
        "Les chiffres de {indicators} ne sont pas ceux des lignes qui partiraient.",
        "Run « jalon compute » with the same day first: what the rows say then stays in the figures.",
        "Lancez d’abord « jalon compute » avec le même jour : ce que disent les lignes reste alors dans les "
        "chiffres.",
    ),
    Fault(
        "purge-incomplete",
        "After the purge, {rows} rows past their term are still in the files of {entities}.",
        "Après la purge, {rows} lignes au-delà de leur durée sont encore dans les fichiers de {entities}.",
        "Run the same purge again; if it says so again, report it as a defect.",
        "Relancez la même purge ; si elle le dit encore, signalez-le comme un défaut.",
    ),
    Fault(
        "purge-log-edited",
        "The log of purges was edited: record {line} does not stand on the one before it.",
        "Le journal des purges a été modifié : l’enregistrement {line} ne repose pas sur le précédent.",
        "Put {file} back as it was, from a backup of the workspace; what is under purges-elsewhere is the "
        "copy of the purges.jsonl of another machine: mend that one.",
        "Remettez {file} tel qu’il était, depuis une sauvegarde de l’espace de travail ; ce qui est sous "
        "purges-elsewhere est la copie du purges.jsonl d’une autre machine : réparez celui-là.",
    ),
    Fault(
        "bad-reminder",
        "« {text} » is no day of a reminder.",
        "« {text} » n’est pas un jour de relance.",
        "Write days before the due day, such as 30, or after it, such as -7; at most {most}.",
        "Écrivez des jours avant l’échéance, comme 30, ou après, comme -7 ; {most} au plus.",
    ),
    Fault(
        "no-such-delivery",
        "There is no delivery « {name} ».",
        "Il n’y a pas de livraison « {name} ».",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "no-such-line",
        "No row in force comes from line {line} of delivery « {name} ».",
        "Aucune ligne en vigueur ne vient de la ligne {line} de la livraison « {name} ».",
        "It may have been refused, set aside, replaced by a later delivery or purged: « jalon report "
        "» says it.",
        "Elle a pu être refusée, mise de côté, remplacée par une livraison suivante ou purgée : « "
        "jalon report » "
        "le dit.",
    ),
    Fault(
        "report-of-what",
        "A report is about one delivery, or the last one of a feed.",
        "Un compte rendu porte sur une livraison, ou sur la dernière d’un flux.",
        "Write either « --delivery ID » or « --feed NAME ».",
        "Écrivez soit « --delivery ID », soit « --feed NOM ».",
    ),
    Fault(
        "nothing-to-report",
        "Nothing was received for « {feed} ».",
        "Rien n’a été reçu pour « {feed} ».",
        "Load its file with « jalon load » first.",
        "Chargez d’abord son fichier avec « jalon load ».",
    ),
    Fault(
        "out-exists",
        "{file} is already there.",
        "{file} existe déjà.",
        "Choose another name, or remove it first.",
        "Choisissez un autre nom, ou supprimez-le d’abord.",
    ),
)
