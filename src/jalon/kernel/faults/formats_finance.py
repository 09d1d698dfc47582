"""Faults and remarks of ledgers in the French statutory layout (FEC)."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # The file
    Fault(
        "fec-unbalanced",
        "{file} does not balance: debit {debit}, credit {credit}, difference {difference}. Entries that do "
        "not "
        "balance: {count}; the first is {entry} (journal, number, lines), short by {short}.",
        "{file} n’est pas équilibré : débit {debit}, crédit {credit}, écart {difference}. Écritures "
        "déséquilibrées : {count} ; la première est {entry} (journal, numéro, lignes), écart {short}.",
        "Ask for the ledger again: lines are missing or an amount is wrong.",
        "Redemandez le fichier : des lignes manquent ou un montant est faux.",
    ),
    Fault(
        "fec-no-header",
        "{file} has no header: its first line has {count} cells and names no column of the layout.",
        "{file} n’a pas d’en-tête : sa première ligne a {count} cellules et ne nomme aucune colonne du "
        "format.",
        "Export with the names of the columns, from JournalCode on, or say in `reader.header` which line has "
        "them.",
        "Exportez avec les noms des colonnes, à partir de JournalCode, ou dites dans `reader.header` quelle "
        "ligne les porte.",
    ),
    Fault(
        "fec-line-without-entry",
        "Lines of {file} that cannot be read and do not tell their entry: {count}. An entry may lack one of "
        "them.",
        "Lignes de {file} illisibles et sans écriture connue : {count}. Une écriture peut avoir perdu l’une "
        "d’elles.",
        "Correct these lines, or remove them when they are no lines of the ledger, such as totals.",
        "Corrigez ces lignes, ou retirez-les si elles ne sont pas des lignes du fichier, comme des totaux.",
    ),
    # Its lines
    Fault(
        "fec-entry-unbalanced",
        "The entry of this line does not balance: {value} (journal, number, lines: debit minus credit).",
        "L’écriture de cette ligne n’est pas équilibrée : {value} (journal, numéro, lignes : débit moins "
        "crédit).",
        "Correct the amounts of the entry, or send its missing lines; lines of two entries may bear one "
        "number.",
        "Corrigez les montants de l’écriture ou envoyez ses lignes manquantes ; les lignes de deux écritures "
        "portent peut-être le même numéro.",
    ),
    Fault(
        "fec-entry-incomplete",
        "Another line of the entry {value} (journal, number, lines) cannot be read.",
        "Une autre ligne de l’écriture {value} (journal, numéro, lignes) ne peut pas être lue.",
        "Correct that line: an entry is loaded whole or not at all.",
        "Corrigez cette ligne : une écriture est chargée entière ou pas du tout.",
    ),
    Fault(
        "fec-amount-unreadable",
        "« {column} » is no amount in euros and cents: {value}.",
        "« {column} » n’est pas un montant en euros et centimes : {value}.",
        "Write it as 1437,12 or 1437.12, with one decimal mark and at most two decimals.",
        "Écrivez-le 1437,12 ou 1437.12, avec un seul séparateur décimal et deux décimales au plus.",
    ),
    Fault(
        "fec-side-unknown",
        "« {column} » is neither debit nor credit: {value}.",
        "« {column} » n’est ni débit ni crédit : {value}.",
        "Write D or C, or +1 or -1.",
        "Écrivez D ou C, ou +1 ou -1.",
    ),
    Fault(
        "fec-day-unreadable",
        "« {column} » is no day: {value}.",
        "« {column} » n’est pas une date : {value}.",
        "Write it as AAAAMMJJ, such as 20231231.",
        "Écrivez-la AAAAMMJJ, par exemple 20231231.",
    ),
    Fault(
        "fec-cell-empty",
        "« {column} » is empty.",
        "« {column} » est vide.",
        "Fill it: a line belongs to a journal and to an account.",
        "Remplissez-la : une ligne appartient à un journal et à un compte.",
    ),
    # Remarks
    Fault(
        "fec-file-name",
        "The name of {file} does not tell the closing day of the year, so that days outside it are not "
        "looked for.",
        "Le nom de {file} ne dit pas la date de clôture : les dates hors exercice ne sont pas cherchées.",
        "Name the file SirenFECAAAAMMJJ.txt, such as 123456789FEC20231231.txt.",
        "Nommez le fichier SirenFECAAAAMMJJ.txt, par exemple 123456789FEC20231231.txt.",
    ),
    Fault(
        "fec-encoding-found",
        "{file} is not UTF-8 and was read as {encoding}.",
        "{file} n’est pas en UTF-8 et a été lu comme {encoding}.",
        "Look at its accents; if they are wrong, declare `encoding` in the reader of the source.",
        "Vérifiez ses accents ; s’ils sont faux, déclarez `encoding` dans le lecteur de la source.",
    ),
    Fault(
        "fec-columns-order",
        "The columns are not in the order of the layout; they were read by their names.",
        "Les colonnes ne sont pas dans l’ordre du format ; elles ont été lues d’après leurs noms.",
        "Nothing has to be done here; a tax control would refuse the file.",
        "Rien à faire ici ; un contrôle fiscal refuserait le fichier.",
    ),
    Fault(
        "fec-label-mended",
        "Lines whose label holds the mark that separates the cells: {count}. They were put together again.",
        "Lignes dont le libellé contient le séparateur des cellules : {count}. Elles ont été reconstituées.",
        "Export with tabs.",
        "Exportez avec des tabulations.",
    ),
    Fault(
        "fec-both-sides",
        "Lines with both a debit and a credit: {count}. Their balance is the difference.",
        "Lignes ayant à la fois un débit et un crédit : {count}. Leur solde est la différence.",
        "Check the export: a line has one side.",
        "Vérifiez l’export : une ligne n’a qu’un sens.",
    ),
    Fault(
        "fec-class-nine",
        "Lines on accounts of class 9: {count}. The layout excludes analytical accounts.",
        "Lignes sur des comptes de classe 9 : {count}. Le format exclut la comptabilité analytique.",
        "Export without class 9, or set these lines aside with `keep`.",
        "Exportez sans la classe 9, ou écartez ces lignes avec `keep`.",
    ),
    Fault(
        "fec-account-form",
        "Lines whose account does not begin with three digits of the chart: {count}.",
        "Lignes dont le compte ne commence pas par trois chiffres du plan : {count}.",
        "Translate these accounts with `codes`, or correct the export: figures by class would miss them.",
        "Traduisez ces comptes avec `codes` ou corrigez l’export : les chiffres par classe les manqueraient.",
    ),
    Fault(
        "fec-outside-year",
        "Lines whose day is outside the twelve months that end on the closing day: {count}.",
        "Lignes dont la date est hors des douze mois qui finissent à la clôture : {count}.",
        "Check the year of the file, and which period the source gives its lines.",
        "Vérifiez l’exercice du fichier, et la période que la source donne à ses lignes.",
    ),
    Fault(
        "fec-day-as-written",
        "Lines with a document, lettering or validation day that is no day: {count}. It was kept as written.",
        "Lignes dont une date de pièce, de lettrage ou de validation n’est pas une date : {count}. Elle "
        "est gardée "
        "telle quelle.",
        "Correct the export when these days matter to you.",
        "Corrigez l’export si ces dates vous importent.",
    ),
    Fault(
        "fec-not-numbered",
        "The entries are not numbered: the balance was checked by journal ({journals}), not by entry.",
        "Les écritures ne sont pas numérotées : l’équilibre a été vérifié par journal ({journals}), non "
        "par écriture.",
        "Ask the software for the numbers of entries.",
        "Demandez au logiciel les numéros des écritures.",
    ),
    Fault(
        "fec-several-days",
        "Entries that stand on several days: {count}; the first is {entry} (journal, number, lines).",
        "Écritures réparties sur plusieurs dates : {count} ; la première est {entry} (journal, numéro, "
        "lignes).",
        "Check that two entries do not bear the same number: they were checked as one.",
        "Vérifiez que deux écritures ne portent pas le même numéro : elles ont été vérifiées ensemble.",
    ),
    Fault(
        "fec-closing-entry",
        "Entries that carry the result over (accounts 6 or 7 with account 12): {count}; the first is "
        "{entry}.",
        "Écritures qui soldent les comptes 6 ou 7 par le compte 12 : {count} ; la première est {entry}.",
        "Export before the closing of the accounts, or set these lines aside with `keep`: with them, the "
        "year's "
        "charges and income add up to nothing.",
        "Exportez avant la clôture des comptes, ou écartez ces lignes avec `keep` : avec elles, les "
        "charges et "
        "produits de l’exercice s’annulent.",
    ),
    Fault(
        "fec-numbers-skipped",
        "Numbers of entries skip in the journal {journal}: from {before} to {after}; such gaps: {count}.",
        "La numérotation des écritures saute dans le journal {journal} : de {before} à {after} ; sauts : "
        "{count}.",
        "Ask why: an entry may be missing.",
        "Demandez pourquoi : il manque peut-être une écriture.",
    ),
)
