"""Faults of the journal: what a verification finds when its files were touched, and its key."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

_BACKUP_EN = "Put the folder journal/ back from a backup, and find out who could write there."
_BACKUP_FR = "Rétablissez le dossier journal/ depuis une sauvegarde, et cherchez qui pouvait y écrire."

_EVENTS = (
    Fault(
        "journal-edited",
        "This line of the journal is not what was written.",
        "Cette ligne du journal n’est pas ce qui a été écrit.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-events-missing",
        "Events {first} to {last} are missing before this line of the journal.",
        "Les événements {first} à {last} manquent avant cette ligne du journal.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-out-of-order",
        "Event {sequence} stands after one that was written later, or stands twice.",
        "L’événement {sequence} se trouve après un événement écrit plus tard, ou se trouve deux fois.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-chain-broken",
        "Event {sequence} does not stand on the one before it: one of the two was written again, or the "
        "head of the journal was removed.",
        "L’événement {sequence} ne repose pas sur celui qui le précède : l’un des deux a été réécrit, ou la "
        "tête du journal a été retirée.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-truncated",
        "The journal ends with event {found}, and {count} were written: its end was cut off.",
        "Le journal finit à l’événement {found}, et {count} ont été écrits : sa fin a été coupée.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-end-differs",
        "The journal does not end with the event that its head names.",
        "Le journal ne finit pas par l’événement que sa tête nomme.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
)

_FILES = (
    Fault(
        "journal-day-missing",
        "The events of {day} are missing: the file is gone.",
        "Les événements du {day} manquent : le fichier a disparu.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-foreign-file",
        "This file is not part of the journal.",
        "Ce fichier ne fait pas partie du journal.",
        "Move it elsewhere, and find out who put it there.",
        "Déplacez-le ailleurs, et cherchez qui l’a mis là.",
    ),
    Fault(
        "journal-head-missing",
        "The head of the journal is missing: whether its end was cut off can no longer be told.",
        "La tête du journal manque : on ne peut plus dire si sa fin a été coupée.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-head-edited",
        "The head of the journal is not what was written.",
        "La tête du journal n’est pas ce qui a été écrit.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-unfinished",
        "Something follows what was acknowledged: it is being written, or a writer was stopped.",
        "Quelque chose suit ce qui a été confirmé : une écriture est en cours, ou a été arrêtée.",
        "Nothing to do: the next event keeps what is whole and sets the rest aside.",
        "Rien à faire : le prochain événement garde ce qui est entier et met le reste de côté.",
    ),
    Fault(
        "journal-aside",
        "Unfinished lines that stopped writers left are set aside: {count}. They were never acknowledged.",
        "Lignes inachevées laissées par des écritures arrêtées, mises de côté : {count}. Elles n’ont jamais "
        "été confirmées.",
        "Read them if you wish, then remove them.",
        "Lisez-les si vous voulez, puis retirez-les.",
    ),
)

_SEALS = (
    Fault(
        "journal-day-differs",
        "The events of {day} are not those that were sealed when the day ended.",
        "Les événements du {day} ne sont pas ceux qui ont été scellés à la fin du jour.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-seal-forged",
        "This seal of a day is not what was written, does not follow the one before it, or was not signed "
        "with the key.",
        "Ce sceau d’un jour n’est pas ce qui a été écrit, ne suit pas le précédent, ou n’a pas été signé "
        "avec la clé.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-seals-missing",
        "The seals of the days that are over are not the {count} that were written.",
        "Les sceaux des jours passés ne sont pas les {count} qui ont été écrits.",
        _BACKUP_EN,
        _BACKUP_FR,
    ),
    Fault(
        "journal-seal-unknown",
        "No event and no day of the journal carries the seal {seal}.",
        "Aucun événement et aucun jour du journal ne porte le sceau {seal}.",
        "If it was copied from here, the journal was written again or cut since: restore a backup.",
        "S’il a été recopié d’ici, le journal a été réécrit ou coupé depuis : rétablissez une sauvegarde.",
    ),
    Fault(
        "journal-unsigned",
        "The journal is not signed with the key: it was written again, or somebody wrote in it without the "
        "key.",
        "Le journal n’est pas signé avec la clé : il a été réécrit, ou quelqu’un y a écrit sans la clé.",
        "Read the last events; if they are right, « jalon journal DOSSIER seal » signs them.",
        "Lisez les derniers événements ; s’ils sont justes, « jalon journal DOSSIER seal » les signe.",
    ),
    Fault(
        "journal-key",
        "The key of the journal cannot be used: {why_en}.",
        "La clé du journal ne peut pas être utilisée : {why_fr}.",
        "JALON_JOURNAL_KEY names a file of at least 32 bytes, outside the workspace, closed to others.",
        "JALON_JOURNAL_KEY nomme un fichier d’au moins 32 octets, hors de l’espace de travail, fermé aux "
        "autres.",
    ),
    Fault(
        "journal-not-sealed",
        "The journal is not what was written, and is not sealed over.",
        "Le journal n’est pas ce qui a été écrit, et n’est pas scellé par-dessus.",
        "« jalon journal DOSSIER verify » says what was touched.",
        "« jalon journal DOSSIER verify » dit ce qui a été touché.",
    ),
)

FAULTS = (*_EVENTS, *_FILES, *_SEALS)
