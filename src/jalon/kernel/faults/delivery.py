"""Faults of deliveries: files received, their headers, their records and cells."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # The file as a whole
    Fault(
        "file-empty",
        "{file} is empty.",
        "{file} est vide.",
        "Ask for the file again; check that its export went to the end.",
        "Redemandez le fichier ; vérifiez que son export est allé jusqu’au bout.",
    ),
    Fault(
        "file-not-text",
        "{file} holds bytes that no table of text has.",
        "{file} contient des octets qu’aucun tableau en texte ne contient.",
        "If it is a spreadsheet or a Parquet file, say so in « reader: kind »; if it was saved as UTF-16, "
        "declare that encoding; else ask for the file again.",
        "S’il s’agit d’un classeur ou d’un fichier Parquet, dites-le dans « reader: kind » ; s’il est "
        "enregistré en UTF-16, déclarez cet encodage ; sinon, redemandez le fichier.",
    ),
    Fault(
        "file-not-xlsx",
        "{file} is not an XLSX workbook that can be read.",
        "{file} n’est pas un classeur XLSX lisible.",
        "Save it again as XLSX from the spreadsheet, without a password; the older XLS format is not read.",
        "Enregistrez-le de nouveau au format XLSX depuis le tableur, sans mot de passe ; l’ancien format "
        "XLS n’est pas lu.",
    ),
    Fault(
        "file-not-parquet",
        "{file} is not a Parquet file that can be read to its end.",
        "{file} n’est pas un fichier Parquet lisible jusqu’au bout.",
        "Ask for the file again, or declare the right format in « reader: kind ».",
        "Redemandez le fichier, ou déclarez le bon format dans « reader: kind ».",
    ),
    Fault(
        "file-without-rows",
        "{file} has a header and no row.",
        "{file} a un en-tête et aucune ligne.",
        "Ask for the file again: an empty delivery would erase the rows of the earlier one.",
        "Redemandez le fichier : une livraison vide effacerait les lignes de la précédente.",
    ),
    Fault(
        "file-mostly-broken",
        "{count} of the {received} records of {file} do not have the cells of the header.",
        "{count} des {received} enregistrements de {file} n’ont pas les cellules de l’en-tête.",
        "Check the delimiter and the line of the header in « reader »: the file is probably not read as "
        "it should be.",
        "Vérifiez le délimiteur et la ligne de l’en-tête dans « reader » : le fichier n’est sans doute "
        "pas lu comme il le devrait.",
    ),
    Fault(
        "no-row-kept",
        "None of the {received} rows of {file} is kept: all were set aside.",
        "Aucune des {received} lignes de {file} n’est retenue : toutes ont été écartées.",
        "Check that this is the right file, the condition « keep » of the source and the codes of the units.",
        "Vérifiez que c’est le bon fichier, la condition « keep » de la source et les codes des unités.",
    ),
    Fault(
        "gzip-truncated",
        "{file} is a compressed file that stops before its end.",
        "{file} est un fichier compressé qui s’arrête avant la fin.",
        "Copy or download it again: its transfer was interrupted.",
        "Copiez-le ou téléchargez-le de nouveau : son transfert a été interrompu.",
    ),
    Fault(
        "gzip-damaged",
        "{file} is a damaged compressed file ({problem}).",
        "{file} est un fichier compressé endommagé ({problem}).",
        "Copy or download it again.",
        "Copiez-le ou téléchargez-le de nouveau.",
    ),
    Fault(
        "compression-too-strong",
        "{file} unfolds to more than {limit} MB, hundreds of times its size.",
        "{file} se déploie au-delà de {limit} Mo, des centaines de fois sa taille.",
        "Check where the file comes from; if it is sound, deliver it uncompressed.",
        "Vérifiez d’où vient le fichier ; s’il est sain, livrez-le sans compression.",
    ),
    Fault(
        "wrong-encoding",
        "The byte {byte} is not {declared}; the file looks like {likely}.",
        "L’octet {byte} n’est pas du {declared} ; le fichier semble être en {likely}.",
        "Write « encoding: {likely} » in the reader of the source, or save the file as {declared}.",
        "Écrivez « encoding: {likely} » dans le lecteur de la source, ou enregistrez le fichier en "
        "{declared}.",
    ),
    Fault(
        "line-too-long",
        "A line of {file} is longer than {limit} MB.",
        "Une ligne de {file} dépasse {limit} Mo.",
        "Check that the file is a table, with one record a line.",
        "Vérifiez que le fichier est un tableau, avec un enregistrement par ligne.",
    ),
    Fault(
        "line-ends-unknown",
        "The lines of {file} end with a carriage return alone.",
        "Les lignes de {file} se terminent par un retour chariot seul.",
        "Save the file again as CSV with the line ends of Windows or Unix.",
        "Enregistrez de nouveau le fichier en CSV avec les fins de ligne de Windows ou d’Unix.",
    ),
    Fault(
        "quote-never-closed",
        'A quote (") opened in this record is never closed.',
        'Un guillemet (") ouvert dans cet enregistrement n’est jamais fermé.',
        'Close it, or double every quote that belongs to a text ("").',
        'Fermez-le, ou doublez chaque guillemet qui fait partie d’un texte ("").',
    ),
    # The header
    Fault(
        "header-empty",
        "No column is named where the header of {file} should be.",
        "Aucune colonne n’est nommée là où devrait être l’en-tête de {file}.",
        "Give the line of the header in « reader: header », counted from 1.",
        "Indiquez la ligne de l’en-tête dans « reader: header », comptée à partir de 1.",
    ),
    Fault(
        "header-broken",
        "The quotes of the header of {file} make no sense.",
        "Les guillemets de l’en-tête de {file} n’ont pas de sens.",
        "Double every quote that belongs to a name, and close those that open.",
        "Doublez chaque guillemet qui fait partie d’un nom et fermez ceux qui s’ouvrent.",
    ),
    Fault(
        "wrong-delimiter",
        "The header is not cut by « {declared} »: it looks as if the delimiter were « {likely} ».",
        "L’en-tête n’est pas découpé par « {declared} » : le délimiteur semble être « {likely} ».",
        'Write this delimiter in the reader of the source: « delimiter: "{likely}" ».',
        'Écrivez ce délimiteur dans le lecteur de la source : « delimiter: "{likely}" ».',
    ),
    Fault(
        "columns-missing",
        "These columns are not in the header: {missing}. Columns found: {found}.",
        "Ces colonnes ne sont pas dans l’en-tête : {missing}. Colonnes trouvées : {found}.",
        "Correct the mapping of the source or ask for the file with its columns; nearest names: {near}.",
        "Corrigez la correspondance de la source ou redemandez le fichier avec ses colonnes ; noms les "
        "plus proches : {near}.",
    ),
    Fault(
        "columns-repeated",
        "These columns stand several times in the header: {repeated}.",
        "Ces colonnes figurent plusieurs fois dans l’en-tête : {repeated}.",
        "Ask for a file in which each column has a name of its own; case alone does not tell two names "
        "apart.",
        "Demandez un fichier où chaque colonne a son propre nom ; la casse seule ne distingue pas deux noms.",
    ),
    Fault(
        "columns-nested",
        "These columns hold no simple values: {columns}.",
        "Ces colonnes ne contiennent pas de valeurs simples : {columns}.",
        "Deliver a flat table: numbers, texts, dates, true and false.",
        "Livrez un tableau plat : nombres, textes, dates, vrai et faux.",
    ),
    Fault(
        "columns-to-unpivot-missing",
        "No column matches « {pattern} »; columns found: {found}.",
        "Aucune colonne ne correspond à « {pattern} » ; colonnes trouvées : {found}.",
        "Correct « unpivot: columns » in the source, a regular expression that the names match in full.",
        "Corrigez « unpivot: columns » dans la source, une expression régulière que les noms vérifient en "
        "entier.",
    ),
    Fault(
        "sheet-missing",
        "There is no sheet « {sheet} » in {file}.",
        "Il n’y a pas de feuille « {sheet} » dans {file}.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    # Records and cells
    Fault(
        "row-cells",
        "The record does not have the cells of the header (found/expected: {value}).",
        "L’enregistrement n’a pas les cellules de l’en-tête (trouvées/attendues : {value}).",
        "Quote a text that holds the delimiter; complete or remove the record.",
        "Mettez entre guillemets un texte qui contient le délimiteur ; complétez ou retirez "
        "l’enregistrement.",
    ),
    Fault(
        "row-quotes",
        "The quotes of the record make no sense.",
        "Les guillemets de l’enregistrement n’ont pas de sens.",
        'Double every quote that belongs to a text (""), and close those that open.',
        'Doublez chaque guillemet qui fait partie d’un texte ("") et fermez ceux qui s’ouvrent.',
    ),
    Fault(
        "row-period-empty",
        "The period is empty in the column « {column} ».",
        "La période est vide dans la colonne « {column} ».",
        "Fill it in: 2023 for a year, 2023-24 for an academic year, 2024-09 for a month.",
        "Remplissez-la : 2023 pour une année, 2023-24 pour une année universitaire, 2024-09 pour un mois.",
    ),
    Fault(
        "row-period-wrong",
        "« {value} », in the column « {column} », is no period of the calendar of these rows.",
        "« {value} », dans la colonne « {column} », n’est pas une période du calendrier de ces lignes.",
        "Write 2023 for a year, 2023-24 for an academic year, 2024-09 for a month.",
        "Écrivez 2023 pour une année, 2023-24 pour une année universitaire, 2024-09 pour un mois.",
    ),
    Fault(
        "row-unit-empty",
        "The unit is empty in the column « {column} ».",
        "L’unité est vide dans la colonne « {column} ».",
        "Fill in the code of the unit.",
        "Remplissez le code de l’unité.",
    ),
    Fault(
        "row-unit-unknown",
        "« {value} », in the column « {column} », is no unit of the perimeter.",
        "« {value} », dans la colonne « {column} », n’est pas une unité du périmètre.",
        "Correct the cell, add the code to the unit in the perimeter, or write « unit: {others: set-aside} » "
        "in the source. Did you mean {known}",
        "Corrigez la cellule, ajoutez le code à l’unité dans le périmètre, ou écrivez « unit: "
        "{others: set-aside} » dans la source. Vouliez-vous écrire {known}",
    ),
    Fault(
        "row-duplicate",
        "The row has the same key ({column}) as line {value}.",
        "La ligne a la même clé ({column}) que la ligne {value}.",
        "Remove one of the two, or add to the entity’s key the column that tells them apart.",
        "Retirez l’une des deux, ou ajoutez à la clé de l’entité la colonne qui les distingue.",
    ),
    Fault(
        "expression-failed",
        "The expression for « {column} » cannot be computed on this row.",
        "L’expression pour « {column} » ne peut pas être calculée sur cette ligne.",
        "Correct the cells it reads, or write the expression so that it accepts them (TRY_CAST, CASE WHEN).",
        "Corrigez les cellules qu’elle lit, ou écrivez l’expression de sorte qu’elle les accepte "
        "(TRY_CAST, CASE WHEN).",
    ),
    Fault(
        "code-unknown",
        "« {value} », in the column « {column} », has no translation.",
        "« {value} », dans la colonne « {column} », n’a pas de traduction.",
        "Add it to the « codes » of that column in the source, or to the crosswalk of the unit for that "
        "period, or say with « other » what the rest becomes. Did you mean {known}",
        "Ajoutez-le aux « codes » de cette colonne dans la source, ou au passage de l’unité pour cette "
        "période, ou dites avec « other » ce que devient le reste. Vouliez-vous écrire {known}",
    ),
    Fault(
        "cell-required",
        "The column « {column} » is empty and must be filled.",
        "La colonne « {column} » est vide et doit être remplie.",
        "Fill in the cell: an empty one is missing, not zero.",
        "Remplissez la cellule : une cellule vide est une valeur manquante, pas un zéro.",
    ),
    Fault(
        "cell-not-listed",
        "« {value} » is not accepted in the column « {column} ».",
        "« {value} » n’est pas accepté dans la colonne « {column} ».",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "cell-not-integer",
        "« {value} », in the column « {column} », is no whole number.",
        "« {value} », dans la colonne « {column} », n’est pas un nombre entier.",
        "Write digits, eighteen at most; a separator between thousands must be declared in the reader of the "
        "source.",
        "Écrivez des chiffres, dix-huit au plus ; un séparateur de milliers doit être déclaré dans le "
        "lecteur de la source.",
    ),
    Fault(
        "cell-not-decimal",
        "« {value} », in the column « {column} », is no exact number.",
        "« {value} », dans la colonne « {column} », n’est pas un nombre exact.",
        "Write digits with the decimal separator that the reader of the source declares; no unit, no "
        "exponent.",
        "Écrivez des chiffres avec le séparateur décimal que déclare le lecteur de la source ; pas "
        "d’unité, pas d’exposant.",
    ),
    Fault(
        "cell-too-precise",
        "« {value} », in the column « {column} », has more than ten decimals and would be rounded.",
        "« {value} », dans la colonne « {column} », a plus de dix décimales et serait arrondi.",
        "Round it at the source, or give the entity’s column the type « number » if it is a measurement.",
        "Arrondissez-le à la source, ou donnez à la colonne de l’entité le type « number » s’il s’agit "
        "d’une mesure.",
    ),
    Fault(
        "cell-not-number",
        "« {value} », in the column « {column} », is no number.",
        "« {value} », dans la colonne « {column} », n’est pas un nombre.",
        "Write digits with the decimal separator that the reader of the source declares, without a unit.",
        "Écrivez des chiffres avec le séparateur décimal que déclare le lecteur de la source, sans unité.",
    ),
    Fault(
        "cell-not-boolean",
        "« {value} », in the column « {column} », is neither yes nor no.",
        "« {value} », dans la colonne « {column} », n’est ni oui ni non.",
        "Write true or false, 1 or 0, oui or non, yes or no, vrai or faux.",
        "Écrivez true ou false, 1 ou 0, oui ou non, yes ou no, vrai ou faux.",
    ),
    Fault(
        "cell-not-date",
        "« {value} », in the column « {column} », is no date that exists.",
        "« {value} », dans la colonne « {column} », n’est pas une date qui existe.",
        "Write the date as YYYY-MM-DD, such as 2022-06-30, or as « dates » of the reader says.",
        "Écrivez la date sous la forme AAAA-MM-JJ, par exemple 2022-06-30, ou comme le dit « dates » du "
        "lecteur.",
    ),
    # What became of the rows
    Fault(
        "rows-refused",
        "Faulty rows: {refused} of {received}.",
        "Lignes fautives : {refused} sur {received}.",
        "Correct them at the source and load the file again; they are kept in quarantine, delivery "
        "{delivery}. A source that may be loaded without its faulty rows says so: « refused_up_to », in % "
        "of its rows.",
        "Corrigez-les à la source et rechargez le fichier ; elles sont gardées en quarantaine, livraison "
        "{delivery}. Une source qui peut être chargée sans ses lignes fautives le dit : « refused_up_to », "
        "en % de ses lignes.",
    ),
    Fault(
        "more-rows-alike",
        "{count} faults of the kind « {kind} » were found; the first {shown} are shown.",
        "{count} fautes du type « {kind} » ont été trouvées ; les {shown} premières sont montrées.",
        "The others are in quarantine, delivery {delivery}.",
        "Les autres sont en quarantaine, livraison {delivery}.",
    ),
    Fault(
        "row-not-kept",
        "Rows set aside: {count} of {received}; the source does not keep them ({because_en}).",
        "Lignes écartées : {count} sur {received} ; la source ne les garde pas ({because_fr}).",
        "Nothing to do if that is meant; else correct the condition « keep » of the source.",
        "Rien à faire si c’est voulu ; sinon, corrigez la condition « keep » de la source.",
    ),
    Fault(
        "row-other-unit",
        "Rows set aside: {count} of {received}; their unit, in the column « {column} », is not in the "
        "perimeter (« {value} » on line {line}).",
        "Lignes écartées : {count} sur {received} ; leur unité, dans la colonne « {column} », n’est "
        "pas dans le périmètre (« {value} » à la ligne {line}).",
        "Nothing to do if these units are not yours; else add their codes to the perimeter.",
        "Rien à faire si ces unités ne sont pas les vôtres ; sinon, ajoutez leurs codes au périmètre.",
    ),
    Fault(
        "row-less-complete",
        "Rows set aside: {count}; another row of the same kind is more complete (line {value} "
        "rather than line {line}).",
        "Lignes écartées : {count} ; une autre ligne semblable est plus complète (la ligne "
        "{value} plutôt que la ligne {line}).",
        "Nothing to do if that is meant; else correct « most_complete » in the source.",
        "Rien à faire si c’est voulu ; sinon, corrigez « most_complete » dans la source.",
    ),
    Fault(
        "row-other-values",
        "Rows set aside: {count}; another row of the same kind is more complete, and does not say the same "
        "(line {value} is kept rather than line {line}, which differs in « {column} »).",
        "Lignes écartées : {count} ; une autre ligne semblable est plus complète, et ne dit pas la "
        "même chose (la ligne {value} est gardée plutôt que la ligne {line}, qui diffère dans « {column} »).",
        "Ask the sender which of the two is right: the fuller row is not always the later one.",
        "Demandez à l’expéditeur laquelle des deux est juste : la ligne la plus complète n’est pas toujours "
        "la plus récente.",
    ),
    Fault(
        "row-without-value",
        "Rows set aside: {count}; all their cells are empty (the first on line {line}).",
        "Lignes écartées : {count} ; toutes leurs cellules sont vides (la première à la ligne {line}).",
        "Nothing to do if the source has nothing to say there.",
        "Rien à faire si la source n’a rien à dire à cet endroit.",
    ),
)
