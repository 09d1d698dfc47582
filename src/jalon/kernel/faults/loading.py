"""Faults of the machine while a file is loaded: none of them is the file's."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
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
