"""Faults of synthetic data: its recipe, the folder it is written in, its true answers."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "synthesis-unfounded",
        "This block does not say where its figures come from.",
        "Ce bloc ne dit pas d’où viennent ses chiffres.",
        "Cite a document under « reference », or say under « assumption » that they are assumed.",
        "Citez un document sous « reference », ou dites sous « assumption » qu’ils sont supposés.",
    ),
    Fault(
        "weights-not-positive",
        "The weights of « {key} » share nothing: one is negative, or all are zero.",
        "Les poids de « {key} » ne partagent rien : l’un est négatif, ou tous sont nuls.",
        "Write positive weights, in any unit.",
        "Écrivez des poids positifs, dans l’unité que vous voulez.",
    ),
    Fault(
        "synthesis-no-recipe",
        "{folder} has no synthesis.yaml: nothing says how large a synthetic world should be.",
        "{folder} n’a pas de synthesis.yaml : rien ne dit quelle taille donner à un monde synthétique.",
        "Write one (see the how-to on synthetic data), or start from that of an example.",
        "Écrivez-en un (voyez le guide des données synthétiques), ou partez de celui d’un exemple.",
    ),
    Fault(
        "synthesis-folder-taken",
        "{folder} holds something that no synthesis made: it is left alone.",
        "{folder} contient autre chose qu’un monde synthétique : il n’est pas touché.",
        "Give a new folder with « --out ».",
        "Donnez un nouveau dossier avec « --out ».",
    ),
    Fault(
        "synthesis-no-truth",
        "{folder} has no true answers to compare with ({problem}).",
        "{folder} n’a pas de vraies réponses auxquelles comparer ({problem}).",
        "Make a synthetic dossier with « jalon synthesize DOSSIER », and check the folder it wrote.",
        "Faites un dossier synthétique avec « jalon synthesize DOSSIER », et vérifiez celui qu’il a écrit.",
    ),
)
