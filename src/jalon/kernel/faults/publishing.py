"""Faults of publication: rules of disclosure, releases, and what cannot be kept from the readers."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "disclosure-rules-overlap",
        "Two rules of disclosure are in force on the same day; the other one is at {first}.",
        "Deux règles de diffusion sont en vigueur le même jour ; l’autre est en {first}.",
        "Close the earlier rule with « until », the day on which the later one starts.",
        "Fermez la règle la plus ancienne par « until », le jour où commence la suivante.",
    ),
    Fault(
        "published-without-rule",
        "Figures about persons are published as they are: no rule of disclosure is in force on {day} "
        "({known}).",
        "Des chiffres sur des personnes sont publiés tels quels : aucune règle de diffusion n’est en vigueur "
        "au {day} ({known}).",
        "Declare one under « disclosure » in parameters.yaml, with its threshold and its reference.",
        "Déclarez-en une sous « disclosure » dans parameters.yaml, avec son seuil et sa référence.",
    ),
    Fault(
        "release-exists",
        "A release « {name} » was already published: a release is never rewritten.",
        "Une publication « {name} » existe déjà : une publication n’est jamais réécrite.",
        "Name this one otherwise: « --name NAME ».",
        "Donnez un autre nom à celle-ci : « --name NOM ».",
    ),
    Fault(
        "nothing-published",
        "No figure of this dossier has been published.",
        "Aucun chiffre de ce dossier n’a été publié.",
        "Run « jalon publish » on the dossier first: what is public is what a release has told.",
        "Lancez d’abord « jalon publish » sur le dossier : est public ce qu’une publication a dit.",
    ),
    Fault(
        "public-review-of-vintage",
        "A public review tells what the last release told, not a vintage nor what moved since one.",
        "Une revue publique dit ce que la dernière publication a dit, ni un millésime ni ce qui a bougé.",
        "Publish the vintage first, « jalon publish --vintage NAME », then ask for « --public » alone.",
        "Publiez d’abord le millésime, « jalon publish --vintage NOM », puis demandez « --public » seul.",
    ),
    Fault(
        "not-safe-to-publish",
        "{count} numbers that must not be told could be given back; nothing was written. Among them: "
        "{cells}.",
        "{count} nombres à ne pas dire pourraient être retrouvés ; rien n’a été écrit. Parmi eux : {cells}.",
        "An earlier release tells too much beside them: remove the breakdown that holds them from the "
        "indicator, or publish its totals only.",
        "Une publication antérieure en dit trop à côté d’eux : retirez de l’indicateur la ventilation qui "
        "les porte, ou n’en publiez que les totaux.",
    ),
    Fault(
        "already-told",
        "{count} small numbers stand in an earlier release and are shown: hiding them now would protect "
        "nobody.",
        "{count} petits nombres figurent dans une publication antérieure et restent montrés : les masquer "
        "maintenant ne protégerait personne.",
        "Withdraw the earlier release from where it is published, if that is still possible.",
        "Retirez la publication antérieure de là où elle est diffusée, si c’est encore possible.",
    ),
    Fault(
        "totals-hidden",
        "{count} totals are hidden so that a small number cannot be found by subtraction: {known}.",
        "{count} totaux sont masqués pour qu’un petit nombre ne se retrouve pas par soustraction : {known}.",
        "Nothing to do if that is acceptable; else publish fewer breakdowns, or round instead of hiding.",
        "Rien à faire si c’est acceptable ; sinon, publiez moins de ventilations, ou arrondissez au lieu de "
        "masquer.",
    ),
)
