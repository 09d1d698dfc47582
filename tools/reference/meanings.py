"""What each key of a dossier means, in words.

The keys themselves, their kind and whether they are required come from the decoders. A key without a meaning
here, or a meaning without a key, stops ``make docs``. A meaning written ``*.key`` serves wherever no more
exact one is given.
"""

from __future__ import annotations

from enum import StrEnum

from reference.synthetic import SYNTHESIS, TROUBLES

GENERAL = {
    "*.reference": "where it is written: see [References](#references)",
    "*.since": "first day from which it holds; from the beginning when absent",
    "*.until": "first day on which it no longer holds; still in force when absent",
    "*.note": "a remark for the reader",
    "*.title": "its title",
    "*.notice": "words printed on every page, such as “illustrative contract”",
    "*.entity": "the entity whose rows are read: [shipped](entities.md) or added under `entities/`",
    "*.where": "SQL condition on the rows (`diploma = 'engineering'`); or a list of `{condition, because}`, "
    "all of which must hold",
    "*.where.condition": "one SQL condition",
    "*.where.because": "the condition in the reader's words: shown when it leaves a unit without any row",
    "*.because": "the reason, which the reader sees",
}

HEAD = {
    "dossier.dossier": "identifier of the dossier; names its workspace and its reviews",
    "dossier.institution": "name of the institution",
    "dossier.synthetic": "`true` when the data are synthetic, which every output then says",
}

PERIMETER = {
    "perimeter.institute": "name of the whole; its identifier is always `institute`",
    "perimeter.units": "the schools, subsidiaries and other units, in the order in which they are shown",
    "perimeter.units.unit": "identifier, the same in every output",
    "perimeter.units.name": "full name",
    "perimeter.units.short": "name where there is little room; the full name when absent",
    "perimeter.units.kind": "a free word of the institution: school, subsidiary",
    "perimeter.units.parent": "the unit above it",
    "perimeter.units.codes": "its identifiers elsewhere, by code list: `{uai: 0690192J}`",
    "perimeter.units.codes.<name>": "the code in the list of that name",
    "perimeter.units.member": "when it belongs; always when absent. "
    "A unit belongs to a period when it is a member on the first day of it",
    "perimeter.units.member.share": "the part for which it counts in the whole: above 0 %, up to 100 %; "
    "all of it when absent",
    "perimeter.changes": "merges and splits: they end and begin memberships by themselves",
    "perimeter.changes.change": "identifier",
    "perimeter.changes.on": "first day of the new units",
    "perimeter.changes.kind": "several units become one, or one becomes several",
    "perimeter.changes.from": "the units that give way; one that goes on is on both sides",
    "perimeter.changes.into": "the units that carry on what they did",
}

CONTRACT = {
    "contract.contract": "identifier",
    "contract.since": "first day",
    "contract.until": "first day that no longer belongs to it",
    "contract.signed": "day of signature",
    "contract.parties": "who signs",
    "contract.parties.party": "identifier",
    "contract.parties.name": "name",
    "contract.parties.role": "in what capacity",
    "contract.axes": "the chapters",
    "contract.axes.axis": "identifier",
    "contract.objectives": "what is aimed at, in words",
    "contract.objectives.objective": "identifier",
    "contract.objectives.axis": "the axis it stands under",
    "contract.objectives.text": "the text of the contract",
    "contract.targets": "what is aimed at, in numbers: see [Targets](#targets)",
    "contract.commitments": "what a party owes beside the targets: jobs, subsidy, investment",
    "contract.commitments.commitment": "identifier",
    "contract.commitments.party": "who owes it",
    "contract.commitments.planned": "what was promised",
    "contract.commitments.actual": "what was given",
    **{
        f"contract.commitments.{side}.{key}": words
        for side in ("planned", "actual")
        for key, words in {
            "when": "the year or span, as the contract writes it",
            "amount": "how much",
            "text": "what cannot be a number",
        }.items()
    },
    "contract.hypotheses": "what the contract takes for granted",
    "contract.hypotheses.hypothesis": "identifier",
    "contract.hypotheses.text": "the assumption",
    "contract.hypotheses.state": "whether it has held",
    "contract.hypotheses.observed": "what was seen",
    "contract.amendments": "signed changes (avenants)",
    "contract.amendments.amendment": "identifier",
    "contract.amendments.signed": "day of signature, from which it holds; absent: a proposal, which is shown "
    "and changes nothing",
    "contract.amendments.signed_by": "who signed, in words",
    "contract.amendments.rebase": "targets of the institute set again after a change of perimeter: see "
    "[Perimeters](../explanation/perimeters.md)",
    "contract.amendments.rebase.rule": "what the targets keep",
    "contract.amendments.rebase.targets": "identifiers of targets",
    "contract.amendments.rebase.on": "the day whose members make the new perimeter; by default that of the "
    "change, else that of the signature",
    "contract.amendments.rebase.change": "the merge or split behind it",
    "contract.amendments.rebase.because": "why; required unless a change is named",
    "contract.amendments.text": "what it changes",
    "contract.unmodelled": "what the contract says and Jalon does not compute",
    "contract.unmodelled.text": "in words",
    "contract.verdicts": "rules of verdicts of this contract's own; the shipped ones where it says nothing",
    "contract.verdicts.method": "the method: see [Verdicts](../explanation/verdicts.md)",
    "contract.verdicts.on_track": "`linear-gap`: gap from which a target is on track, as a share of the "
    "whole way",
    "contract.verdicts.behind": "`linear-gap`: gap from which it is behind; far behind below",
    "contract.verdicts.pace_ahead": "observed pace over required pace from which it is faster than needed",
    "contract.verdicts.pace_enough": "observed pace over required pace from which it is enough",
    "contract.verdicts.pace_still": "part of the way under which an indicator stands still",
    "contract.verdicts.substantial": "`growth-ratio`: observed growth over required growth, from which "
    "progress is substantial",
    "contract.verdicts.moderate": "`growth-ratio`: from which it is moderate; limited below",
    "contract.verdicts.substantial_growth": "`growth-ratio` without a target: growth a year (0.015 is 1.5%) "
    "from which progress is substantial",
    "contract.verdicts.moderate_growth": "`growth-ratio` without a target: from which it is moderate",
    "contract.verdicts.limit_exponent": "`growth-ratio` without a target: how fast the growth asked for "
    "fades near a natural limit",
    "contract.verdicts.maintain": "`time-weighted`: gap left at the horizon, as a share of the way, up to "
    "which the trend suffices",
    "contract.verdicts.reverse": "`time-weighted`: gap above which the trend must be reversed",
}

