"""The checks of a mapping: what makes a row faulty, or sets it aside, as conditions over what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jalon.dossier.entity import Column, ColumnType
from jalon.dossier.source import ColumnMapping, Lasting
from jalon.infocentre.engine.quoting import literals, name
from jalon.infocentre.mapping.cells import NOT_CONVERTED, holds_time, too_precise
from jalon.infocentre.mapping.naming import (
    KEPT,
    Check,
    columns_read_by,
    is_confidential,
    list_table,
    meant,
    of_census,
    of_period,
    shortened,
    text_of,
    tried,
    words_of,
)
from jalon.infocentre.mapping.personal import sql_names_somebody
from jalon.infocentre.mapping.plan import Plan


@dataclass(frozen=True, slots=True)
class Checks:
    """The checks of a plan, over the columns that its query makes (see ``mapping.query``)."""

    plan: Plan

    @property
    def set_aside(self) -> tuple[Check, ...]:
        """What sets a row aside without fault: the first one that holds is the reason."""
        found = []
        if self.plan.source.keep:
            found.append(Check("row-not-kept", f"({KEPT} IS NOT NULL AND {KEPT}[1] IS NOT TRUE)", ""))
        if self.plan.unit_column and self.plan.source.other_units == "set-aside":
            found.append(self._unknown_unit("row-other-unit"))
        if self.plan.source.lasting:
            found.append(self._not_counted())
        return tuple(found)

    def of_rows(self) -> Iterator[Check]:
        """The faults of a row as a whole: its period, its unit, its days."""
        if not self.plan.source.period_from_span:
            yield from self._period_checks()
        if self.plan.source.lasting:
            yield from self._census_checks(self.plan.source.lasting)
        if self.plan.unit_column:
            yield Check("row-unit-empty", f"{words_of('unit')} IS NULL", self.plan.unit_column)
            if self.plan.source.other_units == "refuse":
                yield self._unknown_unit("row-unit-unknown")
        if self.plan.source.keep:
            yield Check("expression-failed", f"{KEPT} IS NULL", self.plan.source.keep)

    def unfilled(self) -> Iterator[Check]:
        """The required columns that nothing fills, which no row can have."""
        filled = self.plan.mappings
        for column in self.plan.entity.columns:
            if column.required and column.name not in filled:
                yield Check("cell-required", "true", column.name)

    def _period_checks(self) -> Iterator[Check]:
        column, words = self.plan.source.period_column, words_of("period")
        yield Check("row-period-empty", f"{words} IS NULL", column)
        condition = f"({words} IS NOT NULL AND period IS NULL)"
        if not self.plan.source.period_dates:
            yield Check("row-period-wrong", condition, column, self._shown(words, column))
            return
        timed = holds_time(words, self.plan.declared)
        yield Check("row-date-with-time", f"({condition} AND {timed})", column, self._shown(words, column))
        yield Check("row-date-wrong", f"({condition} AND NOT {timed})", column, self._shown(words, column))

    def _census_checks(self, lasting: Lasting) -> Iterator[Check]:
        """A row that lasts has a first day, days that exist, in their order, and one period to count in."""
        start, end = of_census("start"), of_census("end")
        yield Check("census-start-empty", f"{words_of('census start')} IS NULL", lasting.start)
        for part, column in (("start", lasting.start), ("end", lasting.end)):
            words = words_of(f"census {part}")
            failed = f"{words} IS NOT NULL AND {of_census(part)} IS NULL"
            yield from self._date_checks(failed, words, column, self._shown(words, column))
        yield Check("census-dates-reversed", f"({end} < {start}) IS TRUE", lasting.end)
        if self.plan.source.period_from_span:
            next_day = of_period("next_census")
            goes_on = f"({words_of('census end')} IS NULL OR ({end} >= {next_day}) IS TRUE)"
            counted = f"({next_day} IS NOT NULL AND {goes_on})"
            yield Check("census-several-periods", counted, lasting.start)

    def _date_checks(self, failed: str, text: str, column: str, shown: str) -> Iterator[Check]:
        """A text that did not become a date holds a time of the day, or is none."""
        timed = holds_time(text, self.plan.declared)
        yield Check("cell-date-with-time", f"({failed} AND {timed})", column, shown)
        yield Check("cell-not-date", f"({failed} AND NOT {timed})", column, shown)

    def _not_counted(self) -> Check:
        """A row with sound dates that does not cover the census day of its period."""
        start, end, day = of_census("start"), of_census("end"), of_period("census")
        is_open = f"{words_of('census end')} IS NULL"
        sound = f"{start} IS NOT NULL AND ({is_open} OR ({end} >= {start}) IS TRUE)"
        covered = f"({day} IS NOT NULL AND {start} <= {day} AND ({is_open} OR {end} >= {day}))"
        # Without a period of its own, a row that no census day follows is not counted either.
        told = "true" if self.plan.source.period_from_span else "period IS NOT NULL"
        return Check("row-not-at-census", f"({sound} AND {told} AND NOT {covered})", "")

    def _unknown_unit(self, code: str) -> Check:
        assert self.plan.unit_column is not None
        words = words_of("unit")
        condition = f"({words} IS NOT NULL AND unit IS NULL)"
        return Check(code, condition, self.plan.unit_column, self._shown(words, self.plan.unit_column))

    def of_cells(self, mapping: ColumnMapping) -> Iterator[Check]:
        """The faults of what a row says for a column."""
        column = self.plan.column(mapping)
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
        if self._is_free(mapping, column):
            yield Check("personal-in-text", sql_names_somebody(value), label)

    def _is_free(self, mapping: ColumnMapping, column: Column) -> bool:
        """A text of a file that speaks of persons, which is kept in clear whatever it says."""
        told = mapping.constant is None and not mapping.codes and not mapping.code_list and not column.values
        in_clear = column.type is ColumnType.TEXT and not column.identity and not is_confidential(column)
        return self.plan.discreet and told and in_clear

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
        if column.type is ColumnType.DATE:
            yield from self._date_checks(failed, meaning, label, shown)
            return
        if column.type is ColumnType.DECIMAL:
            precise = too_precise(meaning, self.plan.numbers(mapping))
            yield Check("cell-too-precise", f"({failed} AND {precise})", label, shown)
            failed = f"{failed} AND NOT {precise}"
        yield Check(NOT_CONVERTED[column.type], f"({failed})", label, shown)

    def _emptiness(self, mapping: ColumnMapping) -> str:
        """SQL: nothing was said; a failed expression has its own reason."""
        failed = f" AND {tried(mapping.column)} IS NOT NULL" if mapping.expression is not None else ""
        return f"({text_of(mapping)} IS NULL{failed})"

    def _is_hidden(self, mapping: ColumnMapping) -> bool:
        read = columns_read_by(mapping)
        return is_confidential(self.plan.column(mapping)) or not self.plan.confidential.isdisjoint(read)

    def _shown(self, text: str, column: str) -> str:
        return "NULL" if column in self.plan.confidential else shortened(text)
