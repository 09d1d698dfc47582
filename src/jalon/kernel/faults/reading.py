"""Faults of reading: files, YAML and the fields of a record."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    Fault(
        "file-unreadable",
        "{file} cannot be read: {problem}.",
        "{file} ne peut pas être lu : {problem}.",
        "Check that the file is there, that its name is right and that you may read it.",
        "Vérifiez que le fichier existe, que son nom est exact et que vous avez le droit de le lire.",
    ),
    Fault(
        "yaml-encoding",
        "{file} is not written in UTF-8.",
        "{file} n’est pas écrit en UTF-8.",
        "Save the file as UTF-8 in your editor.",
        "Enregistrez le fichier en UTF-8 dans votre éditeur.",
    ),
    Fault(
        "yaml-syntax",
        "This cannot be read as YAML (the parser says: {problem}).",
        "Ceci ne se lit pas comme du YAML (l’analyseur dit : {problem}).",
        "Look at the indentation and the colons of this line and the one above; put between double quotes "
        "a text that holds « : » or # or starts with %, @, [ or {.",
        "Regardez le retrait et les deux-points de cette ligne et de celle du dessus ; mettez entre "
        "guillemets "
        "droits un texte qui contient « : » ou # ou qui commence par %, @, [ ou {.",
    ),
    Fault(
        "yaml-tab",
        "This line is indented with a tab.",
        "Cette ligne est mise en retrait par une tabulation.",
        "Indent with spaces: most editors can turn tabs into spaces.",
        "Mettez en retrait par des espaces : la plupart des éditeurs savent convertir les tabulations.",
    ),
    Fault(
        "yaml-not-a-record",
        "{file} must hold keys and values.",
        "{file} doit contenir des clés et des valeurs.",
        "Start the file with a key, such as « indicator: my-indicator ».",
        "Commencez le fichier par une clé, par exemple « indicator: mon-indicateur ».",
    ),
    Fault(
        "yaml-several-documents",
        "{file} holds several YAML documents.",
        "{file} contient plusieurs documents YAML.",
        "Keep one document a file: remove the « --- » line or split the file.",
        "Gardez un document par fichier : retirez la ligne « --- » ou séparez le fichier.",
    ),
    Fault(
        "yaml-alias",
        "Anchors and aliases (& and *) are not accepted.",
        "Les ancres et les alias (& et *) ne sont pas acceptés.",
        "Write the value in full; quote a text that starts with & or *.",
        "Écrivez la valeur en entier ; mettez entre guillemets un texte qui commence par & ou *.",
    ),
    Fault(
        "yaml-tag",
        "The tag {tag} is not accepted: a dossier holds words and numbers, no code.",
        "L’étiquette {tag} n’est pas acceptée : un dossier contient des mots et des nombres, pas de code.",
        "Remove the tag; quote a text that starts with « ! ».",
        "Retirez l’étiquette ; mettez entre guillemets un texte qui commence par « ! ».",
    ),
    Fault(
        "yaml-too-deep",
        "More than {limit} levels inside one another.",
        "Plus de {limit} niveaux emboîtés.",
        "Flatten the structure: no part of a dossier needs that depth.",
        "Aplatissez la structure : aucune partie d’un dossier n’a besoin de cette profondeur.",
    ),
    Fault(
        "yaml-duplicate-key",
        "The key « {key} » is written twice; it already stands on line {first}.",
        "La clé « {key} » est écrite deux fois ; elle est déjà à la ligne {first}.",
        "Keep one of the two.",
        "Gardez l’une des deux.",
    ),
    Fault(
        "yaml-key-not-text",
        "A key of {file} is not a word.",
        "Une clé de {file} n’est pas un mot.",
        "Write keys as plain words.",
        "Écrivez les clés comme de simples mots.",
    ),
    Fault(
        "unknown-key",
        "The key « {key} » is not known here.",
        "La clé « {key} » n’est pas connue ici.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "missing-key",
        "The key « {key} » is missing.",
        "Il manque la clé « {key} ».",
        "Add « {key}: … » here.",
        "Ajoutez « {key}: … » à cet endroit.",
    ),
    Fault(
        "expected-record",
        "« {key} » must hold keys and values.",
        "« {key} » doit contenir des clés et des valeurs.",
        "Write its content on the following lines, indented, one « key: value » a line.",
        "Écrivez son contenu sur les lignes suivantes, en retrait, une « clé: valeur » par ligne.",
    ),
    Fault(
        "expected-list",
        "« {key} » must be a list.",
        "« {key} » doit être une liste.",
        "Write [a, b] or one « - item » a line.",
        "Écrivez [a, b] ou un « - élément » par ligne.",
    ),
    Fault(
        "expected-words",
        "« {key} » must be a list of words.",
        "« {key} » doit être une liste de mots.",
        "Write [a, b]; quote a word that holds « : » or a comma.",
        "Écrivez [a, b] ; mettez entre guillemets droits un mot qui contient « : » ou une virgule.",
    ),
    Fault(
        "expected-scalar",
        "« {key} » must be one value, not a list or a set of keys.",
        "« {key} » doit être une seule valeur, pas une liste ni un ensemble de clés.",
        "Write « {key}: value » on one line.",
        "Écrivez « {key}: valeur » sur une ligne.",
    ),
    Fault(
        "bad-text",
        "« {key} » must be a text, or a text in French and English.",
        "« {key} » doit être un texte, ou un texte en français et en anglais.",
        "Write « {key}: words » or « {key}: {fr: mots, en: words} ».",
        "Écrivez « {key}: mots » ou « {key}: {fr: mots, en: words} ».",
    ),
    Fault(
        "unquoted-comma",
        "A comma cuts the text of « {key} »: « {text} » is read as a key.",
        "Une virgule coupe le texte de « {key} » : « {text} » se lit comme une clé.",
        'Put each text between double quotes: {fr: "a, b", en: "a, b"}.',
        'Mettez chaque texte entre guillemets droits : {fr: "a, b", en: "a, b"}.',
    ),
    Fault(
        "bad-identifier",
        "« {text} » cannot serve as a name in files, links and commands.",
        "« {text} » ne peut pas servir de nom dans les fichiers, les liens et les commandes.",
        "Write letters without accents, digits and hyphens: « {key}: my-name ».",
        "Écrivez des lettres sans accent, des chiffres et des traits d’union : « {key}: mon-nom ».",
    ),
    Fault(
        "bad-column-name",
        "« {text} » cannot serve as the name of a column.",
        "« {text} » ne peut pas servir de nom de colonne.",
        "Write small letters without accents, digits and underscores: « {key}: my_column ».",
        "Écrivez des minuscules sans accent, des chiffres et des tirets bas : « {key}: ma_colonne ».",
    ),
    Fault(
        "bad-link",
        "« {text} » is not the address of a web page.",
        "« {text} » n’est pas l’adresse d’une page web.",
        "Write an address that starts with https:// and holds no space; name a paper in « document ».",
        "Écrivez une adresse qui commence par https:// sans espace ; nommez un document papier dans "
        "« document ».",
    ),
    Fault(
        "bad-date",
        "« {text} » is not a date that exists.",
        "« {text} » n’est pas une date qui existe.",
        "Write the date as YYYY-MM-DD, such as 2022-06-30.",
        "Écrivez la date sous la forme AAAA-MM-JJ, par exemple 2022-06-30.",
    ),
    Fault(
        "bad-number",
        "« {text} » is not a number.",
        "« {text} » n’est pas un nombre.",
        "Write digits, with a point before decimals: 1234.5",
        "Écrivez des chiffres, avec un point avant les décimales : 1234.5",
    ),
    Fault(
        "number-out-of-range",
        "« {key} » is {number}, outside what makes sense.",
        "« {key} » vaut {number}, hors de ce qui a un sens.",
        "Write a whole number from {least} to {most}.",
        "Écrivez un nombre entier de {least} à {most}.",
    ),
    Fault(
        "bad-boolean",
        "« {text} » is neither true nor false.",
        "« {text} » n’est ni true ni false.",
        "Write true or false.",
        "Écrivez true ou false.",
    ),
    Fault(
        "bad-period",
        "« {text} » is no period of the calendar « {calendar} ».",
        "« {text} » n’est pas une période du calendrier « {calendar} ».",
        "Write 2023 for a year, 2023-24 for an academic year, 2024-09 for a month.",
        "Écrivez 2023 pour une année, 2023-24 pour une année universitaire, 2024-09 pour un mois.",
    ),
    Fault(
        "bad-quantity",
        "« {text} » is no number followed by a unit.",
        "« {text} » n’est pas un nombre suivi d’une unité.",
        "Write for example « 11 600 persons », « 30 % », « +20 % »: spaces between thousands, a point "
        "before decimals.",
        "Écrivez par exemple « 11 600 persons », « 30 % », « +20 % » : "
        "espaces entre les milliers, point avant les décimales.",
    ),
    Fault(
        "unknown-unit",
        "The unit of measurement « {unit} » is not in the registry.",
        "L’unité de mesure « {unit} » n’est pas dans le registre.",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
    Fault(
        "unknown-word",
        "« {word} » is not accepted for « {key} ».",
        "« {word} » n’est pas accepté pour « {key} ».",
        "Did you mean {known}",
        "Vouliez-vous écrire {known}",
    ),
)