TARGETS = {
    "contract.targets.target": "identifier; written for several units, each target is called `target/unit`",
    "contract.targets.objective": "the objective it gives numbers to",
    "contract.targets.indicator": "what is measured",
    "contract.targets.unit": "`institute`, a unit, or a list of them; `institute` when absent",
    "contract.targets.form": "how to read the value: see [Forms](#forms-of-targets)",
    "contract.targets.value": 'the value with its unit: `"30 %"`, `"+20 %"`, `"11 600 persons"`; '
    'two of them for a range: `["+8 %", "+10 %"]`',
    "contract.targets.tolerance": "form `keep`: how far from the value one may be",
    "contract.targets.baseline": "where the target starts from",
    "contract.targets.baseline.period": "base period",
    "contract.targets.baseline.value": "the number written in the contract; when absent, the measured figure "
    "of the base period serves",
    "contract.targets.faster_than": "form `pace`: the pace to beat",
    "contract.targets.faster_than.first": "first period over which it is measured",
    "contract.targets.faster_than.last": "last period",
    "contract.targets.faster_than.value": "the pace written in the contract, in %/year; measured when absent",
    "contract.targets.horizon": "the period by which it holds; it may lie beyond the contract",
    "contract.targets.milestones": "points that the contract puts on the path",
    "contract.targets.milestones.period": "when",
    "contract.targets.milestones.value": "how much",
    "contract.targets.trajectory": "the path from baseline to value",
    "contract.targets.population": "who or what is counted; it must be the population of the indicator",
    "contract.targets.contributes_to": "target of the institute of which this one is said to be a part, "
    "though its indicator differs: see [Coherence of targets](../explanation/coherence.md)",
    "contract.targets.accepted_because": "why a target that asks for little was accepted: see "
    "[Realism](../explanation/realism.md)",
    "contract.targets.accepted_by": "who accepted it",
    "contract.targets.accepted_on": "on which day",
    "contract.targets.to_be_supplied": "what the institution has still to say; the target is then shown and "
    "not judged",
}

INDICATOR = {
    "indicator.indicator": "identifier; two files may carry the same one if their dates do not overlap",
    "indicator.name": "name",
    "indicator.definition": "what is counted, in one or two sentences",
    "indicator.measure": "how rows become a value: see [Measures](#measures)",
    "indicator.unit": "unit of measurement: see [Units](units.md)",
    "indicator.decimals": "how many are printed",
    "indicator.direction": "which way is better; never guessed",
    "indicator.calendar": "how its periods are cut; the calendar of its entity",
    "indicator.stage": "at which stage the population is seen: applied, admitted, enrolled, graduated",
    "indicator.population": "who or what is counted",
    "indicator.population.id": "identifier, which targets repeat",
    "indicator.population.text": "in words",
    "indicator.owner": "who answers for it",
    "indicator.frequency": "how often it is measured",
    "indicator.available": "when the figure of a period can be had",
    "indicator.breakdowns": "columns of the entity by which it may be broken down",
    "indicator.notes": "remarks shown beside the figures, such as a break in a series",
    "indicator.notes.text": "the remark",
    "indicator.notes.units": "the units it is about; all when absent",
    "indicator.notes.since": "the period from which it holds",
    "indicator.since": "first day of this version",
    "indicator.alerts": "thresholds of the method `thresholds`; none when absent",
    "indicator.alerts.vigilance": "better than this, nothing to say; a number in the indicator's unit",
    "indicator.alerts.alert": "worse than this, alert; between the two, vigilance",
    "indicator.alerts.since": "the day from which they hold",
}

