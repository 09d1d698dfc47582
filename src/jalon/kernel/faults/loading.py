"""Faults of the machine and remarks on the lake while a file is loaded: none of them is the file's."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "periods-gone",
        "{file} takes the place of {before}: periods that only the latter had are no longer held: {count} "
        "({periods}).",
        "{file} remplace {before} ; des périodes que seul ce dernier avait ne sont plus détenues : {count} "
        "({periods}).",
        "Check that this is meant: a file holds every period of its feed.",
        "Vérifiez que c’est voulu : un fichier contient toutes les périodes de son flux.",
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
