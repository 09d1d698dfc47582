"""What happens to the lake and the machine while a file is loaded: none of it is the file's fault."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "rows-withdrawn",
        "{file} replaces {earlier} and no longer holds what it held: {places}. Units and periods gone: "
        "{count}; rows: {rows}.",
        "{file} remplace {earlier} et ne contient plus ce que celui-ci contenait : {places}. Unités et "
        "périodes disparues : {count} ; lignes : {rows}.",
        "A file replaces the one before it whole. If these rows were to stay, send a file that holds them "
        "too.",
        "Un fichier remplace entièrement le précédent. Si ces lignes devaient rester, envoyez un fichier qui "
        "les contient aussi.",
    ),
    Fault(
        "disk-full",
        "{file} was not loaded: there is no room left to write in {folder} (free: {free} MB). "
        "The lake is as it was before.",
        "{file} n’a pas été chargé : il n’y a plus de place pour écrire dans {folder} (libre : {free} Mo). "
        "Le lac est resté comme il était.",
        "Free some room on that disk, or raise the quota or the limit on the size of a file, and load again. "
        "Loading takes about four times the size of the file while it lasts.",
        "Libérez de la place sur ce disque, ou relevez le quota ou la taille permise d’un fichier, puis "
        "rechargez. Un chargement occupe environ quatre fois la taille du fichier pendant qu’il dure.",
    ),
)
