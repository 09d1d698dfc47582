"""Faults of harvests: services asked over HTTP."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # What the dossier says
    Fault(
        "harvest-address",
        "« {address} » is no HTTPS address that holds neither password nor parameters.",
        "« {address} » n’est pas une adresse HTTPS sans mot de passe ni paramètres.",
        "Write https://…, the parameters under « query » and the name of the secret under « token ».",
        "Écrivez https://…, les paramètres sous « query » et le nom du secret sous « token ».",
    ),
    Fault(
        "harvest-no-service",
        "No service is known for the format {format}.",
        "Aucun service n’est connu pour le format {format}.",
        "Receive files instead, or use one of these formats: {known}.",
        "Recevez plutôt des fichiers, ou utilisez l’un de ces formats : {known}.",
    ),
    Fault(
        "harvest-paging",
        "The service of {format} does not give its pages by « {pages} ».",
        "Le service de {format} ne donne pas ses pages par « {pages} ».",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "harvest-token-name",
        "The token must be the name of a secret, in capitals, not the secret.",
        "Le jeton doit être le nom d’un secret, en majuscules, pas le secret.",
        "Write for instance « token: CATALOGUE », and put the secret in the variable JALON_TOKEN_CATALOGUE.",
        "Écrivez par exemple « token: CATALOGUE », et mettez le secret dans la variable "
        "JALON_TOKEN_CATALOGUE.",
    ),
    # What is asked
    Fault(
        "harvest-not-declared",
        "{feed} is not harvested: its source has no « harvest ».",
        "{feed} n’est pas moissonné : sa source n’a pas de « harvest ».",
        "Load its file with « jalon load », or add « harvest » to the source. Harvested feeds: {known}.",
        "Chargez son fichier par « jalon load », ou ajoutez « harvest » à la source. Flux "
        "moissonnés : {known}.",
    ),
    Fault(
        "harvest-token-missing",
        "{service} needs a secret that is not set.",
        "{service} demande un secret qui n’est pas renseigné.",
        "Put it in the environment variable {variable}.",
        "Mettez-le dans la variable d’environnement {variable}.",
    ),
    Fault(
        "harvest-token-unfit",
        "The secret of {service} holds an accent or an invisible sign, which no header of HTTP carries.",
        "Le secret de {service} contient un accent ou un signe invisible, que n’admet aucun en-tête HTTP.",
        "Copy it again into {variable}, as the service gave it.",
        "Copiez-le de nouveau dans {variable}, tel que le service l’a donné.",
    ),
    # What the service does
    Fault(
        "harvest-unreachable",
        "{service} does not answer ({problem}), after several tries.",
        "{service} ne répond pas ({problem}), après plusieurs essais.",
        "Check the address and the network, then run « jalon harvest » again: fetched pages are kept.",
        "Vérifiez l’adresse et le réseau, puis relancez « jalon harvest » : les pages reçues sont gardées.",
    ),
    Fault(
        "harvest-busy",
        "{service} is busy (HTTP {status}), after several tries or for too long.",
        "{service} est occupé (HTTP {status}), après plusieurs essais ou pour trop longtemps.",
        "Run « jalon harvest » again later: fetched pages are kept that day.",
        "Relancez « jalon harvest » plus tard : les pages reçues sont gardées ce jour-là.",
    ),
    Fault(
        "harvest-moved",
        "{service} sends elsewhere ({place}); another host is never followed.",
        "{service} renvoie ailleurs ({place}) ; un autre hôte n’est jamais suivi.",
        "If the service moved, write its new address in « base_url ».",
        "Si le service a déménagé, écrivez sa nouvelle adresse dans « base_url ».",
    ),
    Fault(
        "harvest-link-broken",
        "{service} sends to an address that is none; nothing is loaded.",
        "{service} renvoie à une adresse qui n’en est pas une ; rien n’est chargé.",
        "Check « base_url »; if it is right, tell the service.",
        "Vérifiez « base_url » ; si elle est juste, signalez-le au service.",
    ),
    Fault(
        "harvest-slow",
        "An answer of {service} took more than {limit} minutes.",
        "Une réponse de {service} a pris plus de {limit} minutes.",
        "Ask for fewer records in a page (« size »), then run « jalon harvest » again.",
        "Demandez moins d’enregistrements par page (« size »), puis relancez « jalon harvest ».",
    ),
    Fault(
        "harvest-forbidden",
        "{service} refuses access (HTTP {status}).",
        "{service} refuse l’accès (HTTP {status}).",
        "Check the secret that « token » names, and the rights of the account.",
        "Vérifiez le secret que nomme « token », et les droits du compte.",
    ),
    Fault(
        "harvest-refused",
        "{service} refuses the question (HTTP {status}: {said}).",
        "{service} refuse la question (HTTP {status} : {said}).",
        "Correct « query » of the source.",
        "Corrigez « query » de la source.",
    ),
    Fault(
        "harvest-course-refused",
        "{service} refuses to say who is enrolled in the course {course} ({said}); nothing is loaded.",
        "{service} refuse de dire qui est inscrit au cours {course} ({said}) ; rien n’est chargé.",
        "Give the account of the web service the right to see that course and its participants.",
        "Donnez au compte du service web le droit de voir ce cours et ses participants.",
    ),
    Fault(
        "harvest-not-json",
        "{service} answers with something that is no JSON.",
        "{service} répond autre chose que du JSON.",
        "Check the address in « base_url »: it is perhaps that of a web page.",
        "Vérifiez l’adresse de « base_url » : c’est peut-être celle d’une page web.",
    ),
    Fault(
        "harvest-answer-too-large",
        "An answer of {service} is larger than {limit} MB.",
        "Une réponse de {service} dépasse {limit} Mo.",
        "Ask for fewer records in a page (« size »), or for fewer fields.",
        "Demandez moins d’enregistrements par page (« size »), ou moins de champs.",
    ),
    Fault(
        "harvest-no-records",
        "An answer of {service} has no list of records where one is expected ({path}).",
        "Une réponse de {service} n’a pas de liste d’enregistrements là où il en faut une ({path}).",
        "Check « base_url » and « reader: kind » of the source.",
        "Vérifiez « base_url » et « reader: kind » de la source.",
    ),
    Fault(
        "harvest-endless",
        "{service} gives more than {most} pages; nothing is loaded.",
        "{service} donne plus de {most} pages ; rien n’est chargé.",
        "Narrow « query », or raise « size » or « most_pages ».",
        "Restreignez « query », ou augmentez « size » ou « most_pages ».",
    ),
    Fault(
        "harvest-page-again",
        "{service} sends back to a page already read; what follows it is unknown and nothing is loaded.",
        "{service} renvoie à une page déjà lue ; la suite est inconnue et rien n’est chargé.",
        "Run « jalon harvest » again; if it goes on, tell the service.",
        "Relancez « jalon harvest » ; si cela dure, signalez-le au service.",
    ),
    Fault(
        "harvest-empty",
        "{service} gives no record; nothing is loaded, the earlier rows stay.",
        "{service} ne donne aucun enregistrement ; rien n’est chargé, les lignes précédentes restent.",
        "Check « query »: an empty delivery would erase the rows of the earlier one.",
        "Vérifiez « query » : une livraison vide effacerait les lignes de la précédente.",
    ),
    Fault(
        "harvest-incomplete",
        "{service} says it has {told} records and gave {received} different ones; nothing is loaded.",
        "{service} dit avoir {told} enregistrements et en a donné {received} différents ; rien n’est chargé.",
        "Run « jalon harvest » again; if it goes on, use « pages: cursor » or ask the service.",
        "Relancez « jalon harvest » ; si cela dure, utilisez « pages: cursor » ou interrogez le service.",
    ),
    Fault(
        "harvest-total-moved",
        "{service} changed while it was read: {first} records at first, {last} at last, {received} received "
        "({repeated} came twice).",
        "{service} a changé pendant la lecture : {first} enregistrements au début, {last} à la "
        "fin, {received} "
        "reçus ({repeated} sont venus deux fois).",
        "Harvest again at a quiet hour before freezing figures.",
        "Moissonnez de nouveau à une heure calme avant de figer des chiffres.",
    ),
    Fault(
        "harvest-repeated",
        "{service} gave {repeated} records twice; each was kept once.",
        "{service} a donné {repeated} enregistrements deux fois ; chacun est gardé une fois.",
        "Nothing to do: none is missing, as many different ones came as the service says.",
        "Rien à faire : aucun ne manque, il en est venu autant de différents que le service le dit.",
    ),
)