MEASURE = {
    "measure.kind": "the measure",
    "measure.value": "SQL value of a row: a column, or a sum such as `grants + fees`",
    "measure.key": "what is counted once across units: a column that holds the same identifier everywhere",
    "measure.across_periods": "how periods are put together",
    "measure.numerator": "a measure of kind total, stock, distinct or fractional; "
    "in `collected`, SQL value of the numerator",
    "measure.denominator": "the same for the denominator",
    "measure.numerator.kind": "the kind of this part",
    "measure.denominator.kind": "the kind of this part",
    "measure.numerator.value": "SQL value of a row",
    "measure.denominator.value": "SQL value of a row",
    "measure.index": "a price index of `parameters.yaml`",
    "measure.base_year": "the year whose prices are used; the unit repeats it: `EUR 2022`",
    "measure.expression": "arithmetic on other indicators, hyphens written as underscores",
    "measure.across_units": "how units are put together",
}

SOURCE = {
    "source.source": "identifier, also that of its feed",
    "source.name": "name",
    "source.entity": "the entity its rows become",
    "source.owner": "who answers for it",
    "source.licence": "licence of the data",
    "source.reader": "how the file is read; gzip is seen from the file itself",
    "source.reader.kind": "the format",
    "source.reader.delimiter": "CSV: one character, or `tab`",
    "source.reader.encoding": "of texts: checked against the bytes; a wrong one is refused. FEC and DSN: "
    "found from the bytes when absent (`auto`)",
    "source.reader.decimal": "decimal separator; ledgers (FEC) are given with a point whatever it is",
    "source.reader.thousands": "separator between thousands",
    "source.reader.sheet": "XLSX: the sheet; the first when absent",
    "source.link": "by domain: the columns that describe what is named, for linkage; "
    "they never reach the lake: see [Link across schools](../how-to/link-persons.md)",
    "source.link.<name>": "a domain of identity decisions: `person`, `publication`, `company`, `project`",
    "source.link.<name>.<name>": "a feature of the domain, and the source column that holds it",
    "source.test_cards": "`required`: a unit is counted once it passed the test-cards, or was waived",
    "source.reader.table": "formats that hold several tables: which one is read",
    "source.reader.connection": "SQL: the database; its address is `JALON_SQL_NAME` in the environment",
    "source.reader.query": "SQL: the one `SELECT` asked; `table` reads a table whole instead",
    "source.reader.timeout": "SQL: seconds after which the question is given up",
    "source.reader.header": "line of the header, counted from 1",
    "source.reader.dates": "how dates are written; YYYY-MM-DD is always read",
    "source.reader.empty": "texts that mean “nothing”, such as `NA`",
    "source.reader.timezone": "xAPI, Moodle: the zone in which days and academic years are counted "
    "(`Europe/Paris`); the offset of each statement of xAPI when absent",
    "source.harvest": "the service asked for the records by `jalon harvest`: "
    "see [Harvest publications](../how-to/harvest-publications.md)",
    "source.harvest.base_url": "its address: HTTPS, without parameters",
    "source.harvest.query": "parameters of the question; `{unit}` stands for the unit of the feed, "
    "`{NAME}` for its code in the list of that name",
    "source.harvest.query.<name>": "a parameter",
    "source.harvest.pages": "how pages follow one another: `cursor`, `start`, `offset`, `link` or `whole`",
    "source.harvest.size": "records in a page",
    "source.harvest.most_pages": "pages after which the harvest is given up",
    "source.harvest.token": "name of the secret, read from the environment variable `JALON_TOKEN_<NAME>`",
    "source.meters": "readings of meters, made into one row a meter and period: see "
    "[Load meters and weather](../how-to/load-meters-and-weather.md)",
    "source.meters.meter": "the column, or columns, that tell meters apart",
    "source.meters.at": "the column of the day, or of the day and hour, of a reading",
    "source.meters.value": "the column of the reading",
    "source.meters.keep": "columns that go with a meter, such as its building: the first word of each period",
    "source.meters.values": "`interval`: what was used in an interval; `cumulative`: the index of a counter",
    "source.meters.step": "how long an interval lasts; `next`: until the next reading, as bills do",
    "source.meters.stamp": "which end of its interval the time of a reading is",
    "source.meters.timezone": "the zone of times that tell no offset, and of periods (`Europe/Paris`)",
    "source.meters.rollover": "the index at which a counter starts again from zero (100000 for five digits)",
    "source.meters.zeros": "`missing` when the sender writes 0 for a reading or index that it does not have",
    "source.meters.zeros_run": "zeros are missing when at least that many follow one another",
    "source.meters.repeated": "which of two different readings at one time is kept; neither when absent",
    "source.meters.hours": "the column that says over how many hours a reading was added up",
    "source.meters.missing_hours": "the column that says how many of them were not measured",
    "source.meters.quality": "the column that says how a reading was made",
    "source.meters.estimated": "the words of that column that mean an estimate",
    "source.weather": "temperatures, made into one row a station and period with its degree-days",
    "source.weather.station": "the column that names the station",
    "source.weather.at": "the column of the day, or of the day and hour, of a temperature",
    "source.weather.temperature": "the column of the temperature",
    "source.weather.minimum": "daily files: the column of the least temperature of the day",
    "source.weather.maximum": "daily files: the column of the greatest one",
    "source.weather.unit": "in which temperatures are written",
    "source.weather.method": "`minmax`: (Tmin + Tmax) / 2 of the day; `hourly`: the mean over its hours",
    "source.weather.base": "temperature in °C below which one heats",
    "source.weather.cooling_base": "temperature in °C above which one cools",
    "source.weather.step": "how long a temperature stands for; `day` with `minimum` and `maximum`, else less",
    "source.weather.timezone": "the zone of times that tell no offset, in which days are counted",
    "source.weather.least_hours": "hours that must be measured for a day to be counted",
    "source.file": "path inside the dossier; absent when files only come by `jalon load --file`",
    "source.files": "one file a unit, instead of `file`",
    "source.files.unit": "the unit it speaks for",
    "source.files.file": "its path inside the dossier",
    "source.unit": "which column names the unit; absent for entities that belong to no unit",
    "source.unit.column": "the column",
    "source.unit.codes": "the code list of `perimeter.yaml` it uses; unit identifiers when absent",
    "source.unit.others": "what becomes of a row whose unit is not in the perimeter: `refuse` or `set-aside`",
    "source.period": "how the period of a row is told: one of the first three keys, `census` or both",
    "source.period.column": "the column that names it",
    "source.period.constant": "the period of the whole file, for a file without one",
    "source.period.date": "the column of dates: the period is the one that contains the date",
    "source.period.year_starts": "month and day on which the year of those dates begins; that of the "
    "calendar of the entity when absent",
    "source.period.census": "rows that last count when they cover the census day of the entity; the others "
    "are set aside",
    "source.period.census.from": "the column of the first day",
    "source.period.census.to": "the column of the last day, itself included; empty when the row still lasts",
    "source.columns": "how each column of the entity is filled",
    "source.columns.<name>": "the name of a source column, or one of the three keys below",
    "source.columns.<name>.from": "name of a source column",
    "source.columns.<name>.constant": "the same text on every row",
    "source.columns.<name>.expression": "SQL value over source columns",
    "source.columns.<name>.keys": "column of identities: source columns that name one, the best first",
    "source.columns.<name>.keys.scheme": "what kind of number: `ine`, `siren`, `doi`, `hal` and `grant` are "
    "checked, any other word is free",
    "source.columns.<name>.keys.from": "the source column",
    "source.columns.<name>.keys.within": "`unit`: the number means something inside one unit only",
    "source.columns.<name>.codes": "translation of the values: `{Doctorat: doctorate}`",
    "source.columns.<name>.codes.<name>": "what that value becomes",
    "source.columns.<name>.other": "what any other value becomes; the row is refused when absent",
    "source.columns.<name>.code_list": "list of `codes/` whose codes the result must be",
    "source.columns.<name>.crosswalk": "list of `codes/` whose crosswalks translate the cell",
    "source.columns.<name>.unit": "unit of the cells, which are converted to that of the column",
    "source.most_complete": "of rows with the same values in these columns, the fullest is kept, the others "
    "are set aside; without `unpivot`, `meters` or `weather`",
    "source.keep": "SQL condition over source columns; the other rows are set aside",
    "source.keep_because": "that condition in words",
    "source.unpivot": "turns a wide table, one column a period, into rows",
    "source.unpivot.columns": "regular expression that the headers to turn match in full",
    "source.unpivot.name": "name given to the column that receives the header",
    "source.unpivot.value": "name given to the column that receives the cell",
    "source.unpivot.most_complete": "of rows with the same values in these columns, the fullest is kept",
    "source.empty_cells": "what empty cells mean; missing when nothing is said",
    "source.empty_cells.columns": "the columns of the entity it is about",
    "source.empty_cells.means": "`zero-when-another-is-reported`: zero when the row fills one of the others",
    "source.exhaustive": "`true` when the file lists everything, so that no row of a kind means zero of it",
    "source.refused_up_to": (
        "largest share of faulty rows, in %, with which a file is still loaded, without them; with 0, one "
        "faulty row refuses the file"
    ),
    "source.not_expected": "units that owe nothing to this source",
    "source.not_expected.unit": "the unit",
    "source.due": "when the rows of a period are due; nobody is ever late when absent",
    "source.due.months_after": "months after the end of the period; negative before it",
    "source.due.days_after": "days added to that",
    "source.due.remind": "on which days a reminder is due, in days before the due day, negative after it: "
    "`[30, 7, -1]`; `[30]` when absent",
    "source.due.grace_days": "days after the due day during which nobody is called late",
    "source.extended": "more time given to a unit for a period",
    "source.extended.unit": "the unit",
    "source.extended.period": "the period",
    "source.extended.until": "the last day on which its rows are in time",
    "source.since": "rows are owed for periods that begin on this day or later; for all when absent",
    "source.until": "rows are owed for periods that begin before this day",
    "source.every": "rows are owed once in that many periods, counted from `since`",
}

