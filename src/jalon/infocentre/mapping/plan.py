"""The plan of a mapping: named SQL steps from cells to typed rows, and to the reasons of the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Column, ColumnType, Entity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.source import ColumnMapping, Feed, KeySource, Lasting, Source
from jalon.infocentre.engine.quoting import literal, literals, name
from jalon.infocentre.engine.scan import SQL_TYPES
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.cells import (
    NOT_CONVERTED,
    STANDARD,
    NumberFormat,
    converted,
    in_unit_of_column,
    too_precise,
)
from jalon.infocentre.mapping.expressions import attempted, attempted_text, columns_of
from jalon.infocentre.mapping.lookups import unit_words
from jalon.infocentre.mapping.naming import (
    CONFIDENTIAL,
    KEPT,
    PERIODS,
    RECEIVED,
    UNITS,
    Check,
    codes_table,
    columns_read_by,
    is_confidential,
    join,
    list_table,
    meant,
    of_census,
    of_period,
    reason_said,
    select,
    shortened,
    text_of,
    tried,
    unkeyed,
    words_of,
)
from jalon.infocentre.mapping.unmapped import FAULTS
from jalon.infocentre.pseudonyms.schemes import CHECKED, sql_is_among, sql_is_trusted, sql_is_wrong, sql_key
from jalon.infocentre.pseudonyms.tokens import sql_message, sql_token
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the cells of one feed become rows of an entity.

    Attributes:
        source, entity, feed: what becomes what.
        key_ids: by purpose, the name of the key under which persons are kept.
    """

    source: Source
    entity: Entity
    feed: Feed
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    key_ids: tuple[tuple[str, str], ...] = ()

    # What the plan reads

    @property
    def columns_read(self) -> tuple[str, ...]:
        """The source columns that the mapping reads, each once, after unpivoting."""
        found = [self.period_cell] if self.period_cell else []
        if self.source.lasting:
            found += [self.source.lasting.start, self.source.lasting.end]
        if self.unit_column:
            found.append(self.unit_column)
        if self.source.keep:
            found += columns_of(self.source.keep)
        for mapping in self.source.columns:
            found += columns_read_by(mapping)
        return tuple(dict.fromkeys(found))

    @property
    def period_cell(self) -> str:
        """The source column whose cell leads to the period; empty when the whole file is of one period."""
        source = self.source
        from_span = source.lasting.start if source.lasting and source.period_from_span else ""
        return from_span or source.period_column

    @property
    def listed(self) -> Mapping[str, CodeList]:
        """The columns whose values are codes of a list of the institution."""
        mappings = self.source.columns
        return {one.column: self.code_lists[one.code_list] for one in mappings if one.code_list}

    @property
    def crosswalked(self) -> tuple[str, ...]:
        """The columns whose cells are codes of the unit, which a crosswalk translates."""
        return tuple(mapping.column for mapping in self.source.columns if mapping.crosswalk)

    @property
    def confidential(self) -> frozenset[str]:
        """The source columns whose cells are never repeated outside the received file and the lake."""
        return frozenset(
            column
            for mapping in self.source.columns
            if is_confidential(self._column(mapping))
            for column in columns_read_by(mapping)
        )

    @property
    def discreet(self) -> bool:
        """True when the file speaks of persons: no cell of it is repeated, not even of another column.

        A record that is cut at the wrong place holds a name where a code should stand.
        """
        kept = any(column.sensitivity in CONFIDENTIAL or column.pseudonym for column in self.entity.columns)
        return kept or bool(self.confidential)

    def accepted_words(self, code: str, column: str, perimeter: Perimeter) -> tuple[str, ...]:
        """What a cell of a column could have said, for the faults that have a list of it."""
        if code in {"row-unit-unknown", "row-other-unit"}:
            return tuple(unit_words(perimeter, self.source.unit_codes))
        for mapping in self.source.columns:
            if column == (mapping.source or mapping.column):
                if code in FAULTS:
                    return tuple(self.known_codes(mapping.column, self.feed.unit))
                if code == "cell-not-listed":
                    return self._column(mapping).values
        return ()

    def known_codes(self, column: str, unit: str | None) -> Mapping[str, str]:
        """The codes that a cell of an entity's column may hold, each with what it becomes."""
        mapping = self._mappings[column]
        if not mapping.code_list:
            return mapping.codes
        codes = self.listed[column]
        return codes.words(unit) if mapping.crosswalk else {one.code: one.code for one in codes.codes}

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes of the keys that the mapping needs."""
        return tuple(dict.fromkeys(self.keyed.values()))

    @property
    def keyed(self) -> Mapping[str, str]:
        """The columns that the mapping fills and that are kept under a key, each with the key's purpose."""
        found = [self._column(mapping) for mapping in self.source.columns]
        return {column.name: column.pseudonym for column in found if column.pseudonym}

    @property
    def unit_column(self) -> str | None:
        """The source column that names the unit, when no other thing does."""
        return None if self.entity.shared or self.feed.unit else self.source.unit_column

    @property
    def _mappings(self) -> Mapping[str, ColumnMapping]:
        return {mapping.column: mapping for mapping in self.source.columns}

    def _column(self, mapping: ColumnMapping) -> Column:
        found = self.entity.find(mapping.column)
        assert found is not None, f"column {mapping.column} was checked when the dossier was read"
        return found

    def _numbers(self, mapping: ColumnMapping) -> NumberFormat:
        """Cells are written as the source declares; what the dossier writes itself, with a decimal point."""
        return STANDARD if mapping.constant is not None or mapping.codes else self._declared

    @property
    def _declared(self) -> NumberFormat:
        reader = self.source.reader
        return NumberFormat(reader.decimal, reader.thousands, reader.dates)

    # The steps

    @property
    def judged(self) -> tuple[Step, ...]:
        """The query: one typed row for each row received, with a null ``_status`` when it is accepted."""
        what = Text("Lignes typées", "Typed rows")
        return (*self._steps, Step("mapped", select(self._mapped, "judged"), what))

    @property
    def explained(self) -> tuple[Step, ...]:
        """The same query with the reasons of the rows that are not accepted."""
        what = Text(
            "Lignes typées, avec les motifs de celles qui ne sont pas acceptées", "Typed rows, with reasons"
        )
        parts = [*self._mapped, f"{self._reasons()} AS _reasons"]
        return (*self._steps, Step("mapped", select(parts, "judged"), what))

    @property
    def _steps(self) -> tuple[Step, ...]:
        return (self._say(), self._translate(), self._convert(), self._judge())

    @property
    def _mapped(self) -> list[str]:
        columns = [f"CAST({sql} AS {kind}) AS {name(given)}" for given, sql, kind in self._outputs()]
        return ["_row", *columns, "_line", "_status"]

    def _say(self) -> Step:
        told = name(self.period_cell) if self.period_cell else literal(self.source.period_constant)
        parts = ["_row", "_line", f"{told} AS {words_of('period')}"]
        if self.source.lasting:
            parts.append(f"{name(self.source.lasting.start)} AS {words_of('census start')}")
            parts.append(f"{name(self.source.lasting.end)} AS {words_of('census end')}")
        if self.unit_column:
            parts.append(f"{name(self.unit_column)} AS {words_of('unit')}")
        if self.source.keep:
            parts.append(f"{attempted(self.source.keep)} AS {KEPT}")
        for mapping in self.source.columns:
            parts.append(self._said(mapping))
        return Step("said", select(parts, RECEIVED), Text("Ce que dit le fichier", "What the file says"))

    def _said(self, mapping: ColumnMapping) -> str:
        """SQL: what the file or the dossier says for a column."""
        if mapping.expression is not None:
            return f"{attempted_text(mapping.expression, self._declared.decimal)} AS {tried(mapping.column)}"
        if mapping.keys:
            return f"{self._key_said(mapping)} AS {words_of(mapping.column)}"
        text = name(mapping.source) if mapping.source is not None else literal(mapping.constant or "")
        return f"{text} AS {words_of(mapping.column)}"

    def _key_said(self, mapping: ColumnMapping) -> str:
        """SQL: the first of the columns that names something, as its scheme has it.

        It is what is hashed for a column kept under a key, else the key itself.
        """
        said = []
        write = sql_message if self._column(mapping).pseudonym else sql_key
        for key in mapping.keys:
            within = self._unit_said if key.within_unit else "''"
            said.append(write(key.scheme, name(key.source), within))
        return f"coalesce({', '.join(said)})"

    @property
    def _unit_said(self) -> str:
        if self.feed.unit or not self.unit_column:
            return literal(self.feed.unit or "")
        # By its identifier, so that a number means the same person in a file that has its unit as a code.
        found = f"SELECT meaning FROM {name(UNITS)} WHERE word = {name(self.unit_column)}"
        return f"coalesce(({found}), '')"

    def token_said(self, column: str) -> str:
        """SQL over cells as received: the key by which a column names something, untranslated."""
        mapping, purpose = self._mappings[column], self._column(self._mappings[column]).pseudonym
        if mapping.keys:
            said = self._key_said(mapping)
            return sql_token(purpose, said) if purpose else said
        if mapping.expression is not None:
            said = f"{attempted_text(mapping.expression, self._declared.decimal)}[1]"
        else:
            said = name(mapping.source) if mapping.source is not None else literal(mapping.constant or "")
        return sql_token(purpose, sql_message(purpose, said)) if purpose else said

    def strong_said(self, column: str, schemes: Sequence[str]) -> str:
        """SQL over cells as received: true where a number of one of the schemes names it, and no slip."""
        mapping = self._mappings[column]
        if not self._column(mapping).pseudonym:
            return sql_is_among(self.token_said(column), schemes)
        keys = [key for key in mapping.keys if key.scheme in schemes]
        told = [sql_is_trusted(key.scheme, name(key.source)) for key in keys]
        return f"coalesce({' OR '.join(told)}, false)" if told else "false"

    @property
    def checked_keys(self) -> tuple[KeySource, ...]:
        """The source columns that hold numbers of which a wrong one can be told."""
        keys = (key for mapping in self.source.columns for key in mapping.keys)
        return tuple(key for key in keys if key.scheme in CHECKED)

    @property
    def wrong_numbers(self) -> Step:
        """The query: of each of :attr:`checked_keys`, how many cells hold no number of its scheme."""
        wrong = (sql_is_wrong(key.scheme, name(key.source)) for key in self.checked_keys)
        counts = [f"count(*) FILTER (WHERE {one}) AS {name(str(n))}" for n, one in enumerate(wrong)]
        return Step("wrong", select(counts, RECEIVED), Text("Numéros faux", "Wrong numbers"))

    def _translate(self) -> Step:
        days = ("start", "census", "next_census")
        parts = ["said.*", f"{name(PERIODS)}.meaning AS period"]
        parts += [f"{name(PERIODS)}.{day} AS {of_period(day)}" for day in days]
        joins = [join(PERIODS, words_of("period"))]
        if self.unit_column:
            parts.append(f"{name(UNITS)}.meaning AS unit")
            joins.append(join(UNITS, words_of("unit")))
        for mapping in self.source.columns:
            text = text_of(mapping)
            if mapping.codes:
                table = codes_table(mapping.column)
                other = literal(mapping.other) if mapping.other is not None else "NULL"
                meaning = f"coalesce({name(table)}.meaning, {other})"
                text = f"CASE WHEN {text} IS NOT NULL THEN {meaning} END"
                joins.append(join(table, text_of(mapping)))
            elif mapping.crosswalk:
                text, table = f"{name(codes_table(mapping.column))}.meaning", codes_table(mapping.column)
                joins.append(self._join_crosswalk(table, text_of(mapping)))
                if mapping.other is not None:
                    text = f"coalesce({text}, {literal(mapping.other)})"
                    text = f"CASE WHEN {text_of(mapping)} IS NOT NULL THEN {text} END"
            parts.append(f"{text} AS {meant(mapping.column)}")
        tables = "said\n" + "\n".join(joins)
        what = Text("Périodes, unités et codes traduits", "Periods, units and codes translated")
        return Step("translated", select(parts, tables), what)

    def _join_crosswalk(self, table: str, text: str) -> str:
        """SQL: a code translated by the crosswalk of the row's unit, in force when its period begins."""
        unit = f"{name(UNITS)}.meaning" if self.unit_column else literal(self.feed.unit or "")
        begins = f"{name(PERIODS)}.start"
        return (
            f"{join(table, text)} AND {name(table)}.unit = {unit}"
            f" AND ({name(table)}.since IS NULL OR {begins} >= {name(table)}.since)"
            f" AND ({name(table)}.until IS NULL OR {begins} < {name(table)}.until)"
        )

    def _convert(self) -> Step:
        parts = ["translated.*"]
        for mapping in self.source.columns:
            column, said = self._column(mapping), meant(mapping.column)
            kind = column.type
            value = converted(kind, said, self._numbers(mapping))
            if column.pseudonym and not mapping.keys:
                value = sql_message(column.pseudonym, said)
            value = in_unit_of_column(kind, value, mapping.factor)
            parts.append(f"{value} AS {name(mapping.column)}")
        if self.source.lasting:
            for part in ("start", "end"):
                day = converted(ColumnType.DATE, words_of(f"census {part}"), self._declared)
                parts.append(f"{day} AS {of_census(part)}")
        what = Text("Textes convertis en valeurs typées", "Texts converted to typed values")
        return Step("converted", select(parts, "translated"), what)

    def _judge(self) -> Step:
        cases = [f"WHEN {check.condition} THEN 'set-aside'" for check in self.set_aside]
        faulty = " OR ".join(check.condition for check in self.checks)
        status = f"CASE {' '.join(cases)} WHEN {faulty} THEN 'refused' END"
        what = Text("Lignes acceptées, refusées ou écartées", "Rows accepted, refused or set aside")
        return Step("judged", select(["*", f"{status} AS _status"], "converted"), what)

    def _outputs(self) -> Iterator[tuple[str, str, str]]:
        """The columns of the entity: name, SQL and type; what nothing fills is null.

        A column kept under a key has another name until it is (see ``mapping.keyed``): were that forgotten,
        the column would be missing, and no number would be kept in its place.
        """
        if not self.entity.shared:
            yield "unit", literal(self.feed.unit) if self.feed.unit else "unit", "VARCHAR"
        yield "period", "period", "VARCHAR"
        for column in self.entity.columns:
            filled = column.name in self._mappings
            given = unkeyed(column.name) if filled and column.pseudonym else column.name
            yield given, name(column.name) if filled else "NULL", SQL_TYPES[column.type]

    def _reasons(self) -> str:
        """SQL: the reasons of a row that is not accepted."""
        cases = [f"WHEN {check.condition} THEN [{reason_said(check)}]" for check in self.set_aside]
        faults = [f"CASE WHEN {check.condition} THEN {reason_said(check)} END" for check in self.checks]
        listed = f"list_filter([{', '.join(faults)}], lambda reason: reason IS NOT NULL)"
        return f"CASE WHEN _status IS NULL THEN NULL {' '.join(cases)} ELSE {listed} END"

    # The checks

    @property
    def set_aside(self) -> tuple[Check, ...]:
        """What sets a row aside without fault: the first one that holds is the reason."""
        found = []
        if self.source.keep:
            found.append(Check("row-not-kept", f"({KEPT} IS NOT NULL AND {KEPT}[1] IS NOT TRUE)", ""))
        if self.unit_column and self.source.other_units == "set-aside":
            found.append(self._unknown_unit("row-other-unit"))
        if self.source.lasting:
            found.append(self._not_counted())
        return tuple(found)

    @property
    def checks(self) -> tuple[Check, ...]:
        """What makes a row faulty: every one that holds is a reason."""
        found = [*self._context_checks()]
        for mapping in self.source.columns:
            found += self._cell_checks(mapping)
        filled = self._mappings
        for column in self.entity.columns:
            if column.required and column.name not in filled:
                found.append(Check("cell-required", "true", column.name))
        return tuple(found)

    def _context_checks(self) -> Iterator[Check]:
        if not self.source.period_from_span:
            yield from self._period_checks()
        if self.source.lasting:
            yield from self._census_checks(self.source.lasting)
        if self.unit_column:
            yield Check("row-unit-empty", f"{words_of('unit')} IS NULL", self.unit_column)
            if self.source.other_units == "refuse":
                yield self._unknown_unit("row-unit-unknown")
        if self.source.keep:
            yield Check("expression-failed", f"{KEPT} IS NULL", self.source.keep)

    def _period_checks(self) -> Iterator[Check]:
        column, words = self.source.period_column, words_of("period")
        yield Check("row-period-empty", f"{words} IS NULL", column)
        condition = f"({words} IS NOT NULL AND period IS NULL)"
        code = "row-date-wrong" if self.source.period_dates else "row-period-wrong"
        yield Check(code, condition, column, self._shown(words, column))

    def _census_checks(self, lasting: Lasting) -> Iterator[Check]:
        """A row that lasts has a first day, days that exist, in their order, and one period to count in."""
        start, end = of_census("start"), of_census("end")
        yield Check("census-start-empty", f"{words_of('census start')} IS NULL", lasting.start)
        for part, column in (("start", lasting.start), ("end", lasting.end)):
            words = words_of(f"census {part}")
            condition = f"({words} IS NOT NULL AND {of_census(part)} IS NULL)"
            yield Check("cell-not-date", condition, column, self._shown(words, column))
        yield Check("census-dates-reversed", f"({end} < {start}) IS TRUE", lasting.end)
        if self.source.period_from_span:
            next_day = of_period("next_census")
            goes_on = f"({words_of('census end')} IS NULL OR ({end} >= {next_day}) IS TRUE)"
            counted = f"({next_day} IS NOT NULL AND {goes_on})"
            yield Check("census-several-periods", counted, lasting.start)

    def _not_counted(self) -> Check:
        """A row with sound dates that does not cover the census day of its period."""
        start, end, day = of_census("start"), of_census("end"), of_period("census")
        is_open = f"{words_of('census end')} IS NULL"
        sound = f"{start} IS NOT NULL AND ({is_open} OR ({end} >= {start}) IS TRUE)"
        covered = f"({day} IS NOT NULL AND {start} <= {day} AND ({is_open} OR {end} >= {day}))"
        # Without a period of its own, a row that no census day follows is not counted either.
        told = "true" if self.source.period_from_span else "period IS NOT NULL"
        return Check("row-not-at-census", f"({sound} AND {told} AND NOT {covered})", "")

    def _unknown_unit(self, code: str) -> Check:
        assert self.unit_column is not None
        words = words_of("unit")
        condition = f"({words} IS NOT NULL AND unit IS NULL)"
        return Check(code, condition, self.unit_column, self._shown(words, self.unit_column))

    def _cell_checks(self, mapping: ColumnMapping) -> Iterator[Check]:
        column = self._column(mapping)
        said, meaning, value = text_of(mapping), meant(column.name), name(column.name)
        shown = "NULL" if self._is_hidden(mapping) else shortened(said)
        label = mapping.source or column.name
        if mapping.expression is not None:
            yield Check("expression-failed", f"{tried(column.name)} IS NULL", column.name)
        if mapping.code_list:
            yield from self._list_checks(mapping, label, shown)
        elif mapping.codes and mapping.other is None:
            yield Check("code-unknown", f"({said} IS NOT NULL AND {meaning} IS NULL)", label, shown)
        if column.type is not ColumnType.TEXT:
            yield from self._conversion_checks(mapping, column, label, shown)
        if column.required:
            yield Check("cell-required", self._emptiness(mapping), label)
        if column.values:
            condition = (
                f"({value} IS NOT NULL AND CAST({value} AS VARCHAR) NOT IN ({literals(column.values)}))"
            )
            yield Check("cell-not-listed", condition, label, shown)

    def _list_checks(self, mapping: ColumnMapping, label: str, shown: str) -> Iterator[Check]:
        """The value is a code of the list, in force when the period of the row begins."""
        said, meaning, table = text_of(mapping), meant(mapping.column), name(list_table(mapping.column))
        begins = of_period("start")
        if mapping.crosswalk:
            yield Check(
                "code-unknown",
                f"({said} IS NOT NULL AND {meaning} IS NULL AND period IS NOT NULL)",
                label,
                shown,
            )
        listed = f"{meaning} IN (SELECT code FROM {table})"
        in_force = (
            f"EXISTS (SELECT 1 FROM {table} AS listed WHERE listed.code = {meaning}"
            f" AND (listed.since IS NULL OR {begins} >= listed.since)"
            f" AND (listed.until IS NULL OR {begins} < listed.until))"
        )
        yield Check("code-not-in-list", f"({meaning} IS NOT NULL AND NOT {listed})", label, shown)
        told = f"{meaning} IS NOT NULL AND {begins} IS NOT NULL AND {listed}"
        yield Check("code-not-in-force", f"({told} AND NOT {in_force})", label, shown)

    def _conversion_checks(
        self, mapping: ColumnMapping, column: Column, label: str, shown: str
    ) -> Iterator[Check]:
        meaning = meant(column.name)
        failed = f"{meaning} IS NOT NULL AND {name(column.name)} IS NULL"
        if column.type is ColumnType.DECIMAL:
            precise = too_precise(meaning, self._numbers(mapping))
            yield Check("cell-too-precise", f"({failed} AND {precise})", label, shown)
            failed = f"{failed} AND NOT {precise}"
        yield Check(NOT_CONVERTED[column.type], f"({failed})", label, shown)

    def _emptiness(self, mapping: ColumnMapping) -> str:
        """SQL: nothing was said; a failed expression has its own reason."""
        failed = f" AND {tried(mapping.column)} IS NOT NULL" if mapping.expression is not None else ""
        return f"({text_of(mapping)} IS NULL{failed})"

    def _is_hidden(self, mapping: ColumnMapping) -> bool:
        read = columns_read_by(mapping)
        return is_confidential(self._column(mapping)) or not self.confidential.isdisjoint(read)

    def _shown(self, text: str, column: str) -> str:
        return "NULL" if column in self.confidential else shortened(text)
