"""Faults of files of JSON records, bibliographies and European projects."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # The reader that was asked for
    Fault(
        "format-table-unknown",
        "« {table} » is none of the tables of the format {format}.",
        "« {table} » n’est pas une des tables du format {format}.",
        "Correct « reader: table » of the source. Did you mean {known}",
        "Corrigez « reader: table » de la source. Vouliez-vous écrire {known}",
    ),
    Fault(
        "extra-missing",
        "What reads {use} is not installed.",
        "Ce qui lit {use} n’est pas installé.",
        'Install it: pip install "jalon[{extra}]".',
        'Installez-le : pip install "jalon[{extra}]".',
    ),
    # JSON as a whole
    Fault(
        "file-not-json",
        "{file} does not start as JSON does, with an object or an array.",
        "{file} ne commence pas comme du JSON, par un objet ou un tableau.",
        "Check that it is the answer of the service and not a web page; else declare the right format in "
        "« reader: kind ».",
        "Vérifiez que c’est bien la réponse du service et non une page web ; sinon, déclarez le bon format "
        "dans « reader: kind ».",
    ),
    Fault(
        "document-broken",
        "{file} is no JSON that can be read beyond this line.",
        "{file} n’est plus du JSON lisible à partir de cette ligne.",
        "Ask for the file again: nothing of it is loaded.",
        "Redemandez le fichier : rien n’en est chargé.",
    ),
    Fault(
        "json-cut-short",
        "{file} stops before the end of its JSON.",
        "{file} s’arrête avant la fin de son JSON.",
        "Ask for the file again: its transfer did not go to the end.",
        "Redemandez le fichier : son transfert n’est pas allé jusqu’au bout.",
    ),
    Fault(
        "document-too-deep",
        "{file} has more than {limit} levels inside one another.",
        "{file} a plus de {limit} niveaux emboîtés.",
        "Check where the file comes from: no answer of these services is nested so.",
        "Vérifiez d’où vient le fichier : aucune réponse de ces services n’est emboîtée ainsi.",
    ),
    Fault(
        "json-record-too-large",
        "A record of {file} holds more than {limit} values.",
        "Un enregistrement de {file} contient plus de {limit} valeurs.",
        "Give the records in an array, or one a line.",
        "Donnez les enregistrements dans un tableau, ou un par ligne.",
    ),
    Fault(
        "document-record-too-long",
        "A record of {file} holds more than {limit} million characters.",
        "Un enregistrement de {file} contient plus de {limit} millions de caractères.",
        "Give the records in an array, or one a line.",
        "Donnez les enregistrements dans un tableau, ou un par ligne.",
    ),
    Fault(
        "answer-is-error",
        "{file} holds an error answer of the service ({format}: {said}), not data.",
        "{file} contient une réponse d’erreur du service ({format} : {said}), pas des données.",
        "Mend what the service complains of, its key or the question, then fetch the data again.",
        "Corrigez ce dont le service se plaint, sa clé ou la question, puis récupérez les données à nouveau.",
    ),
    # JSON records
    Fault(
        "json-line-broken",
        "The line is no JSON object.",
        "La ligne n’est pas un objet JSON.",
        "Correct or remove the line; one line holds one whole object.",
        "Corrigez ou retirez la ligne ; une ligne contient un objet entier.",
    ),
    Fault(
        "json-line-too-long",
        "The line is longer than 16 MB.",
        "La ligne dépasse 16 Mo.",
        "Give one record a line.",
        "Donnez un enregistrement par ligne.",
    ),
    Fault(
        "json-record-unknown",
        "The record is none of those of this format.",
        "L’enregistrement n’est pas de ceux de ce format.",
        "Check « reader: kind » and « reader: table »; correct or remove the record.",
        "Vérifiez « reader: kind » et « reader: table » ; corrigez ou retirez l’enregistrement.",
    ),
    Fault(
        "answer-without-list",
        "The answer about « {column} » is no list: the service gave an error, or nothing, in its place.",
        "La réponse à propos de « {column} » n’est pas une liste : le service a donné une erreur, ou "
        "rien, à la place.",
        "Give the account of the service the right to see it, then fetch the data again.",
        "Donnez au compte du service le droit de la voir, puis récupérez les données à nouveau.",
    ),
    Fault(
        "record-without-rows",
        "Records set aside: {count} of {received}; they have nothing for this table, no author, structure, "
        "institution or goal (the first on line {line}).",
        "Enregistrements écartés : {count} sur {received} ; ils n’ont rien pour cette table, ni auteur, ni "
        "structure, ni institution, ni objectif (le premier à la ligne {line}).",
        "Nothing to do if they have none; else ask the service for that field too.",
        "Rien à faire s’ils n’en ont pas ; sinon, demandez aussi ce champ au service.",
    ),
    Fault(
        "openalex-authors-cut",
        "OpenAlex gave only the first hundred authors of the work: shares of it cannot be counted.",
        "OpenAlex n’a donné que les cent premiers auteurs de l’œuvre : ses parts ne peuvent être comptées.",
        "Put in its place the work asked alone (https://api.openalex.org/works/W…), which has them all; or "
        "say « refused_up_to » to load the others.",
        "Mettez à la place de cet enregistrement l’œuvre demandée seule "
        "(https://api.openalex.org/works/W…), qui a tous ses auteurs ; ou dites « refused_up_to » "
        "pour charger les autres.",
    ),
    Fault(
        "publication-without-id",
        "The publication has no identifier ({column}).",
        "La publication n’a pas d’identifiant ({column}).",
        "Ask the service for that field too, or remove the record.",
        "Demandez aussi ce champ au service, ou retirez l’enregistrement.",
    ),
    # Bibliographies
    Fault(
        "file-not-bibtex",
        "{file} holds no BibTeX entry that can be read.",
        "{file} ne contient aucune entrée BibTeX lisible.",
        "Export the bibliography again as BibTeX, or declare the right format in « reader: kind ».",
        "Exportez de nouveau la bibliographie en BibTeX, ou déclarez le bon format dans « reader: kind ».",
    ),
    Fault(
        "bibtex-too-large",
        "{file} is a bibliography of more than {limit} MB.",
        "{file} est une bibliographie de plus de {limit} Mo.",
        "Split it, one file a unit or a year.",
        "Séparez-la, un fichier par unité ou par année.",
    ),
    Fault(
        "bibtex-entry-broken",
        "The entry cannot be read: a brace, a quote or a comma is missing, or a field is given twice.",
        "L’entrée est illisible : il manque une accolade, un guillemet ou une virgule, ou un champ est donné "
        "deux fois.",
        "Correct the entry that starts on this line.",
        "Corrigez l’entrée qui commence à cette ligne.",
    ),
    Fault(
        "bibtex-entry-repeated",
        "The entry has the same name as an earlier one.",
        "L’entrée porte le même nom qu’une entrée précédente.",
        "Remove one of the two, or give it another name.",
        "Retirez l’une des deux, ou donnez-lui un autre nom.",
    ),
    # Archives
    Fault(
        "zip-damaged",
        "{file} is a ZIP that cannot be read to its end, or is protected by a password.",
        "{file} est un ZIP illisible jusqu’au bout, ou protégé par un mot de passe.",
        "Ask for the file again, without a password.",
        "Redemandez le fichier, sans mot de passe.",
    ),
    Fault(
        "zip-member-missing",
        "{file} holds {count} files of the wanted table; exactly one is needed. It holds: {found}.",
        "{file} contient {count} fichiers de la table voulue ; il en faut exactement un. Il "
        "contient : {found}.",
        "Give the ZIP as published, or the CSV file alone.",
        "Donnez le ZIP tel qu’il est publié, ou le fichier CSV seul.",
    ),
)