QUALITY = {
    "quality.entity": "the entity whose rows are judged",
    "quality.rules": "the rules",
    "quality.rules.rule": "identifier, unique in the dossier and the library",
    "quality.rules.kind": "what it looks at",
    "quality.rules.severity": "what its failure does to a delivery",
    "quality.rules.because": "what is wrong and what to do, for the owner of the data",
    "quality.rules.tolerated": "above it the rule fails: a percentage, but for `sum`",
    "quality.rules.value": "SQL expression on the columns of the entity, summed but for `range`",
    "quality.rules.distinct": "column whose different values are counted",
    "quality.rules.where": "SQL condition on the rows that are looked at",
    "quality.rules.condition": "`row`: SQL condition that each row meets",
    "quality.rules.column": "the column that is looked at",
    "quality.rules.columns": "`unique`: columns that tell rows apart; `sum`: columns that make a group",
    "quality.rules.low": "`range`: the lowest accepted value",
    "quality.rules.high": "`range`: the highest accepted value",
    "quality.rules.above": "`range`: accepted values are greater than this",
    "quality.rules.below": "`range`: accepted values are less than this",
    "quality.rules.equals": "`sum`: what the sum of each group must be",
    "quality.rules.measure": "`drift`: by what it is measured",
    "quality.rules.floor": "not judged when both amounts are less",
    "quality.rules.of": "`reference`: where the values must be found",
    "quality.rules.of.entity": "the other entity",
    "quality.rules.of.column": "its column",
    "quality.rules.within": "`reference`: among which of its rows",
    "quality.rules.with": "`reconcile`: the other amount",
    "quality.rules.with.entity": "the other entity",
    "quality.rules.with.value": "SQL expression on its columns, summed",
    "quality.rules.with.distinct": "its column whose different values are counted",
    "quality.rules.with.where": "SQL condition on its rows",
}

