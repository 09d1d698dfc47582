"""Faults of test-cards: cards that decide nothing, trials without a file, waivers that nobody signs."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "misreading-is-right",
        "A misreading of « {indicator} » gives {value}, which is the right answer.",
        "Une mauvaise lecture de « {indicator} » donne {value}, qui est la bonne réponse.",
        "Give the number that the wrong reading leads to, or remove it: this card does not catch it.",
        "Donnez le nombre auquel mène la mauvaise lecture, ou retirez-la : cette carte ne la voit pas.",
    ),
    Fault(
        "misreading-rounds-to-right",
        "A misreading of « {indicator} » gives {value}, which is printed as {right}, the right answer.",
        "Une mauvaise lecture de « {indicator} » donne {value}, qui s’affiche {right}, la bonne réponse.",
        "Give the indicator more « decimals », or write a case on which both readings differ more.",
        "Donnez plus de « decimals » à l’indicateur, ou écrivez un cas où les deux lectures diffèrent plus.",
    ),
    Fault(
        "card-other-entity",
        "The indicator « {indicator} » does not read only « {entity} », which the source « {source} » fills.",
        "L’indicateur « {indicator} » ne lit pas « {entity} » seul, que remplit la source « {source} ».",
        "Ask this card only of indicators that read the rows of its source and no others.",
        "Ne posez cette carte qu’à des indicateurs qui lisent les lignes de sa source et aucune autre.",
    ),
    Fault(
        "card-mark-not-its-own",
        "The mark « {mark} » cannot be told from that of the card « {other} »: one holds the other.",
        "La marque « {mark} » ne se distingue pas de celle de la carte « {other} » : l’une contient l’autre.",
        "Give each card a mark of its own, all of the same length: CASE-01, CASE-02.",
        "Donnez à chaque carte une marque à elle, toutes de même longueur : CAS-01, CAS-02.",
    ),
    Fault(
        "cards-required-none",
        "The source « {source} » requires test-cards and no deck is about it: no unit could ever pass.",
        "La source « {source} » exige des jeux d’essai et aucun ne porte sur elle : nul ne peut réussir.",
        "Write a deck for it under test-cards/, or remove « test_cards: required ».",
        "Écrivez un jeu d’essai pour elle sous test-cards/, ou retirez « test_cards: required ».",
    ),
    Fault(
        "cards-file-needs-names",
        "{file} was given without saying which unit exported it and for which deck.",
        "{file} a été donné sans dire quelle unité l’a exporté ni pour quel jeu d’essai.",
        "Add « --deck » and « --unit ».",
        "Ajoutez « --deck » et « --unit ».",
    ),
    Fault(
        "cards-no-export",
        "No file of fictitious cases was found under {folder} for what you ask.",
        "Aucun fichier de cas fictifs n’a été trouvé sous {folder} pour ce que vous demandez.",
        "Give one with « --deck », « --unit » and « --file », or keep it as {folder}/DECK/UNIT.csv.",
        "Donnez-en un avec « --deck », « --unit » et « --file », ou rangez-le sous {folder}/JEU/UNITÉ.csv.",
    ),
    Fault(
        "cards-rows-unmarked",
        "{file}: rows that carry the mark of no case: {count} (first lines: {lines}); no case counts them.",
        "{file} : lignes qui ne portent la marque d’aucun cas : {count} (premières lignes : {lines}) ; aucun "
        "cas ne les compte.",
        "See whether they belong to a case: a merged cell leaves the rows under it empty. Put the mark in "
        "each of their rows and run the cards again.",
        "Voyez si elles sont d’un cas : une cellule fusionnée laisse vides les lignes du dessous. Mettez la "
        "marque dans chacune et repassez les cartes.",
    ),
    Fault(
        "cards-rows-refused",
        "Faulty rows: {refused} of {received}.",
        "Lignes fautives : {refused} sur {received}.",
        "Correct the export, or the mapping of the source, and run the cards again; nothing of this file is "
        "kept.",
        "Corrigez l’export, ou la correspondance de la source, et repassez les cartes ; rien de ce fichier "
        "n’est gardé.",
    ),
    Fault(
        "waiver-endless",
        "A waiver needs the last day on which it holds.",
        "Une dérogation demande le dernier jour où elle vaut.",
        "Add « --until ».",
        "Ajoutez « --until ».",
    ),
    Fault(
        "waiver-unsigned",
        "A waiver needs a reason and the name of who answers for it.",
        "Une dérogation demande une raison et le nom de qui en répond.",
        "Add « --because » and « --by ».",
        "Ajoutez « --because » et « --by ».",
    ),
    Fault(
        "waiver-over",
        "A waiver until {until} would already be over.",
        "Une dérogation jusqu’au {until} serait déjà terminée.",
        "Give a later day with « --until ».",
        "Donnez un jour plus tardif avec « --until ».",
    ),
    Fault(
        "cards-log-edited",
        "The log of test-cards was edited outside Jalon: record {line} no longer follows.",
        "Le journal des jeux d’essai a été modifié hors de Jalon : la ligne {line} ne suit plus.",
        "Put test-cards.jsonl of the workspace back from a backup, or remove it and run the cards again.",
        "Remettez test-cards.jsonl de l’espace de travail depuis une sauvegarde, ou retirez-le et repassez "
        "les cartes.",
    ),
)
