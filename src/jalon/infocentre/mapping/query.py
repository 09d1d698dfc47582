"""The query of a mapping: named SQL steps from cells to typed rows, and to the reasons of the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jalon.dossier.entity import ColumnType
from jalon.dossier.source import ColumnMapping
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.engine.scan import SQL_TYPES
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.cells import converted, in_unit_of_column
from jalon.infocentre.mapping.checks import Checks
from jalon.infocentre.mapping.expressions import attempted, attempted_text
from jalon.infocentre.mapping.naming import (
    KEPT,
    PERIODS,
    RECEIVED,
    UNITS,
    Check,
    codes_table,
    comparable_text,
    join,
    meant,
    of_census,
    of_period,
    reason_said,
    select,
    text_of,
    tried,
    unkeyed,
    words_of,
)
from jalon.infocentre.mapping.plan import Plan
from jalon.infocentre.pseudonyms.tokens import sql_message
from jalon.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Query:
    """From cells as received to typed rows with their ``_status``, null for an accepted one.

    Attributes:
        plan: what is mapped.
        columns: the mappings of the columns that are typed and judged.
        of_rows: true to judge the period, the unit and the days of each row beside its columns.
    """

    plan: Plan
    columns: tuple[ColumnMapping, ...]
    of_rows: bool = True

    @classmethod
    def whole(cls, plan: Plan) -> Query:
        """Every column of every row."""
        return cls(plan, plan.source.columns)

    @property
    def judged(self) -> tuple[Step, ...]:
        """One typed row for each row received."""
        what = Text("Lignes typées", "Typed rows")
        return (*self._steps, Step("mapped", select(self._mapped, "judged"), what))

    @property
    def explained(self) -> tuple[Step, ...]:
        """The same rows with the reasons of those that are not accepted."""
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

    # What is said

    def _say(self) -> Step:
        parts = ["_row", "_line", *(self._context_said() if self.of_rows else ())]
        parts += [self._said(mapping) for mapping in self.columns]
        return Step("said", select(parts, RECEIVED), Text("Ce que dit le fichier", "What the file says"))

    def _context_said(self) -> Iterator[str]:
        plan, source = self.plan, self.plan.source
        told = name(plan.period_cell) if plan.period_cell else literal(source.period_constant)
        yield f"{told} AS {words_of('period')}"
        if source.lasting:
            yield f"{name(source.lasting.start)} AS {words_of('census start')}"
            yield f"{name(source.lasting.end)} AS {words_of('census end')}"
        if plan.unit_column:
            yield f"{name(plan.unit_column)} AS {words_of('unit')}"
        if source.keep:
            yield f"{attempted(source.keep)} AS {KEPT}"

    def _said(self, mapping: ColumnMapping) -> str:
        """SQL: what the file or the dossier says for a column."""
        if mapping.expression is not None:
            decimal = self.plan.declared.decimal
            return f"{attempted_text(mapping.expression, decimal)} AS {tried(mapping.column)}"
        if mapping.keys:
            return f"{self.plan.key_said(mapping)} AS {words_of(mapping.column)}"
        text = name(mapping.source) if mapping.source is not None else literal(mapping.constant or "")
        return f"{text} AS {words_of(mapping.column)}"

    # What it means

    def _translate(self) -> Step:
        parts, joins = ["said.*"], ["said"]
        if self.of_rows:
            days = ("start", "census", "next_census")
            parts.append(f"{name(PERIODS)}.meaning AS period")
            parts += [f"{name(PERIODS)}.{day} AS {of_period(day)}" for day in days]
            joins.append(join(PERIODS, words_of("period")))
            if self.plan.unit_column:
                parts.append(f"{name(UNITS)}.meaning AS unit")
                joins.append(join(UNITS, words_of("unit")))
        for mapping in self.columns:
            text, joined = self._meaning(mapping)
            parts.append(f"{text} AS {meant(mapping.column)}")
            joins += joined
        what = Text("Périodes, unités et codes traduits", "Periods, units and codes translated")
        return Step("translated", select(parts, "\n".join(joins)), what)

    def _meaning(self, mapping: ColumnMapping) -> tuple[str, list[str]]:
        """SQL: what a column means, and the joins that it needs."""
        said, table = text_of(mapping), codes_table(mapping.column)
        meaning = f"{name(table)}.meaning"
        if mapping.codes:
            other = literal(mapping.other) if mapping.other is not None else "NULL"
            return f"CASE WHEN {said} IS NOT NULL THEN coalesce({meaning}, {other}) END", [join(table, said)]
        if not mapping.crosswalk:
            return comparable_text(said) if mapping.code_list else said, []
        if mapping.other is not None:
            meaning = f"CASE WHEN {said} IS NOT NULL THEN coalesce({meaning}, {literal(mapping.other)}) END"
        return meaning, [self._join_crosswalk(table, said)]

    def _join_crosswalk(self, table: str, text: str) -> str:
        """SQL: a code translated by the crosswalk of the row's unit, in force when its period begins."""
        unit = f"{name(UNITS)}.meaning" if self.plan.unit_column else literal(self.plan.feed.unit or "")
        begins = f"{name(PERIODS)}.start"
        return (
            f"{join(table, text)} AND {name(table)}.unit = {unit}"
            f" AND ({name(table)}.since IS NULL OR {begins} >= {name(table)}.since)"
            f" AND ({name(table)}.until IS NULL OR {begins} < {name(table)}.until)"
        )

    def _convert(self) -> Step:
        parts = ["translated.*", *map(self._converted, self.columns)]
        if self.of_rows and self.plan.source.lasting:
            for part in ("start", "end"):
                day = converted(ColumnType.DATE, words_of(f"census {part}"), self.plan.declared)
                parts.append(f"{day} AS {of_census(part)}")
        what = Text("Textes convertis en valeurs typées", "Texts converted to typed values")
        return Step("converted", select(parts, "translated"), what)

    def _converted(self, mapping: ColumnMapping) -> str:
        column, said = self.plan.column(mapping), meant(mapping.column)
        value = converted(column.type, said, self.plan.numbers(mapping))
        if column.pseudonym and not mapping.keys:
            value = sql_message(column.pseudonym, said)
        return f"{in_unit_of_column(column.type, value, mapping.factor)} AS {name(mapping.column)}"

    # What becomes of it

    def _judge(self) -> Step:
        aside = [f"WHEN {check.condition} THEN 'set-aside'" for check in self._set_aside]
        faulty = " OR ".join(check.condition for check in self._checks)
        cases = [*aside, f"WHEN {faulty} THEN 'refused'"] if faulty else aside
        status = f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)"
        what = Text("Lignes acceptées, refusées ou écartées", "Rows accepted, refused or set aside")
        return Step("judged", select(["*", f"{status} AS _status"], "converted"), what)

    @property
    def _set_aside(self) -> tuple[Check, ...]:
        return Checks(self.plan).set_aside if self.of_rows else ()

    @property
    def _checks(self) -> list[Check]:
        """What makes a row faulty: every one that holds is a reason."""
        checks = Checks(self.plan)
        found = list(checks.of_rows()) if self.of_rows else []
        for mapping in self.columns:
            found += checks.of_cells(mapping)
        return [*found, *(checks.unfilled() if self.of_rows else ())]

    def _outputs(self) -> Iterator[tuple[str, str, str]]:
        """The columns of the entity that are typed: name, SQL and type; what nothing fills is null.

        A column kept under a key has another name until it is (see ``mapping.keyed``): were that forgotten,
        the column would be missing, and no number would be kept in its place.
        """
        plan = self.plan
        if self.of_rows and not plan.entity.shared:
            yield "unit", literal(plan.feed.unit) if plan.feed.unit else "unit", "VARCHAR"
        if self.of_rows:
            yield "period", "period", "VARCHAR"
        typed, filled = {mapping.column for mapping in self.columns}, plan.mappings
        for column in plan.entity.columns:
            if column.name in typed:
                given = unkeyed(column.name) if column.pseudonym else column.name
                yield given, name(column.name), SQL_TYPES[column.type]
            elif self.of_rows and column.name not in filled:
                yield column.name, "NULL", SQL_TYPES[column.type]

    def _reasons(self) -> str:
        """SQL: the reasons of a row that is not accepted."""
        cases = [f"WHEN {check.condition} THEN [{reason_said(check)}]" for check in self._set_aside]
        faults = [f"CASE WHEN {check.condition} THEN {reason_said(check)} END" for check in self._checks]
        listed = f"list_filter([{', '.join(faults)}], lambda reason: reason IS NOT NULL)"
        return f"CASE WHEN _status IS NULL THEN NULL {' '.join(cases)} ELSE {listed} END"