ESTIMATES = {
    "deck.deck": "identifier; exports are kept under `test-cards/exports/` by this name",
    "deck.name": "its name",
    "deck.cards.name": "its name",
    "deck.source": "the source whose mapping is tried",
    "deck.period": "the period of the cases",
    "deck.cards": "the cases",
    "deck.cards.card": "identifier",
    "deck.cards.mark": "a word that stands in some cell of each row of the case",
    "deck.cards.situation": "what a unit enters in the test copy of its system",
    "deck.cards.answers": "what indicators give on the rows of this case alone",
    "deck.cards.answers.indicator": "an indicator that reads only the entity of the source",
    "deck.cards.answers.value": "the right answer, in the indicator's unit; compared to its own decimals",
    "deck.cards.answers.because": "why",
    "deck.cards.answers.misreadings": "known wrong answers",
    "deck.cards.answers.misreadings.value": "the wrong answer",
    "deck.cards.answers.misreadings.means": "the reading of the definition that it betrays",
    "deck.together": "what indicators give on the rows of all cases",
    "deck.together.indicator": "an indicator that reads only the entity of the source",
    "deck.together.value": "the right answer",
    "deck.together.because": "why",
    "deck.together.misreadings": "known wrong answers",
    "deck.together.misreadings.value": "the wrong answer",
    "deck.together.misreadings.means": "the reading of the definition that it betrays",
    "estimate.estimate": "identifier",
    "estimate.indicator": "the indicator; not a derived one, whose terms are estimated instead",
    "estimate.unit": "the unit",
    "estimate.periods": "the period, or a list of periods",
    "estimate.method": "how it is made",
    "estimate.value": "for `stated`: the value",
    "estimate.numerator": "for `stated` on a quotient: its numerator, in the unit of its column",
    "estimate.denominator": "the same for the denominator",
    "estimate.low": "the lowest that the true value may be, when the institution holds itself to it",
    "estimate.high": "the highest that it may be",
    "estimate.by": "who answers for it",
    "estimate.on": "the day from which it counts: figures seen from an earlier day are without it",
}

