"""What a change does, in words that a reader of the contract understands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jalon.kernel.numbers import format_value
from jalon.kernel.references import parse_date
from jalon.kernel.strictyaml import Record
from jalon.kernel.texts import Language, Text
from jalon.kernel.units import Quantity, UnitRegistry, parse_quantity
from jalon.services.editing.applying import Amended, Applied, items_of
from jalon.services.editing.fields import cells, label_of, leaf_of, words_of
from jalon.services.editing.names import Names
from jalon.services.editing.schema import Kind, Leaf, What

_LONGEST = 90
_HIDDEN_WHEN_AMENDED = (
    "since",
    "until",
    "note",
    "accepted_because",
    "accepted_by",
    "accepted_on",
    "reference",
)
_NOTHING = Text("rien", "nothing")

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing that changes.

    Attributes:
        what, id: the thing.
        field: the field that changes; empty for a thing added, ended or taken away.
        before, after: what it said and what it will say, for a reader; empty when there is nothing.
        text: all of it in one sentence.
    """

    what: What
    id: str
    field: str
    before: Text
    after: Text
    text: Text


def rows(before: Record, after: Record, applied: Applied, names: Names) -> tuple[Row, ...]:
    """What changes between two contracts, in the order of the second.

    Args:
        before: the contract as it is.
        after: the contract as it would be.
        applied: what was asked for, of which amendments and corrections are told as such.
        names: the names of the edited dossier.
    """
    return tuple(_Teller(before, after, applied, names).tell())


def heading(what: What, texts: Texts, names: Names) -> Text:
    """What a thing is called, from what its fields say."""
    return _Speaker(names).head(what, texts)


class _Teller:
    def __init__(self, before: Record, after: Record, applied: Applied, names: Names) -> None:
        self._before, self._after, self._applied = before, after, applied
        self._say = _Speaker(names)
        self._amendments = items_of(after, What.AMENDMENT)

    def tell(self) -> Iterator[Row]:
        for what in What:
            old, new = items_of(self._before, what), items_of(self._after, what)
            begun = {one.new: one for one in self._applied.amended if what is What.TARGET and one.new}
            ended = {one.old for one in self._applied.amended if what is What.TARGET}
            for name, record in new.items():
                if name in begun:
                    yield from self._amended(begun[name], old[begun[name].old], record)
                elif name not in old:
                    yield self._whole(what, name, record, Text("Ajout", "Added"))
                elif name not in ended:
                    yield from self._changed(what, name, old[name], record)
            for name, record in old.items():
                if name not in new:
                    yield self._whole(what, name, record, Text("Retrait", "Removed"))
        yield from self._ended()

    def _changed(self, what: What, name: str, old: Record, new: Record) -> Iterator[Row]:
        texts, was = _texts(new, what), _texts(old, what)
        head = self._say.head(what, was)
        why = self._applied.reasons.get((what, name), "")
        yield from self._rows(what, name, head, was, texts, why)

    def _amended(self, one: Amended, old: Record, new: Record) -> Iterator[Row]:
        texts = _texts(new, What.TARGET)
        day, amendment = self._say.date(texts.get("since", "")), self._title(one)
        head = _joined(
            self._say.head(What.TARGET, texts),
            Text(
                f", à partir du {day.fr}, par l’avenant {amendment.fr}",
                f", from {day.en}, by amendment {amendment.en}",
            ),
        )
        shown = {
            name: text for name, text in texts.items() if name.partition(".")[0] not in _HIDDEN_WHEN_AMENDED
        }
        was = _texts(old, What.TARGET)
        past = {
            name: text for name, text in was.items() if name.partition(".")[0] not in _HIDDEN_WHEN_AMENDED
        }
        reference = {name: text for name, text in texts.items() if name.startswith("reference.")}
        yield from self._rows(What.TARGET, one.new, head, past | reference, shown | reference)

    def _ended(self) -> Iterator[Row]:
        for one in self._applied.amended:
            if not one.new:
                texts = _texts(items_of(self._after, What.TARGET)[one.old], What.TARGET)
                day, title = self._say.date(texts.get("until", "")), self._title(one)
                head = self._say.head(What.TARGET, texts)
                told = Text(
                    f" prend fin le {day.fr}, par l’avenant {title.fr}",
                    f" ends on {day.en}, by amendment {title.en}",
                )
                yield Row(
                    what=What.TARGET, id=one.old, field="", before=head, after=day, text=_joined(head, told)
                )

    def _whole(self, what: What, name: str, record: Record, verb: Text) -> Row:
        texts = _texts(record, what)
        head = self._say.head(what, texts)
        value = self._say.value(what, "value", texts["value"]) if texts.get("value") else None
        told = _joined(
            head, Text(f"\u00a0: {value.fr}", f": {value.en}") if value else None, self._say.reference(texts)
        )
        is_added = verb.en == "Added"
        return Row(
            what=what,
            id=name,
            field="",
            before=Text.same("") if is_added else told,
            after=told if is_added else Text.same(""),
            text=Text(f"{verb.fr}\u00a0: {told.fr}", f"{verb.en}: {told.en}"),
        )

    def _rows(
        self, what: What, name: str, head: Text, old: Texts, new: Texts, why: str = ""
    ) -> Iterator[Row]:
        reason = Text(f"\u00a0; motif\u00a0: {why}", f"; reason: {why}") if why else None
        for field in dict.fromkeys([*new, *old]):
            if old.get(field, "") == new.get(field, ""):
                continue
            before, after = (self._say.value(what, field, texts.get(field, "")) for texts in (old, new))
            label, found = label_of(what, field), leaf_of(what, field)
            is_binding = found is not None and found[0].binding
            tail = _joined(self._say.reference(new) if is_binding else None, reason)
            text = Text(
                f"{head.fr}\u00a0: {label.fr}\u00a0: {before.fr} → {after.fr}{tail.fr}",
                f"{head.en}: {label.en}: {before.en} → {after.en}{tail.en}",
            )
            yield Row(what=what, id=name, field=field, before=before, after=after, text=text)

    def _title(self, one: Amended) -> Text:
        found = self._amendments.get(one.amendment)
        texts = _texts(found, What.AMENDMENT) if found else {}
        fr, en = _both(texts, "title")
        return Text(f"«\u00a0{fr or one.amendment}\u00a0»", f"“{en or one.amendment}”")


