"""Faults of traces of learning activity, courses and enrolments of a platform."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "unknown-timezone",
        "« {timezone} » is no time zone.",
        "« {timezone} » n’est pas un fuseau horaire.",
        "Write a name of the IANA list, such as Europe/Paris.",
        "Écrivez un nom de la liste de l’IANA, comme Europe/Paris.",
    ),
    Fault(
        "xapi-incomplete",
        "The statement has no actor or no verb.",
        "La déclaration n’a pas d’acteur ou pas de verbe.",
        "Correct or remove it; xAPI demands an actor, a verb and an object.",
        "Corrigez-la ou retirez-la ; xAPI exige un acteur, un verbe et un objet.",
    ),
    Fault(
        "xapi-time-unknown",
        "The moment of the statement ({column}) is missing, wrong or without time zone.",
        "Le moment de la déclaration ({column}) manque, est faux ou n’a pas de fuseau horaire.",
        "Write it as 2024-03-01T08:30:00Z, or say « reader: timezone » in the source when all are local.",
        "Écrivez-le comme 2024-03-01T08:30:00Z, ou dites « reader: timezone » dans la source si tous sont "
        "locaux.",
    ),
    Fault(
        "xapi-voided",
        "Statements set aside: {count} of {received}; they were taken back, or take another back (the first "
        "on line {line}).",
        "Déclarations écartées : {count} sur {received} ; elles ont été annulées, ou en annulent "
        "une autre (la "
        "première à la ligne {line}).",
        "Nothing to do.",
        "Rien à faire.",
    ),
    Fault(
        "xapi-repeated",
        "Statements set aside: {count} of {received}; they repeat the identifier of an earlier one "
        "(the first "
        "on line {line}).",
        "Déclarations écartées : {count} sur {received} ; elles répètent l’identifiant d’une précédente (la "
        "première à la ligne {line}).",
        "Nothing to do: a statement sent twice counts once.",
        "Rien à faire : une déclaration envoyée deux fois compte une fois.",
    ),
    Fault(
        "xapi-nobody",
        "Statements set aside: {count} of {received}; they are of a group or of nobody known (the first on "
        "line {line}).",
        "Déclarations écartées : {count} sur {received} ; elles sont d’un groupe ou de personne de connu (la "
        "première à la ligne {line}).",
        "Nothing to do if these are not persons; else have the platform send an account or a mail address.",
        "Rien à faire si ce ne sont pas des personnes ; sinon, faites envoyer par la plateforme un "
        "compte ou une "
        "adresse.",
    ),
    Fault(
        "xapi-no-course",
        "Statements set aside: {count} of {received}; they name no course (the first on line {line}).",
        "Déclarations écartées : {count} sur {received} ; elles ne nomment aucun cours (la "
        "première à la ligne "
        "{line}).",
        "Nothing to do for visits outside courses; else have the platform send the course among the context "
        "activities.",
        "Rien à faire pour les visites hors des cours ; sinon, faites envoyer le cours parmi les "
        "activités du "
        "contexte.",
    ),
    Fault(
        "moodle-site-course",
        "Courses set aside: {count} of {received}; it is the front page of the platform (line {line}).",
        "Cours écartés : {count} sur {received} ; c’est la page d’accueil de la plateforme (ligne {line}).",
        "Nothing to do.",
        "Rien à faire.",
    ),
    Fault(
        "moodle-timezone-missing",
        "{file} tells moments, whose academic year ({column}) depends on where they were.",
        "{file} donne des instants, dont l’année universitaire ({column}) dépend du lieu.",
        "Say where the institution is: write for instance « timezone: Europe/Paris » under « reader ».",
        "Dites où est l’établissement : écrivez par exemple « timezone: Europe/Paris » sous « reader ».",
    ),
    Fault(
        "moodle-course-unknown",
        "The list of users does not say of which course.",
        "La liste des utilisateurs ne dit pas de quel cours.",
        'Give {"courseid": 12, "users": [...]}, one course a line, or {"12": [...]}.',
        'Donnez {"courseid": 12, "users": [...]}, un cours par ligne, ou {"12": [...]}.',
    ),
)