ENTITY = {
    "entity.entity": "identifier",
    "entity.name": "name",
    "entity.grain": "what one row is",
    "entity.calendar": "how its periods are cut",
    "entity.columns": "its columns, beside `unit` and `period`, which every entity has",
    "entity.columns.column": "name: lower case, digits, underscores",
    "entity.columns.type": "what it holds",
    "entity.columns.description": "what it means",
    "entity.columns.unit": "unit of measurement of a column of numbers",
    "entity.columns.sensitivity": "who may see it",
    "entity.columns.pseudonym": "the purpose (`person`) whose key turns the cell into the value that is kept",
    "entity.columns.identity": "the domain of identity decisions of which its values are keys (`person`)",
    "entity.columns.required": "`true`: a row without it is refused",
    "entity.columns.values": "the only values accepted; any when absent",
    "entity.columns.distinct_of": "what the number counts once each, such as persons: it is then refused in "
    "sums",
    "entity.key": "columns that tell rows apart, beside unit and period; rows may repeat when absent",
    "entity.shared": "`true` for rows that belong to no unit, such as price indices",
    "entity.census": "the days on which rows that last are counted, one in force at a time",
    "entity.census.day": "month and day, such as `01-15`",
    "entity.census.since": "the first census day to which it applies; always when absent",
    "entity.census.until": "the census days from this one on are under another rule",
    "entity.extends": "the entity to which columns are added",
}

CODES = {
    "codes.list": "identifier, which sources use",
    "codes.name": "name",
    "codes.codes": "the codes of the institution",
    "codes.codes.code": "the code",
    "codes.codes.label": "what it means; the code itself when absent",
    "codes.codes.since": "in force for periods that begin on this day or later; always when absent",
    "codes.codes.until": "in force for periods that begin before this day",
    "codes.crosswalks": "what the codes of the units are in the list, one version a span",
    "codes.crosswalks.version": "what the version is called",
    "codes.crosswalks.units": "the units whose codes it translates; all when absent",
    "codes.crosswalks.since": "it translates periods that begin on this day or later; all when absent",
    "codes.crosswalks.until": "it translates periods that begin before this day",
    "codes.crosswalks.map": "code of the unit → code of the list",
    "codes.crosswalks.map.<name>": "what that code becomes",
}

PARAMETERS = {
    "parameters.index": "identifier, which measures use",
    "parameters.name": "name",
    "parameters.entity": "the entity that holds its months",
    "parameters.where": "SQL condition on its rows",
    "parameters.value": "the column that holds the index",
    "parameters.months": "how many months a year needs; with fewer, the year has no index",
}

PRIVACY = {
    "privacy.controller": "who answers for the processings",
    "privacy.contact": "how the data protection officer is reached",
    "privacy.security": "the measures of the institution, beside those of Jalon",
    "privacy.processings": "the processings of personal data, as the register lists them",
    "privacy.processings.processing": "identifier",
    "privacy.processings.purpose": "what it is for",
    "privacy.processings.basis": "what makes it lawful",
    "privacy.processings.because": "the text or the mission that the basis rests on",
    "privacy.processings.persons": "the categories of persons concerned",
    "privacy.processings.entities": "the entities it reads",
    "privacy.processings.recipients": "who is given the data",
    "privacy.processings.transfers": "to which countries outside the European Union; none when absent",
    "privacy.retention": "how long things are kept: see [Privacy](../explanation/privacy.md)",
    "privacy.retention.of": "what is kept",
    "privacy.retention.entities": "of which entities; of all that no other rule names when absent",
    "privacy.retention.years": "the term, in years; months are added to it",
    "privacy.retention.months": "the term, in months",
    "privacy.retention.after": "from which day the term runs",
}

DISCLOSURE = {
    "disclosure.method": "how small numbers of persons are protected in published figures: see "
    "[Disclosure](../explanation/disclosure.md)",
    "disclosure.threshold": "suppress: the smallest number of persons that may be published",
    "disclosure.zeros": "suppress: whether a line that counts nobody says so",
    "disclosure.revisions": "suppress: whether a change smaller than the threshold between two releases is "
    "protected like a small number",
    "disclosure.base": "round: the multiple to which numbers of persons are rounded",
    "disclosure.percentages_from": "round: the smallest number of persons under a percentage (22.5)",
    "disclosure.averages_from": "round: the smallest number of persons under an average (8)",
    "disclosure.indicators": "indicators to protect beside those that count persons",
}