class _Speaker:
    """Puts values into words."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def head(self, what: What, texts: Texts) -> Text:
        """What a thing is called."""
        if what is What.TARGET:
            leaf = leaf_of(what, "indicator")
            assert leaf is not None, "a target has an indicator"
            indicator = self._names.label(leaf[1].among, texts.get("indicator", ""))
            fr, en = indicator.fr, indicator.en
        else:
            fr, en = _both(texts, "text" if what is What.HYPOTHESIS else "title")
        told = Text(f"{what.label.fr} «\u00a0{_short(fr)}\u00a0»", f"{what.label.en} “{_short(en)}”")
        return _joined(told, self._owners(texts), _after_comma(texts.get("horizon", "")))

    def reference(self, texts: Texts) -> Text:
        """What a thing rests on: the first of its references."""
        words = [texts.get(f"reference.0.{key}", "") for key in ("document", "article")]
        told = ", ".join(word for word in words if word)
        return Text(f"\u00a0; référence\u00a0: {told}", f"; reference: {told}") if told else Text.same("")

    def value(self, what: What, field: str, text: str) -> Text:
        """What a field says."""
        found = leaf_of(what, field)
        if not text or found is None:
            return _NOTHING
        return _each(found[1], text, self._word)

    def date(self, text: str) -> Text:
        """A day, or what was written in its place."""
        try:
            return _day(parse_date(text))
        except ValueError:
            return Text.same(text)

    def _word(self, leaf: Leaf, word: str) -> Text:
        if leaf.kind in {Kind.CHOICE, Kind.CHOICES}:
            return self._names.label(leaf.among, word)
        if leaf.kind is Kind.DATE:
            return self.date(word)
        if leaf.kind in {Kind.QUANTITY, Kind.QUANTITIES} and self._names.units:
            return _quantity(word, self._names.units)
        if leaf.kind is Kind.TEXT:
            return Text(f"«\u00a0{_short(word)}\u00a0»", f"“{_short(word)}”")
        return Text.same(_short(word))

    def _owners(self, texts: Texts) -> Text:
        found = leaf_of(What.TARGET, "unit")
        units = texts.get("unit", "")
        if not units or found is None:
            return Text.same("")
        told = _each(found[1], units, self._word)
        return Text(f", {_short(told.fr)}", f", {_short(told.en)}")


def _each(leaf: Leaf, text: str, say: Callable[[Leaf, str], Text]) -> Text:
    told = [say(leaf, word) for word in words_of(leaf.kind, text)]
    if leaf.kind is Kind.QUANTITIES:
        return Text(" à ".join(one.fr for one in told), " to ".join(one.en for one in told))
    return Text(", ".join(one.fr for one in told), ", ".join(one.en for one in told))


def _quantity(text: str, units: UnitRegistry) -> Text:
    try:
        found = parse_quantity(text, units)
    except (KeyError, ValueError):
        return Text.same(text)
    return Text(_number(found, Language.FR), _number(found, Language.EN))


def _number(found: Quantity, language: Language) -> str:
    decimals = max(-int(found.value.as_tuple().exponent), 0)
    told = format_value(found.value, found.unit, decimals, language)
    return f"+{told}" if found.signed and found.value >= 0 else told


def _day(day: date) -> Text:
    return Text(f"{day:%d/%m/%Y}", f"{day:%-d %B %Y}")


def _texts(record: Record, what: What) -> dict[str, str]:
    return {name: cell.text for name, cell in cells(record, what).items()}


def _both(texts: Texts, field: str) -> tuple[str, str]:
    fr, en = texts.get(f"{field}.fr", ""), texts.get(f"{field}.en", "")
    return fr or en, en or fr


def _after_comma(text: str) -> Text:
    return Text.same(f", {text}" if text else "")


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[:_LONGEST].rstrip()}…"


def _joined(*parts: Text | None) -> Text:
    told = [part for part in parts if part]
    return Text("".join(part.fr for part in told), "".join(part.en for part in told))
