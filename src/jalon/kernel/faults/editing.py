"""Faults of editing: what is typed in the forms of a contract, and saving it."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "edit-unknown-field",
        "The form of this {kind} has no field « {field} ».",
        "Le formulaire ({kind}) n’a pas de champ « {field} ».",
        "Reload the form; a list has at most {most} items.",
        "Rechargez le formulaire ; une liste a au plus {most} éléments.",
    ),
    Fault(
        "edit-odd-character",
        "« {field} » holds a sign that nobody can see ({sign}).",
        "« {field} » contient un signe que personne ne peut voir ({sign}).",
        "Remove it: type the text instead of pasting it, or paste it without its layout.",
        "Retirez-le : saisissez le texte au lieu de le coller, ou collez-le sans mise en forme.",
    ),
    Fault(
        "edit-not-in-place",
        "{file} is written in a way that the form cannot edit without writing it anew.",
        "{file} est écrit d’une façon que le formulaire ne peut pas modifier sans tout récrire.",
        "Change it with a text editor; nothing was saved.",
        "Modifiez-le avec un éditeur de texte ; rien n’a été enregistré.",
    ),
    Fault(
        "edit-needs-amendment",
        "Target « {name} » is in force: {fields} cannot change without a trace.",
        "La cible « {name} » est en vigueur : {fields} ne peut pas changer sans trace.",
        "Name the signed amendment that changes the target; for an error of typing, or for what was still to "
        "be supplied, say why.",
        "Indiquez l’avenant signé qui modifie la cible ; pour une erreur de saisie, ou pour ce qui restait à "
        "fournir, dites pourquoi.",
    ),
    Fault(
        "edit-needs-reason",
        "The {kind} « {name} » binds the parties: {fields} cannot change without a trace.",
        "« {name} » ({kind}) engage les parties : {fields} ne peut pas changer sans trace.",
        "Say why, or name the signed amendment.",
        "Dites pourquoi, ou indiquez l’avenant signé.",
    ),
    Fault(
        "edit-amendment-incomplete",
        "Amendment « {amendment} » cannot change a target: {absent} is not written.",
        "L’avenant « {amendment} » ne peut pas modifier une cible : il manque {absent}.",
        "Give its day of signature, what it changes and why, and its reference; until it is signed, it is a "
        "proposal, which changes nothing.",
        "Donnez son jour de signature, ce qu’il change et pourquoi, et sa référence ; tant qu’il n’est pas "
        "signé, c’est une proposition, qui ne change rien.",
    ),
    Fault(
        "edit-still-named",
        "Target « {target} » ends; said to contribute to it, and not to « {new} »: {others}.",
        "La cible « {target} » prend fin ; disent y contribuer, et non à « {new} » : {others}.",
        "Change « contributes_to » where the claim goes on.",
        "Modifiez « contributes_to » là où la contribution demeure.",
    ),
    Fault(
        "edit-changed-since",
        "{file} changed since this form was opened, by {by_en}: {what_en}.",
        "{file} a changé depuis l’ouverture de ce formulaire, par {by_fr} : {what_fr}.",
        "Nothing was saved. Reload the form, and make your change again on what is there now.",
        "Rien n’a été enregistré. Rechargez le formulaire et refaites votre modification sur ce qui s’y "
        "trouve.",
    ),
    Fault(
        "edit-outside",
        "{file} is a link that leads out of the dossier: it is not written through.",
        "{file} est un lien qui mène hors du dossier : rien n’est écrit à travers lui.",
        "Put the file itself in the dossier.",
        "Mettez le fichier lui-même dans le dossier.",
    ),
    Fault(
        "edit-set-aside",
        "A change by {by} was interrupted while it was saved, and {file} was changed by hand since: it was "
        "set aside.",
        "Une modification de {by} a été interrompue pendant son enregistrement et {file} a été changé à la "
        "main depuis : elle a été mise de côté.",
        "The change is kept in {kept}; make it again if it is still wanted.",
        "La modification est gardée dans {kept} ; refaites-la si elle reste voulue.",
    ),
)