REFERENCE = {
    "reference.document": "the document; written alone, `reference: Law of 1 August 2001` is enough",
    "reference.article": "article, section or table",
    "reference.page": "page",
    "reference.href": "address",
    "reference.quote": "the words quoted",
    "reference.published": "when it was published",
    "reference.checked": "when somebody last checked it",
}

WORDS = {
    "merge": "several units become one; one that becomes another is a new name",
    "split": "one unit becomes several",
    "same-growth": "the relative change from the baseline",
    "same-increase": "the change from the baseline in the indicator's unit; points for a share",
    "same-level": "the level; the path starts from the figure of the new perimeter",
    "pro-rata": "the level, and a stated baseline, times the ratio of the measured figures of the base "
    "period on the new perimeter and on the old one",
    "level": "a value to attain",
    "relative": "a change on the baseline: `+20 %`",
    "range": "two bounds: levels, or changes when signed",
    "floor": "never below, at every period",
    "ceiling": "never above, at every period",
    "TargetForm.keep": "stay within a tolerance of a value, at every period",
    "Direction.keep": "neither more nor less is better",
    "pace": "change faster than a reference pace",
    "milestone": "a share of planned steps done",
    "straight-line": "the same step every period",
    "constant-rate": "the same percentage every period; refused for shares",
    "steps": "holds each milestone's level until the next one",
    "total": "exact sum of a value over the rows",
    "stock": "a total at a census date: adds across units, never across periods",
    "distinct": "number of different keys, each counted once across units",
    "fractional": "number of different keys, each shared equally between the units that hold it",
    "AcrossUnits.distinct": "different keys of which only the number is known: the whole lies between the "
    "largest unit and the sum",
    "ratio": "numerator over denominator, each pooled over units before dividing",
    "constant-price": "a total of money at the prices of one year",
    "derived": "arithmetic on other indicators of the same cell, recomputed for each unit and for the whole",
    "collected": "numbers typed once a unit and period, with numerator and denominator if any",
    "up": "more is better",
    "down": "less is better",
    "last": "the last period's value",
    "first": "the first period's value",
    "mean": "the mean of the periods",
    "add": "units add up",
    "pool": "numerators and denominators are pooled, then divided",
    "none": "there is no figure of the whole",
    "year": "calendar year: `2023`",
    "academic-year": "from 1 September: `2023-24`",
    "financial-year": "calendar year of the accounts, kept apart from `year`: `2023`",
    "month": "`2024-09`",
    "csv": "text with a delimiter",
    "xlsx": "Excel workbook",
    "jsonl": "JSON lines, or one list of records; columns are dotted paths",
    "oneroster": "OneRoster CSV bundle, a zip archive",
    "YYYY-MM-DD": "2024-01-15",
    "DD/MM/YYYY": "15/01/2024",
    "DD-MM-YYYY": "15-01-2024",
    "DD.MM.YYYY": "15.01.2024",
    "YYYYMMDD": "20240115",
    "YYYY/MM/DD": "2024/01/15",
    "MM/DD/YYYY": "01/15/2024",
    "parquet": "Parquet",
    "sql": "a database, through SQLAlchemy",
    "hal": "HAL, the French open archive: JSON",
    "openalex": "OpenAlex: JSON",
    "crossref": "Crossref: JSON",
    "bibtex": 'BibTeX (`pip install "jalon[bibtex]"`)',
    "cordis": "CORDIS, European projects: ZIP or CSV",
    "xapi": "xAPI statements: JSON",
    "moodle": "answers of Moodle's web service: JSON",
    "text": "words",
    "integer": "whole number",
    "decimal": "exact number with up to ten decimals: money, totals",
    "number": "measurement, in binary floating point",
    "boolean": "true or false",
    "date": "`2022-06-30`",
    "public": "anybody",
    "internal": "the institution",
    "personal": "those who handle data on persons",
    "special": "those who handle special categories of personal data",
    "holds": "it has held",
    "broken": "it has not held",
    "unknown": "nobody has said",
    "suppress": "hide small numbers, and those that would give them back by subtraction",
    "round": "round every number of persons",
    "shown": "it is told",
    "hidden": "it is hidden like a small number",
    "protected": "it is hidden like a small number",
    "RuleKind.range": "a number lies between bounds",
    "row": "a condition on each row",
    "completeness": "a column is filled",
    "unique": "columns tell rows apart",
    "sum": "a sum by group comes out",
    "year-on-year": "an amount changes little from the period before",
    "drift": "a distribution stays near that of the period before",
    "distance": "total variation for words, Kolmogorov and Smirnov for numbers, in %",
    "psi": "population stability index, without a unit: 0.1 and 0.25 are the usual limits",
    "reference": "values exist in another entity",
    "reconcile": "two amounts of two entities agree",
    "refuse": "the delivery is refused",
    "reserve": "the delivery is accepted with reservations",
    "note": "the failure is told, nothing more",
    "unit-and-period": "those of the same unit and period",
    "unit": "those of the same unit, whatever the period",
    "anywhere": "all of them",
    "carry-forward": "the unit's last value received",
    "growth-of-others": "the unit's last value received × the growth of the units that delivered for both",
    "linear-trend": "the least-squares line through the unit's last three values received",
    "stated": "the value that is written",
    "linear-gap": "gap to the path, as a share of the whole way",
    **{f"TroubleKind.{word}": meaning for word, meaning in TROUBLES.items()},
    "TroubleKind.refused": "the file has a faulty row, for which it is refused",
    "growth-ratio": "compound growth observed over compound growth required, the published rule",
    "time-weighted": "where the trend leads by the horizon, recent figures weighing more",
    "state-sheet": "plan, actual, reached or not",
    "thresholds": "vigilance and alert, declared by the indicator",
    "consent": "the person agreed: article 6 (1) (a) of the GDPR",
    "contract": "it is needed for a contract with the person: (b)",
    "legal-obligation": "a law obliges to it: (c)",
    "vital-interest": "somebody's life depends on it: (d)",
    "public-task": "a task in the public interest: (e)",
    "legitimate-interest": "a legitimate interest: (f); not open to a public body in its tasks",
    "rows": "rows of the lake, in every version",
    "Kept.received": "the files as they were received",
    "quarantine": "rows refused or set aside",
    "period-end": "the end of the period that rows are about; of the last one, for a file",
    "After.received": "the day of reception",
    "fec": "the French statutory ledger (*fichier des écritures comptables*): "
    "see [Load a ledger](../how-to/load-a-ledger.md)",
    "dsn": "the French payroll declaration (NEODeS); `table` names the block: "
    "see [Load staff](../how-to/load-staff.md)",
    "interval": "what was used in an interval",
    "cumulative": "the index of a counter, which runs on",
    "quarter-hour": "a quarter of an hour",
    "half-hour": "half an hour",
    "hour": "an hour",
    "Step.three-hour": "three hours, as weather services publish (SYNOP)",
    "Step.six-hour": "six hours",
    "day": "a local day",
    "Step.month": "a month",
    "next": "until the next reading",
    "start": "its beginning",
    "end": "its end",
    "measured": "nothing was used",
    "ZeroMeans.missing": "there is no reading",
    "Repeated.refuse": "both are refused",
    "Repeated.first": "the first one of the file is kept, the others are set aside",
    "Repeated.last": "the last one of the file is kept, the others are set aside",
    "minmax": "max(0, base − (Tmin + Tmax) / 2) of each day",
    "hourly": "the mean over the hours of each day of max(0, base − T)",
    "degC": "degrees Celsius",
    "degF": "degrees Fahrenheit",
}

