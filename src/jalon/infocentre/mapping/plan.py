"""The plan of a mapping: what it reads, and how each cell is to be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from jalon.dossier.codes import CodeList
from jalon.dossier.entity import Column, Entity
from jalon.dossier.perimeter import Perimeter
from jalon.dossier.source import ColumnMapping, Feed, KeySource, Source
from jalon.infocentre.engine.quoting import literal, name
from jalon.infocentre.mapping.cells import STANDARD, NumberFormat
from jalon.infocentre.mapping.expressions import attempted_text, columns_of
from jalon.infocentre.mapping.lookups import unit_words
from jalon.infocentre.mapping.naming import (
    CONFIDENTIAL,
    UNITS,
    columns_read_by,
    comparable_text,
    is_confidential,
)
from jalon.infocentre.mapping.unmapped import FAULTS
from jalon.infocentre.pseudonyms.schemes import sql_is_among, sql_is_trusted, sql_key
from jalon.infocentre.pseudonyms.tokens import sql_message, sql_token
from jalon.kernel.periods import Period


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
            if is_confidential(self.column(mapping))
            for column in columns_read_by(mapping)
        )

    @property
    def discreet(self) -> bool:
        """True when the file speaks of persons: no cell of it is repeated, not even of another column.

        A record that is cut at the wrong place holds a name where a code should stand.
        """
        kept = any(column.sensitivity in CONFIDENTIAL or column.pseudonym for column in self.entity.columns)
        return kept or bool(self.confidential)

    def accepted_words(
        self, code: str, column: str, perimeter: Perimeter, unit: str = "", period: str = ""
    ) -> tuple[str, ...]:
        """What a cell of a column could have said, for the faults that have a list of it.

        Args:
            code: the fault.
            column: the source column.
            perimeter: the units.
            unit: the unit of the row, empty when it has none.
            period: the period of the row, empty when it has none.
        """
        if code in {"row-unit-unknown", "row-other-unit"}:
            return tuple(unit_words(perimeter, self.source.unit_codes))
        for mapping in self.source.columns:
            if column == (mapping.source or mapping.column):
                if code in FAULTS:
                    return tuple(self.known_codes(mapping.column, unit, period))
                if code == "cell-not-listed":
                    return self.column(mapping).values
        return ()

    def known_codes(self, column: str, unit: str, period: str) -> Mapping[str, str]:
        """The codes that a cell of an entity's column may hold, each with what it becomes in that period."""
        mapping = self.mappings[column]
        if not mapping.code_list:
            return mapping.codes
        codes = self.listed[column]
        day = Period.parse(period, self.entity.calendar).start if period else None
        if mapping.crosswalk:
            return codes.words(unit or self.feed.unit, day)
        return {code: code for code in codes.in_force(day)}

    @property
    def dated(self) -> frozenset[str]:
        """The source columns whose codes mean something by the period of their row."""
        mappings = self.source.columns
        return frozenset(one.source or one.column for one in mappings if one.code_list)

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes of the keys that the mapping needs."""
        return tuple(dict.fromkeys(self.keyed.values()))

    @property
    def keyed(self) -> Mapping[str, str]:
        """The columns that the mapping fills and that are kept under a key, each with the key's purpose."""
        found = [self.column(mapping) for mapping in self.source.columns]
        return {column.name: column.pseudonym for column in found if column.pseudonym}

    @property
    def unit_column(self) -> str | None:
        """The source column that names the unit, when no other thing does."""
        return None if self.entity.shared or self.feed.unit else self.source.unit_column

    @property
    def mappings(self) -> Mapping[str, ColumnMapping]:
        """The mappings by the column that they fill."""
        return {mapping.column: mapping for mapping in self.source.columns}

    def column(self, mapping: ColumnMapping) -> Column:
        """The column of the entity that a mapping fills."""
        found = self.entity.find(mapping.column)
        assert found is not None, f"column {mapping.column} was checked when the dossier was read"
        return found

    def numbers(self, mapping: ColumnMapping) -> NumberFormat:
        """Cells are written as the source declares; what the dossier writes itself, with a decimal point."""
        return STANDARD if mapping.constant is not None or mapping.codes else self.declared

    @property
    def declared(self) -> NumberFormat:
        """How the source writes numbers and dates."""
        reader = self.source.reader
        return NumberFormat(reader.decimal, reader.thousands, reader.dates)

    # The keys

    def key_said(self, mapping: ColumnMapping) -> str:
        """SQL: the first of the columns that names something, as its scheme has it.

        It is what is hashed for a column kept under a key, else the key itself.
        """
        said = []
        write = sql_message if self.column(mapping).pseudonym else sql_key
        for key in mapping.keys:
            within = self._unit_said if key.within_unit else "''"
            said.append(write(key.scheme, name(key.source), within))
        return f"coalesce({', '.join(said)})"

    @property
    def _unit_said(self) -> str:
        if self.feed.unit or not self.unit_column:
            return literal(self.feed.unit or "")
        # By its identifier, so that a number means the same person in a file that has its unit as a code.
        found = f"SELECT meaning FROM {name(UNITS)} WHERE word = {comparable_text(name(self.unit_column))}"
        return f"coalesce(({found}), '')"

    def token_said(self, column: str) -> str:
        """SQL over cells as received: the key by which a column names something, untranslated."""
        mapping, purpose = self.mappings[column], self.column(self.mappings[column]).pseudonym
        if mapping.keys:
            said = self.key_said(mapping)
            return sql_token(purpose, said) if purpose else said
        if mapping.expression is not None:
            said = f"{attempted_text(mapping.expression, self.declared.decimal)}[1]"
        else:
            said = name(mapping.source) if mapping.source is not None else literal(mapping.constant or "")
        return sql_token(purpose, sql_message(purpose, said)) if purpose else said

    def strong_said(self, column: str, schemes: Sequence[str]) -> str:
        """SQL over cells as received: true where a number of one of the schemes names it, and no slip."""
        mapping = self.mappings[column]
        if not self.column(mapping).pseudonym:
            return sql_is_among(self.token_said(column), schemes)
        keys = [key for key in mapping.keys if key.scheme in schemes]
        told = [sql_is_trusted(key.scheme, name(key.source)) for key in keys]
        return f"coalesce({' OR '.join(told)}, false)" if told else "false"

    @property
    def checked_keys(self) -> tuple[KeySource, ...]:
        """The source columns that hold numbers, of which a wrong one can be told."""
        return tuple(key for mapping in self.source.columns for key in mapping.keys)
