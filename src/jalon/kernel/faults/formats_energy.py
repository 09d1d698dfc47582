"""Faults and remarks of series of readings: meters and weather."""

from __future__ import annotations

from jalon.kernel.faults.fault import Fault

FAULTS = (
    # What a dossier declares
    Fault(
        "series-told-twice",
        "A source has both meters and weather.",
        "Une source a à la fois des compteurs et de la météo.",
        "Write one of the two; make two sources of a file that has both.",
        "Écrivez l’un des deux ; faites deux sources d’un fichier qui a les deux.",
    ),
    Fault(
        "series-incomplete",
        "The series does not say its « {key} », or says it in two ways.",
        "La série ne dit pas son « {key} », ou le dit de deux façons.",
        "For meters, name the columns that tell them apart under `meter`; for weather, name `temperature`, "
        "or both "
        "`minimum` and `maximum`.",
        "Pour des compteurs, nommez sous `meter` les colonnes qui les distinguent ; pour la météo, nommez "
        "`temperature`, ou `minimum` et `maximum`.",
    ),
    Fault(
        "series-name-taken",
        "The column « {column} » bears the name of one that Jalon works out.",
        "La colonne « {column} » porte le nom d’une colonne que Jalon calcule.",
        "Rename it in the file, or leave it out.",
        "Renommez-la dans le fichier, ou ne la gardez pas.",
    ),
    Fault(
        "meters-option-useless",
        "« {key} » has no meaning for these readings: it is for {kind} ones.",
        "« {key} » n’a pas de sens pour ces relevés : il vaut pour des relevés {kind}.",
        "Remove it, or correct `values`.",
        "Retirez-le, ou corrigez `values`.",
    ),
    Fault(
        "weather-by-day",
        "The step does not fit the temperatures.",
        "Le pas ne convient pas aux températures.",
        "`minimum` and `maximum` go with `step: day` and `method: minmax`; `temperature` goes with six hours "
        "or less.",
        "`minimum` et `maximum` vont avec `step: day` et `method: minmax` ; `temperature` va avec six "
        "heures ou moins.",
    ),
    # Readings
    Fault(
        "series-unnamed",
        "« {column} » is empty: whose reading it is cannot be told.",
        "« {column} » est vide : on ne sait pas de qui est ce relevé.",
        "Fill it.",
        "Remplissez-la.",
    ),
    Fault(
        "series-time-unreadable",
        "« {column} » is no time: {value}.",
        "« {column} » n’est pas une date et une heure : {value}.",
        "Write it as 2023-01-31 14:00, or declare the form of days in `reader.dates`.",
        "Écrivez-la 2023-01-31 14:00, ou déclarez la forme des dates dans `reader.dates`.",
    ),
    Fault(
        "series-time-skipped",
        "« {column} » is a time that the change to summer time skipped: {value}.",
        "« {column} » est une heure que le passage à l’heure d’été a sautée : {value}.",
        "The times are probably not local: declare the `timezone` in which they are written, such as UTC "
        "or Etc/GMT-1.",
        "Les heures ne sont sans doute pas locales : déclarez le `timezone` dans lequel elles sont "
        "écrites, comme UTC "
        "ou Etc/GMT-1.",
    ),
    Fault(
        "series-value-unreadable",
        "« {column} » is no number: {value}.",
        "« {column} » n’est pas un nombre : {value}.",
        "Correct it, or leave it empty when there is no reading; check `reader.decimal`.",
        "Corrigez-la, ou laissez-la vide s’il n’y a pas de relevé ; vérifiez `reader.decimal`.",
    ),
    Fault(
        "meter-negative",
        "« {column} » is below zero: {value}. A meter does not use less than nothing.",
        "« {column} » est négatif : {value}. Un compteur ne consomme pas moins que rien.",
        "Correct the reading; send what is produced as another meter. For an index, declare `values: "
        "cumulative`.",
        "Corrigez le relevé ; envoyez la production comme un autre compteur. Pour un index, déclarez "
        "`values: cumulative`.",
    ),
    Fault(
        "series-readings-differ",
        "Several readings of « {column} » at the same time differ.",
        "Plusieurs relevés de « {column} » à la même heure diffèrent.",
        "Keep the right one, or declare for meters `repeated: first` or `repeated: last`. In local times, "
        "check that "
        "the `timezone` is declared: autumn repeats an hour.",
        "Gardez le bon, ou déclarez pour des compteurs `repeated: first` ou `repeated: last`. En heures "
        "locales, "
        "vérifiez que le `timezone` est déclaré : l’automne répète une heure.",
    ),
    Fault(
        "weather-impossible",
        "« {column} » is no temperature of the air, or the least one is above the greatest: {value}.",
        "« {column} » n’est pas une température de l’air, ou la plus basse dépasse la plus haute : {value}.",
        "Correct it or leave it empty; check `weather.unit`.",
        "Corrigez-la ou laissez-la vide ; vérifiez `weather.unit`.",
    ),
    Fault(
        "series-without-period",
        "Each meter of {file} was read once: no period can be made of it.",
        "Chaque compteur de {file} n’a été relevé qu’une fois : aucune période ne peut en être tirée.",
        "Send the reading before or the one after in the same file.",
        "Envoyez le relevé précédent ou le suivant dans le même fichier.",
    ),
    # Set aside
    Fault(
        "series-reading-empty",
        "{count} readings without a value are set aside (the first on line {line}).",
        "{count} relevés sans valeur sont écartés (le premier en ligne {line}).",
        "Nothing has to be done: their hours count as not measured.",
        "Rien à faire : leurs heures comptent comme non mesurées.",
    ),
    Fault(
        "series-reading-repeated",
        "{count} readings that repeat another one to the letter are set aside (the first on line {line}).",
        "{count} relevés qui en répètent un autre à la lettre sont écartés (le premier en ligne {line}).",
        "Nothing has to be done.",
        "Rien à faire.",
    ),
    Fault(
        "series-reading-set-aside",
        "{count} readings differ from another one of their time; the source says which is kept (the first "
        "on line "
        "{line}).",
        "{count} relevés diffèrent d’un autre de la même heure ; la source dit lequel est gardé (le "
        "premier en ligne "
        "{line}).",
        "Check `repeated` in the meters of the source.",
        "Vérifiez `repeated` dans les compteurs de la source.",
    ),
    # Remarks
    Fault(
        "meters-proof",
        "Readings add up to {came}: {given} in {periods} rows of a period, {removed} removed.",
        "Les relevés totalisent {came} : {given} dans {periods} lignes de période, {removed} retirés.",
        "Compare the first number with the total that the meters show.",
        "Comparez le premier nombre au total affiché par les compteurs.",
    ),
    Fault(
        "meters-incomplete",
        "Periods of a meter of which a part was not measured: {count}. They hold what was measured, no more.",
        "Périodes d’un compteur dont une partie n’a pas été mesurée : {count}. Elles contiennent ce qui a "
        "été mesuré, "
        "rien de plus.",
        "Look at `completeness`; set such rows aside with `keep`, or declare an estimate.",
        "Regardez `completeness` ; écartez ces lignes avec `keep`, ou déclarez une estimation.",
    ),
    Fault(
        "meters-prorated",
        "Periods of a meter that share a reading with another one, by time: {count}.",
        "Périodes d’un compteur qui partagent un relevé avec une autre, au prorata du temps : {count}.",
        "Read the meters on the last day of a period when the share matters.",
        "Relevez les compteurs le dernier jour de la période si ce partage importe.",
    ),
    Fault(
        "meters-zeros",
        "Zeros that the source takes for missing readings: {count}.",
        "Zéros que la source prend pour des relevés manquants : {count}.",
        "Check `zeros_run` when a meter may really stand still.",
        "Vérifiez `zeros_run` si un compteur peut vraiment être à l’arrêt.",
    ),
    Fault(
        "meters-dip",
        "Readings of a counter that falls and comes back to where it was, left out as wrong: {count}.",
        "Relevés d’un compteur qui tombe puis revient où il en était, écartés comme faux : {count}.",
        "Ask why the index was lost; declare `zeros: missing` when the sender writes 0 for it.",
        "Demandez pourquoi l’index s’est perdu ; déclarez `zeros: missing` si l’expéditeur écrit 0 à sa "
        "place.",
    ),
    Fault(
        "meters-rollover",
        "Counters that started again from zero at their last index: {count}.",
        "Compteurs repartis de zéro à leur dernier index : {count}.",
        "Check `rollover` against the number of digits of the counter.",
        "Vérifiez `rollover` avec le nombre de chiffres du compteur.",
    ),
    Fault(
        "meters-replaced",
        "Counters that went back, taken for replaced: {count}. What they used since the reading before is "
        "not known.",
        "Compteurs revenus en arrière, tenus pour remplacés : {count}. Leur consommation depuis le relevé "
        "précédent "
        "n’est pas connue.",
        "Add the last index of the old counter, and a minute later the first one of the new counter; or "
        "declare "
        "`rollover`.",
        "Ajoutez le dernier index de l’ancien compteur et, une minute plus tard, le premier du nouveau ; "
        "ou déclarez "
        "`rollover`.",
    ),
    Fault(
        "meters-open",
        "Readings whose interval has no other end: {count}. They are in no period.",
        "Relevés dont l’intervalle n’a pas d’autre borne : {count}. Ils ne sont dans aucune période.",
        "Send the reading that follows, or that comes before; or declare `step`.",
        "Envoyez le relevé suivant, ou le précédent ; ou déclarez `step`.",
    ),
    Fault(
        "meters-far-apart",
        "Readings more than 400 days apart: {count}. What was used between them is in no period.",
        "Relevés à plus de 400 jours d’écart : {count}. La consommation entre eux n’est dans aucune période.",
        "Look for the readings in between.",
        "Cherchez les relevés intermédiaires.",
    ),
    Fault(
        "weather-step",
        "Stations whose readings are all further apart than the declared step: {count}; at the first one, "
        "{hours} hours.",
        "Stations dont les relevés sont tous plus espacés que le pas déclaré : {count} ; à la première, "
        "{hours} heures.",
        "Declare their `step`, such as three-hour: a reading stands for one step, and the rest counts as not "
        "measured.",
        "Déclarez leur `step`, par exemple three-hour : un relevé vaut pour un pas, et le reste compte comme "
        "non mesuré.",
    ),
    Fault(
        "weather-incomplete",
        "Periods of a station that lack days: {count} ({days} days). Their degree-days are those of the "
        "other days.",
        "Périodes d’une station où manquent des jours : {count} ({days} jours). Leurs degrés-jours sont "
        "ceux des "
        "autres jours.",
        "Look at `days_covered`; ask for the missing hours.",
        "Regardez `days_covered` ; demandez les heures manquantes.",
    ),
)