MEANINGS = {
    **GENERAL,
    **HEAD,
    **PERIMETER,
    **CONTRACT,
    **TARGETS,
    **INDICATOR,
    **MEASURE,
    **SOURCE,
    **ESTIMATES,
    **QUALITY,
    **ENTITY,
    **CODES,
    **PARAMETERS,
    **SYNTHESIS,
    **DISCLOSURE,
    **PRIVACY,
    **REFERENCE,
}


class Glossary:
    """The meanings, with account kept of those that served."""

    def __init__(self) -> None:
        self._left = {*MEANINGS, *WORDS}

    def key(self, path: str) -> str:
        """The meaning of a key, given by its path: ``contract.targets.value``.

        Raises:
            LookupError: nobody has said what it means.
        """
        parts = path.split(".")
        general = [f"*.{'.'.join(parts[-count:])}" for count in (2, 1)]
        for name in (path, *general):
            if name in MEANINGS:
                self._left.discard(name)
                return MEANINGS[name]
        raise LookupError(f"{path}: say what this key means in tools/reference/meanings.py")

    def word(self, word: StrEnum) -> str:
        """The meaning of a word of a closed list.

        Raises:
            LookupError: nobody has said what it means.
        """
        exact = f"{type(word).__name__}.{word.value}"
        name = exact if exact in WORDS else word.value
        if name not in WORDS:
            raise LookupError(f"{exact}: say what this word means in tools/reference/meanings.py")
        self._left.discard(name)
        return WORDS[name]

    def close(self) -> None:
        """Refuse meanings that served for nothing: their key is gone.

        Raises:
            LookupError: there are some.
        """
        if self._left:
            raise LookupError(f"no key or word has these meanings any more: {', '.join(sorted(self._left))}")
