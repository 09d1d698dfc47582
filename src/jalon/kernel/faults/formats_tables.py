"""Faults of tables, archives, student systems, databases and drops."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # JSON records
    Fault(
        "json-broken",
        "The record is not JSON.",
        "L’enregistrement n’est pas du JSON.",
        'Write one record a line, as {"key": "value"}: double quotes, no comma at the end, no NaN.',
        'Écrivez un enregistrement par ligne, sous la forme {"clé": "valeur"} : guillemets droits, pas '
        "de virgule finale, pas de NaN.",
    ),
    Fault(
        "json-not-a-record",
        "A value stands where a record { … } is expected.",
        "Une valeur se trouve à la place d’un enregistrement { … }.",
        "Write each row as keys and values between braces.",
        "Écrivez chaque ligne comme des clés et des valeurs entre accolades.",
    ),
    Fault(
        "json-key-twice",
        "The record says a key twice.",
        "L’enregistrement donne deux fois la même clé.",
        "Keep one of the two: which one is right cannot be guessed.",
        "Gardez l’une des deux : laquelle est juste ne se devine pas.",
    ),
    Fault(
        "json-too-deep",
        "The record is nested deeper than 64 levels.",
        "L’enregistrement a plus de 64 niveaux d’imbrication.",
        "Ask for a flatter export, with one record a row.",
        "Demandez un export plus plat, avec un enregistrement par ligne.",
    ),
    Fault(
        "json-nested",
        "« {column} » holds a list or a record, not a value.",
        "« {column} » contient une liste ou un enregistrement, pas une valeur.",
        "Name the inner key with a dot, as in « {column}.id »; for a list, ask for an export with one "
        "record for each of its items.",
        "Nommez la clé intérieure avec un point, par exemple « {column}.id » ; pour une liste, "
        "demandez un export avec un enregistrement par élément.",
    ),
    Fault(
        "json-path-blocked",
        "« {column} » cannot be followed: a list or a value stands on the way, where a record is expected.",
        "« {column} » ne peut pas être suivi : une liste ou une valeur se trouve sur le chemin, là où un "
        "enregistrement est attendu.",
        "Correct the path in the source; for a list, ask for an export with one record for each item.",
        "Corrigez le chemin dans la source ; pour une liste, demandez un export avec un enregistrement par "
        "élément.",
    ),
    Fault(
        "json-over-lines",
        "The first record of {file} goes on over several lines.",
        "Le premier enregistrement de {file} s’étend sur plusieurs lignes.",
        "Write one record a line, or one list [ … ] of records; when the list stands inside a record, as in "
        '{"data": [ … ]}, deliver the list alone.',
        "Écrivez un enregistrement par ligne, ou une liste [ … ] d’enregistrements ; quand la liste est "
        'dans un enregistrement, comme dans {"data": [ … ]}, livrez la liste seule.',
    ),
    Fault(
        "json-array-open",
        "{file} ends before its list of records is closed.",
        "{file} s’arrête avant la fin de sa liste d’enregistrements.",
        "Ask for the file again: its transfer or its export was cut.",
        "Redemandez le fichier : son transfert ou son export a été coupé.",
    ),
    Fault(
        "json-after-array",
        "{file} goes on after the end of its list of records.",
        "{file} continue après la fin de sa liste d’enregistrements.",
        "Send one list, or one record a line.",
        "Envoyez une seule liste, ou un enregistrement par ligne.",
    ),
    Fault(
        "json-record-too-long",
        "A record of {file} is longer than {limit} MiB.",
        "Un enregistrement de {file} dépasse {limit} Mio.",
        "Check that the file holds records, and that a text in it is not left open.",
        "Vérifiez que le fichier contient des enregistrements et qu’aucun texte n’y reste ouvert.",
    ),
    # Archives and workbooks
    Fault(
        "zip-path-escapes",
        "The archive {file} holds an entry whose name leads out of it: « {entry} ».",
        "L’archive {file} contient une entrée dont le nom mène hors d’elle : « {entry} ».",
        "Ask its sender to make the archive again from plain files; tell your security officer if you "
        "did not expect this.",
        "Demandez à l’expéditeur de refaire l’archive à partir de simples fichiers ; prévenez votre "
        "responsable de la sécurité si cela vous surprend.",
    ),
    Fault(
        "zip-encrypted",
        "« {entry} » in {file} is protected by a password.",
        "« {entry} », dans {file}, est protégé par un mot de passe.",
        "Ask for the archive without a password, sent through a protected channel.",
        "Demandez l’archive sans mot de passe, par un canal protégé.",
    ),
    Fault(
        "zip-compression-unknown",
        "« {entry} » in {file} is compressed in a way that is not read.",
        "« {entry} », dans {file}, est compressé d’une façon qui n’est pas lue.",
        "Make the archive again with the usual compression (deflate).",
        "Refaites l’archive avec la compression habituelle (deflate).",
    ),
    Fault(
        "zip-too-many-files",
        "{file} holds {count} entries; {limit} are read at most.",
        "{file} contient {count} entrées ; {limit} au plus sont lues.",
        "Keep in the archive the files that were asked for.",
        "Ne gardez dans l’archive que les fichiers demandés.",
    ),
    Fault(
        "zip-name-twice",
        "{file} holds « {entry} » twice.",
        "{file} contient deux fois « {entry} ».",
        "Make the archive again with one file of each name.",
        "Refaites l’archive avec un seul fichier de chaque nom.",
    ),
    Fault(
        "zip-size-untrue",
        "« {entry} » in {file} is not as long as the archive says.",
        "« {entry} », dans {file}, n’a pas la longueur que l’archive annonce.",
        "Ask for the file again; an archive that is made to deceive is not opened.",
        "Redemandez le fichier ; une archive faite pour tromper n’est pas ouverte.",
    ),
    Fault(
        "xml-document-type",
        "The part « {part} » of {file} declares a document type, which no spreadsheet writes.",
        "La partie « {part} » de {file} déclare un type de document, ce qu’aucun tableur n’écrit.",
        "Save the workbook again from a spreadsheet; tell your security officer if you did not expect this.",
        "Enregistrez de nouveau le classeur depuis un tableur ; prévenez votre responsable de la "
        "sécurité si cela vous surprend.",
    ),
    Fault(
        "sheet-too-wide",
        "The part « {part} » of {file} stretches over {places} places for {cells} cells.",
        "La partie « {part} » de {file} s’étend sur {places} emplacements pour {cells} cellules.",
        "Delete the stray cells far to the right or below the table, then save the workbook again.",
        "Supprimez les cellules égarées loin à droite ou en dessous du tableau, puis enregistrez de "
        "nouveau le classeur.",
    ),
    Fault(
        "parquet-rows-claimed",
        "{file} says that it holds {rows} rows in {size} bytes.",
        "{file} annonce {rows} lignes dans {size} octets.",
        "Ask for the file again; if it is right, send it in parts.",
        "Redemandez le fichier ; s’il est juste, envoyez-le en plusieurs parties.",
    ),
    Fault(
        "not-utf8",
        "A text of {file} is not UTF-8, as its format asks (byte {byte}).",
        "Un texte de {file} n’est pas en UTF-8, comme le demande son format (octet {byte}).",
        "Export the file again in UTF-8; no key of the reader changes that.",
        "Exportez de nouveau le fichier en UTF-8 ; aucune clé du lecteur n’y change rien.",
    ),
    # Student systems
    Fault(
        "oneroster-not-zip",
        "{file} is not a zip archive that can be read.",
        "{file} n’est pas une archive zip lisible.",
        "Send the OneRoster files, with manifest.csv, in one zip archive.",
        "Envoyez les fichiers OneRoster, avec manifest.csv, dans une archive zip.",
    ),
    Fault(
        "oneroster-no-manifest",
        "{file} holds {count} files manifest.csv; one is expected.",
        "{file} contient {count} fichiers manifest.csv ; il en faut un.",
        "Put manifest.csv at the top of the archive, beside the other files.",
        "Placez manifest.csv à la racine de l’archive, à côté des autres fichiers.",
    ),
    Fault(
        "oneroster-version",
        "The manifest says OneRoster version « {version} »; versions {known} are read.",
        "Le manifeste annonce OneRoster version « {version} » ; les versions {known} sont lues.",
        "Export the bundle again in a version that is read.",
        "Exportez de nouveau le paquet dans une version lue.",
    ),
    Fault(
        "oneroster-manifest-untrue",
        "The manifest says « {mode} » of {table}.csv, which is not so.",
        "Le manifeste dit « {mode} » de {table}.csv, et ce n’est pas le cas.",
        "Write « bulk » when the file is in the archive, « absent » when it is not.",
        "Écrivez « bulk » quand le fichier est dans l’archive, « absent » sinon.",
    ),
    Fault(
        "oneroster-table-absent",
        "{file} has no table « {table} ».",
        "{file} n’a pas de table « {table} ».",
        "Ask for the bundle with that table, or name another one in the source. Did you mean {known}",
        "Demandez le paquet avec cette table, ou nommez-en une autre dans la source. Vouliez-vous "
        "écrire {known}",
    ),
    Fault(
        "oneroster-delta",
        "The table « {table} » holds only what changed (« delta »).",
        "La table « {table} » ne contient que ce qui a changé (« delta »).",
        "Ask for a full export (« bulk »): a delivery replaces the one before it, and changes alone "
        "would erase the rest.",
        "Demandez un export complet (« bulk ») : une livraison remplace la précédente, et des "
        "changements seuls effaceraient le reste.",
    ),
    Fault(
        "oneroster-broken",
        "This line of {file} does not follow the format: quotes or number of cells.",
        "Cette ligne de {file} ne suit pas le format : guillemets ou nombre de cellules.",
        "Correct that line: comma between cells, double quotes around a cell that holds a comma or a quote.",
        "Corrigez cette ligne : virgule entre les cellules, guillemets droits autour d’une cellule qui "
        "contient une virgule ou un guillemet.",
    ),
    Fault(
        "oneroster-not-comma",
        "{file} is cut by « {likely} »; the format asks for commas.",
        "{file} est découpé par « {likely} » ; le format demande des virgules.",
        "Send the file as the student system exported it; a spreadsheet that saves it again changes its "
        "delimiter.",
        "Envoyez le fichier tel que le système de scolarité l’a exporté ; un tableur qui l’enregistre de "
        "nouveau en change le délimiteur.",
    ),
    Fault(
        "oneroster-too-large",
        "{file} has more than {limit} records, and enrolments point to it.",
        "{file} a plus de {limit} enregistrements, et des inscriptions y renvoient.",
        "Send one bundle for each school.",
        "Envoyez un paquet par école.",
    ),
    Fault(
        "oneroster-id-twice",
        "This line of {file} has the sourcedId of an earlier line.",
        "Cette ligne de {file} a le sourcedId d’une ligne précédente.",
        "Give each record its own sourcedId, or remove one of the two.",
        "Donnez à chaque enregistrement son propre sourcedId, ou retirez l’un des deux.",
    ),
    Fault(
        "oneroster-orphan",
        "The enrolment points to nothing by « {column} ».",
        "L’inscription ne renvoie à rien par « {column} ».",
        "Add the missing record to its file, correct the identifier, or remove the enrolment.",
        "Ajoutez l’enregistrement manquant à son fichier, corrigez l’identifiant ou retirez l’inscription.",
    ),
    Fault(
        "oneroster-to-be-deleted",
        "Rows set aside: {count} of {received}; the sender says « tobedeleted » of them or of what "
        "they point to (first on line {line}, « {column} »).",
        "Lignes écartées : {count} sur {received} ; l’expéditeur dit « tobedeleted » d’elles ou de ce "
        "à quoi elles renvoient (la première en ligne {line}, « {column} »).",
        "Nothing to do if that is meant.",
        "Rien à faire si c’est voulu.",
    ),
    # Databases
    Fault(
        "sql-without-connection",
        "The source « {source} » does not say which database it asks.",
        "La source « {source} » ne dit pas quelle base de données elle interroge.",
        "Write « connection: name » in « reader »; its address goes in the environment, as JALON_SQL_NAME.",
        "Écrivez « connection: nom » dans « reader » ; son adresse va dans l’environnement, sous "
        "JALON_SQL_NOM.",
    ),
    Fault(
        "sql-one-question",
        "The source « {source} » must say either « query » or « table ».",
        "La source « {source} » doit dire soit « query », soit « table ».",
        "Write one of the two in « reader ».",
        "Écrivez l’une des deux clés dans « reader ».",
    ),
    Fault(
        "sql-table-name",
        "« {table} » is not the name of a table.",
        "« {table} » n’est pas le nom d’une table.",
        "Write « table » or « schema.table »; for any other name write « query: SELECT … ».",
        "Écrivez « table » ou « schéma.table » ; pour tout autre nom, écrivez « query: SELECT … ».",
    ),
    Fault(
        "sql-writes",
        "The query is not one SELECT that only reads.",
        "La requête n’est pas un unique SELECT qui ne fait que lire.",
        "Write one SELECT (or WITH … SELECT), without INTO, FOR UPDATE or a second statement.",
        "Écrivez un seul SELECT (ou WITH … SELECT), sans INTO, FOR UPDATE ni seconde instruction.",
    ),
    Fault(
        "sql-feeds",
        "The source « {source} » is read from a database: it has no « file » and at most one entry in "
        "« files ».",
        "La source « {source} » est lue dans une base de données : elle n’a pas de « file » et une "
        "entrée au plus dans « files ».",
        "Remove « file »; write one source for each unit, or name the unit in a column of the query.",
        "Retirez « file » ; écrivez une source par unité, ou nommez l’unité dans une colonne de la requête.",
    ),
    Fault(
        "sql-key-elsewhere",
        "« connection » and « query » are for databases, not for the format « {kind_of} ».",
        "« connection » et « query » sont pour les bases de données, pas pour le format « {kind_of} ».",
        "Remove them, or write « kind: sql ».",
        "Retirez-les, ou écrivez « kind: sql ».",
    ),
    Fault(
        "sql-extra-missing",
        "What reads databases is not installed.",
        "Ce qui lit les bases de données n’est pas installé.",
        'Install it: pip install "jalon[sql]".',
        'Installez-le : pip install "jalon[sql]".',
    ),
    Fault(
        "sql-address-unset",
        "The address of the database is not told: {variable} is empty.",
        "L’adresse de la base de données n’est pas donnée : {variable} est vide.",
        "Set {variable} in the environment, such as postgresql://user:password@host/database.",
        "Définissez {variable} dans l’environnement, par exemple "
        "postgresql://utilisateur:motdepasse@hôte/base.",
    ),
    Fault(
        "sql-address-wrong",
        "{variable} does not hold the address of a database that can be read.",
        "{variable} ne contient pas l’adresse d’une base de données lisible.",
        "Write kind://user:password@host/database, and install the driver of that kind of database.",
        "Écrivez type://utilisateur:motdepasse@hôte/base, et installez le pilote de ce type de base.",
    ),
    Fault(
        "sql-unreachable",
        "The database of {variable} does not open: {problem}.",
        "La base de données de {variable} ne s’ouvre pas : {problem}.",
        "Check the address, the account and its password, and that the server answers from this machine.",
        "Vérifiez l’adresse, le compte et son mot de passe, et que le serveur répond depuis cette machine.",
    ),
    Fault(
        "sql-refused",
        "The database does not answer the question of {file}: {problem}.",
        "La base de données ne répond pas à la question de {file} : {problem}.",
        "Correct the query or the table of the source, or ask for the right to read it.",
        "Corrigez la requête ou la table de la source, ou demandez le droit de la lire.",
    ),
    Fault(
        "sql-interrupted",
        "The answer for {file} stops after {rows} rows: {problem}.",
        "La réponse pour {file} s’arrête après {rows} lignes : {problem}.",
        "Nothing was loaded; try again, and correct the query if it stops at the same row.",
        "Rien n’a été chargé ; recommencez, et corrigez la requête si elle s’arrête à la même ligne.",
    ),
    Fault(
        "sql-too-slow",
        "The answer for {file} is not whole after {seconds} seconds ({rows} rows received).",
        "La réponse pour {file} n’est pas complète après {seconds} secondes ({rows} lignes reçues).",
        "Ask for fewer rows or columns, or raise « timeout » in the source.",
        "Demandez moins de lignes ou de colonnes, ou augmentez « timeout » dans la source.",
    ),
    Fault(
        "sql-cell-unreadable",
        "The column {column} holds a value ({kind_of}) that has no text of its own.",
        "La colonne {column} contient une valeur ({kind_of}) qui n’a pas de forme en texte.",
        "Turn it into a text, a number or a date in the query, or leave the column out.",
        "Changez-la en texte, en nombre ou en date dans la requête, ou retirez la colonne.",
    ),
    # Drops
    Fault(
        "drops-no-folder",
        "There is no folder {folder}.",
        "Il n’y a pas de dossier {folder}.",
        "Make the folder in which files are to arrive, or correct its name.",
        "Créez le dossier où les fichiers doivent arriver, ou corrigez son nom.",
    ),
    Fault(
        "drop-unknown-place",
        "{file} stands where no feed expects a file; it was left there.",
        "{file} se trouve là où aucun flux n’attend de fichier ; il y est resté.",
        "Move it to a folder SOURCE/ or SOURCE/UNIT/. Did you mean {known}",
        "Déplacez-le dans un dossier SOURCE/ ou SOURCE/UNITÉ/. Vouliez-vous écrire {known}",
    ),
    Fault(
        "drop-not-a-file",
        "{file} is a link or no plain file, or leads out of the folder; it was left there.",
        "{file} est un lien ou n’est pas un simple fichier, ou mène hors du dossier ; il y est resté.",
        "Put the file itself there.",
        "Déposez le fichier lui-même.",
    ),
    Fault(
        "drop-failed",
        "{file} made Jalon fail; it was put in « refused » and the other files go on.",
        "{file} a fait échouer Jalon ; il a été mis dans « refused » et les autres fichiers continuent.",
        "This is a defect of Jalon: load the file with « jalon load » and JALON_DEBUG=1, and report what it "
        "says.",
        "C’est un défaut de Jalon : chargez le fichier par « jalon load » avec JALON_DEBUG=1, et signalez ce "
        "qui s’affiche.",
    ),
    Fault(
        "drop-name",
        "The name of {file} holds a line end or another control; it was left there.",
        "Le nom de {file} contient une fin de ligne ou un autre caractère de commande ; il y est resté.",
        "Give it a plain name.",
        "Donnez-lui un nom simple.",
    ),
)
