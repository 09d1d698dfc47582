"""Faults of pseudonyms: keys that cannot be used, columns that cannot be kept under one."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "key-made",
        "A key was made for the pseudonyms of « {purpose} », in {folder}.",
        "Une clé a été faite pour les pseudonymes de « {purpose} », dans {folder}.",
        "Keep a copy of that folder in a safe place, apart from the data: without the key, no new "
        "file can be "
        "linked to those already loaded.",
        "Gardez une copie de ce dossier en lieu sûr, à part des données : sans la clé, aucun nouveau "
        "fichier ne "
        "pourra être relié à ceux déjà chargés.",
    ),
    Fault(
        "keys-open-to-others",
        "{path} can be read by others than its owner.",
        "{path} peut être lu par d’autres que son propriétaire.",
        "Close it with « chmod go= » on the folder and the files in it. If others may have read it, "
        "make a new "
        "key with « jalon keys DOSSIER rotate ».",
        "Fermez-le par « chmod go= » sur le dossier et ses fichiers. Si d’autres ont pu le lire, faites une "
        "nouvelle clé par « jalon keys DOSSIER rotate ».",
    ),
    Fault(
        "key-unreadable",
        "{path} does not hold a key.",
        "{path} ne contient pas de clé.",
        "Put the key back from your copy; never edit it. Without it the pseudonyms in the lake stay "
        "as they are "
        "and no new file can be linked to them.",
        "Remettez la clé depuis votre copie ; ne la modifiez jamais. Sans elle, les pseudonymes du "
        "lac restent "
        "tels quels et aucun nouveau fichier ne peut leur être relié.",
    ),
    Fault(
        "keys-not-made",
        "No key can be made in {path}.",
        "Aucune clé ne peut être faite dans {path}.",
        "Check that you may write there and that the disk is not full, or name another folder with "
        "JALON_KEYS.",
        "Vérifiez que vous pouvez y écrire et que le disque n’est pas plein, ou nommez un autre dossier par "
        "JALON_KEYS.",
    ),
    Fault(
        "key-gone",
        "The key of « {purpose} » is no longer in {path}, and what this workspace keeps was made under it.",
        "La clé de « {purpose} » n’est plus dans {path}, et ce que garde cet espace de travail a été "
        "fait sous elle.",
        "Put the key back from your copy, or name its folder with JALON_KEYS. If it is lost for good, « "
        "jalon keys "
        "DOSSIER rotate --purpose {purpose} » makes another and reads the files in force again under it.",
        "Remettez la clé depuis votre copie, ou nommez son dossier par JALON_KEYS. Si elle est perdue "
        "pour de bon, "
        "« jalon keys DOSSIER rotate --purpose {purpose} » en fait une autre et relit sous elle les "
        "fichiers en "
        "vigueur.",
    ),
    Fault(
        "key-another",
        "The key of « {purpose} » in {path} is not the one under which this workspace keeps what it has.",
        "La clé de « {purpose} » dans {path} n’est pas celle sous laquelle cet espace de travail garde "
        "ce qu’il a.",
        "Put the right key back from your copy, or name its folder with JALON_KEYS: under another key "
        "everybody "
        "would count twice. If it is lost for good, run « jalon keys DOSSIER rotate --purpose {purpose} ».",
        "Remettez la bonne clé depuis votre copie, ou nommez son dossier par JALON_KEYS : sous une "
        "autre clé, "
        "chacun compterait deux fois. Si elle est perdue pour de bon, lancez « jalon keys DOSSIER "
        "rotate --purpose "
        "{purpose} ».",
    ),
    Fault(
        "keys-inside",
        "JALON_KEYS names {folder}, which is inside {inside}.",
        "JALON_KEYS désigne {folder}, qui est dans {inside}.",
        "Name a folder outside the workspace and the dossier, and move there the keys that were already "
        "made: "
        "who has a copy of the data must not have the keys with it.",
        "Nommez un dossier hors de l’espace de travail et du dossier, et déplacez-y les clés déjà "
        "faites : qui "
        "a une copie des données ne doit pas avoir les clés avec elle.",
    ),
    Fault(
        "pseudonym-not-text",
        "The column « {column} » is kept under a pseudonym and is of type {type}.",
        "La colonne « {column} » est gardée sous un pseudonyme et est de type {type}.",
        "A pseudonym is a text: write « type: text ».",
        "Un pseudonyme est un texte : écrivez « type: text ».",
    ),
    Fault(
        "keys-of-plain-column",
        "« keys » are given for « {column} », which names nothing in « {entity} ».",
        "Des « keys » sont données pour « {column} », qui ne nomme rien dans « {entity} ».",
        "Give « from », « constant » or « expression »; or say « pseudonym » or « identity » at the column "
        "of the entity.",
        "Donnez « from », « constant » ou « expression » ; ou dites « pseudonym » ou « identity » à la "
        "colonne de l’entité.",
    ),
    Fault(
        "splink-missing",
        "Linkage needs Splink, which is not installed with this Jalon.",
        "Le rapprochement demande Splink, qui n’est pas installé avec ce Jalon.",
        "Install it with « pip install 'jalon[identity]' ».",
        "Installez-le par « pip install 'jalon[identity]' ».",
    ),
    Fault(
        "nothing-described",
        "No source describes what « {domain} » is about, so that nothing can be compared.",
        "Aucune source ne décrit ce dont traite « {domain} » : rien ne peut être comparé.",
        "Say under « link » of a source which columns describe it (names and dates of birth, titles…); they "
        "never reach the lake.",
        "Dites sous « link » d’une source quelles colonnes le décrivent (noms et dates de naissance, "
        "titres…) ; elles n’atteignent jamais le lac.",
    ),
    Fault(
        "no-linkage-model",
        "No model says how likely two descriptions of « {domain} » are to be one.",
        "Aucun modèle ne dit à quel point deux descriptions de « {domain} » peuvent être la même.",
        "Use a domain for which a model is shipped ({known}), from the day it is in force; or decide by hand "
        "with « jalon identity ».",
        "Employez un domaine pour lequel un modèle est fourni ({known}), à partir du jour où il est en "
        "vigueur ; ou décidez à la main par « jalon identity ».",
    ),
    Fault(
        "linkage-model-later",
        "The first model for « {domain} » is in force from {since}; what is asked is of {day}.",
        "Le premier modèle pour « {domain} » est en vigueur à partir du {since} ; ce qui est demandé "
        "est du {day}.",
        "Ask with « --as-of {since} » or a later day, or leave « --as-of » out.",
        "Demandez avec « --as-of {since} » ou un jour plus tardif, ou n’écrivez pas « --as-of ».",
    ),
    Fault(
        "described-without-key",
        "« {domain} » is described, and no column of « {entity} » that this source fills holds its keys.",
        "« {domain} » est décrit, et aucune colonne de « {entity} » que cette source remplit n’en porte les "
        "clés.",
        "Fill a column that says « identity: {domain} », without translating it by codes; or take the "
        "description out.",
        "Remplissez une colonne qui dit « identity: {domain} », sans la traduire par des codes ; ou retirez "
        "la description.",
    ),
    Fault(
        "description-absent",
        "The column « {column} », which describes « {domain} », is not in {file}, or is there twice.",
        "La colonne « {column} », qui décrit « {domain} », n’est pas dans {file}, ou y est deux fois.",
        "The rows are loaded; without that column, fewer keys are found to be one, and more pairs are "
        "left to be "
        "settled. Ask for a file that has it once, or correct « link » of the source.",
        "Les lignes sont chargées ; sans cette colonne, moins de clés se révèlent identiques et plus de "
        "paires "
        "restent à trancher. Demandez un fichier qui l’a une fois, ou corrigez « link » de la source.",
    ),
    Fault(
        "description-dates-unread",
        "In « {column} », which describes « {domain} », {count} cells of {file} are no date written {form}.",
        "Dans « {column} », qui décrit « {domain} », {count} cellules de {file} ne sont pas des dates "
        "écrites "
        "{form}.",
        "They are compared as if they were empty. Say how the source writes dates with « dates » of the "
        "reader, or "
        "have them corrected.",
        "Elles sont comparées comme si elles étaient vides. Dites comment la source écrit les dates par "
        "« dates » "
        "du lecteur, ou faites-les corriger.",
    ),
    Fault(
        "numbers-wrong",
        "In « {column} », {count} cells hold no valid number of the scheme « {scheme} ».",
        "Dans « {column} », {count} cellules ne contiennent pas de numéro valable du type « {scheme} ».",
        "Ask the school to correct them at the source: what is named by another column is known under that "
        "one, and a number that fails its check is not trusted to tell two apart.",
        "Demandez à l’école de les corriger à la source : ce qu’une autre colonne nomme est connu par elle, "
        "et un numéro dont la clé est fausse ne suffit pas à distinguer.",
    ),
    Fault(
        "rotation-unread",
        "{file}, in force for the feed « {feed} », could not be read again as it was under the new key.",
        "{file}, en vigueur pour le flux « {feed} », n’a pas pu être relu à l’identique sous la "
        "nouvelle clé.",
        "Load the feed first with « jalon load », mend what it says, then start the rotation again: "
        "it goes on "
        "where it stopped, and the old key is still there.",
        "Chargez d’abord le flux par « jalon load », réparez ce qui est dit, puis relancez la "
        "rotation : elle "
        "reprend où elle s’est arrêtée, et l’ancienne clé est toujours là.",
    ),
    Fault(
        "rotation-under-way",
        "The key of « {purpose} » is being changed: some persons are still kept under the old one.",
        "La clé de « {purpose} » est en cours de changement : des personnes sont encore "
        "gardées sous l’ancienne.",
        "Run « jalon keys DOSSIER rotate --purpose {purpose} » again: it goes on where it stopped.",
        "Relancez « jalon keys DOSSIER rotate --purpose {purpose} » : le changement reprend où "
        "il s’est arrêté.",
    ),
    Fault(
        "rotation-without-file",
        "{file}, in force for the feed « {feed} », is no longer among the received files.",
        "{file}, en vigueur pour le flux « {feed} », n’est plus parmi les fichiers reçus.",
        "A key can only be changed while the files in force are kept. Load the feed again from its file, "
        "then start the rotation; nothing was changed.",
        "Une clé ne peut être changée que tant que les fichiers en vigueur sont gardés. Rechargez le flux "
        "depuis son fichier, puis lancez le changement ; rien n’a été modifié.",
    ),
    Fault(
        "rotation-decisions-left",
        "{count} decisions on identity are about persons whom no file still kept names.",
        "{count} décisions d’identité portent sur des personnes qu’aucun fichier encore gardé ne nomme.",
        "Without those files nobody can say what their keys become. Put the files back by loading them, or "
        "run the rotation again with « --leave-decisions »: the old key is then destroyed, and those "
        "decisions stay in the log without effect.",
        "Sans ces fichiers, nul ne peut dire ce que deviennent leurs clés. Remettez-les en les chargeant, ou "
        "relancez le changement avec « --leave-decisions » : l’ancienne clé est alors détruite, et ces "
        "décisions restent au journal sans effet.",
    ),
)
