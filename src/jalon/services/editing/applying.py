"""From what is asked to what the contract should say.

What binds the parties is never changed in silence. A target in force changes by a signed amendment: it ends
on the day of the signature, and another one, of its own name, begins on that day, so that a look back
finds what was signed then. A correction of what was written wrongly is made in place, and says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from jalon.dossier.raw.folder import CONTRACT
from jalon.kernel.issues import Place
from jalon.kernel.references import parse_date
from jalon.kernel.strictyaml import Record, Scalar, Sequence
from jalon.kernel.suggestions import hint
from jalon.kernel.yamledit import plain
from jalon.kernel.yamlwriting import Plain
from jalon.services.editing.change import Change, Faults
from jalon.services.editing.fields import MOST, built, cells, leaf_of, placed, said, said_of
from jalon.services.editing.schema import SCHEMA, TOP, What

_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control signs, ends of line that no editor shows, marks that turn the order in which a text is read."""
_LEFT_BEHIND = ("note", "accepted_because", "accepted_by", "accepted_on", "reference")
"""What was said of a target as it was, and is not carried to what it becomes."""

Item = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Amended:
    """A target that an amendment replaced: the one that ends, the one that begins."""

    old: str
    new: str
    amendment: str


@dataclass(slots=True)
class Applied:
    """What the contract should say, and what was done to come there.

    Attributes:
        contract: the whole of it.
        amended: the targets that amendments replaced or ended (``new`` is then empty).
        reasons: why, for each thing that binds and was changed in place.
    """

    contract: dict[str, Plain]
    amended: list[Amended] = field(default_factory=list)
    reasons: dict[tuple[What, str], str] = field(default_factory=dict)


def apply(record: Record, changes: Iterable[Change], as_of: date, faults: Faults) -> Applied:
    """Apply changes to a contract as it was read; those at fault are told and left out."""
    asked = sorted(changes, key=lambda change: change.what is not What.AMENDMENT)
    working = _Applying(record, as_of, faults)
    for change in asked:
        working.apply(change)
    return working.done()


def items_of(record: Record, what: What) -> dict[str, Record]:
    """The things of one kind that a contract holds, by identifier."""
    node = record.entries.get(what.key)
    found: dict[str, Record] = {}
    for item in node.items if isinstance(node, Sequence) else ():
        name = item.entries.get(what.value) if isinstance(item, Record) else None
        if isinstance(item, Record) and isinstance(name, Scalar):
            found.setdefault(name.text, item)
    return found


def binds(record: Record, what: What, item: Record, as_of: date) -> bool:
    """True when the parties are bound by a thing: the contract has begun, and so has the thing itself."""
    begun = [_day(record, "since")]
    if what is What.TARGET and "since" in item.entries:
        begun.append(_day(item, "since"))
    if what is What.AMENDMENT:
        begun.append(_day(item, "signed"))
    return what in _BINDING and all(day is not None and day <= as_of for day in begun)


_BINDING = {what for what, entries in SCHEMA.items() if any(entry.binding for entry in entries)}


def _day(record: Record, key: str) -> date | None:
    node = record.entries.get(key)
    try:
        return parse_date(node.text) if isinstance(node, Scalar) else None
    except ValueError:
        return None


class _Applying:
    def __init__(self, record: Record, as_of: date, faults: Faults) -> None:
        self._record, self._as_of, self._faults = record, as_of, faults
        self._found = {what: items_of(record, what) for what in What}
        contract = plain(record)
        assert isinstance(contract, dict), "a record is a record"
        self._applied = Applied(contract)

    def done(self) -> Applied:
        keys = [what.key for what in What]
        contract = self._applied.contract
        order = [*TOP, "objectives", "targets", "commitments", "hypotheses", "amendments"]
        assert {*keys} < {*order}, "every list has its place"
        # A list of which the last item is taken away goes with its key; one written empty stays.
        emptied = {key for key in keys if contract.get(key) == [] and not self._was_empty(key)}
        kept = {key: value for key, value in contract.items() if key not in emptied}
        self._applied.contract = placed(kept, list(self._record.entries), order)
        return self._applied

    def _was_empty(self, key: str) -> bool:
        node = self._record.entries.get(key)
        return node is not None and not (isinstance(node, Sequence) and node.items)

    def apply(self, change: Change) -> None:
        item = self._item(change.what, change.id)
        if item is None and not change.is_new:
            known = hint(change.id, self._names(change.what))
            self._fault(change, "unknown-choice", kind=change.what.value, name=change.id, known=known)
            return
        if item is not None and change.is_new:
            first = self._place(change)
            self._fault(change, "duplicate-name", kind=change.what.value, name=change.id, first=first)
            return
        typed = self._typed(change)
        if typed is None:
            return
        if change.is_new:
            texts = {name: text for name, text in typed.items() if text}
            made = built(change.what, {change.what.value: change.id}, texts, texts.keys())
            self._list(change.what).append(made)
        elif change.is_removed:
            self._remove(change)
        else:
            self._edit(change, typed)

    # Changing

    def _edit(self, change: Change, typed: Mapping[str, str]) -> None:
        item = self._item(change.what, change.id)
        assert item is not None, "it was found before"
        record = self._found[change.what].get(change.id)
        old = {cell.field: cell.text for cell in cells(record, change.what).values()} if record else {}
        changed = {name for name, text in typed.items() if text.strip() != old.get(name, "").strip()}
        if not changed or self._refuses(change, changed):
            return
        made = built(change.what, item, {**old, **typed}, changed)
        if change.amendment and change.what is What.TARGET and _bound(What.TARGET, changed):
            self._amend(change, item, made)
        else:
            self._replace(change, made)

    def _remove(self, change: Change) -> None:
        if self._refuses(change, None):
            return
        if change.amendment and change.what is What.TARGET:
            amendment = self._signed(change)
            item = self._item(What.TARGET, change.id)
            if amendment and item:
                self._replace(change, _ended(item, amendment["signed"]))
                self._applied.amended.append(Amended(change.id, "", change.amendment))
            return
        self._replace(change, None)

    def _refuses(self, change: Change, changed: set[str] | None) -> bool:
        """Whether what is asked would change in silence what binds; ``changed`` is None for a removal."""
        record = self._found[change.what].get(change.id)
        if record is None or not binds(self._record, change.what, record, self._as_of):
            return False
        bound = _bound(change.what, changed)
        if not bound or (change.amendment and change.what is What.TARGET):
            return False
        if said(change.because):
            self._applied.reasons[change.what, change.id] = change.because.strip()
            return False
        if change.amendment:
            if self._signed(change) is not None:
                self._applied.reasons[change.what, change.id] = change.amendment
                return False
            return True
        code = "edit-needs-amendment" if change.what is What.TARGET else "edit-needs-reason"
        first = bound[0] if changed is not None else ""
        self._fault(change, code, first, kind=change.what.value, name=change.id, fields=", ".join(bound))
        return True

    def _amend(self, change: Change, old: Item, made: Item) -> None:
        amendment = self._signed(change)
        if amendment is None:
            return
        name = _free(f"{change.id}-{change.amendment}", self._names(What.TARGET))
        new = {key: value for key, value in made.items() if key not in _LEFT_BEHIND or value != old.get(key)}
        new |= {"target": name, "since": amendment["signed"]}
        new.setdefault("reference", amendment["reference"])
        order = ["target", *(entry.name for entry in SCHEMA[What.TARGET])]
        targets = self._list(What.TARGET)
        targets.insert(targets.index(old) + 1, placed(new, list(old), order))
        self._replace(change, _ended(old, amendment["signed"]))
        self._applied.amended.append(Amended(change.id, name, change.amendment))
        self._tell_of_claims(change, name)

    def _signed(self, change: Change) -> Item | None:
        """The amendment that a change names, when it may change a target."""
        amendment = self._item(What.AMENDMENT, change.amendment)
        if amendment is None:
            known = hint(change.amendment, self._names(What.AMENDMENT))
            self._fault(change, "unknown-choice", kind="amendment", name=change.amendment, known=known)
            return None
        absent = [key for key in ("signed", "reference", "text") if not amendment.get(key)]
        if absent:
            listed = ", ".join(absent)
            self._fault(change, "edit-amendment-incomplete", amendment=change.amendment, absent=listed)
        return None if absent else amendment

    def _tell_of_claims(self, change: Change, new: str) -> None:
        targets = [item for item in self._list(What.TARGET) if isinstance(item, dict)]
        claiming = [str(item["target"]) for item in targets if item.get("contributes_to") == change.id]
        if claiming:
            place = self._place(change)
            listed = ", ".join(claiming)
            self._faults.note(change, "edit-still-named", place, target=change.id, new=new, others=listed)

    # What was typed

    def _typed(self, change: Change) -> dict[str, str] | None:
        """The fields typed, as they are kept; None when one of them is at fault."""
        typed: dict[str, str] = {}
        sound = not self._is_odd(change, "because", change.because)
        for name, text in change.fields.items():
            if name == change.what.value and text == change.id:
                continue
            found = leaf_of(change.what, name)
            if found is None:
                self._fault(
                    change, "edit-unknown-field", field=name[:60], kind=change.what.value, most=MOST + 1
                )
                sound = False
            elif self._is_odd(change, name, text):
                sound = False
            else:
                typed[name] = said_of(found[1].kind, text)
        return typed if sound else None

    def _is_odd(self, change: Change, name: str, text: str) -> bool:
        odd = _ODD.search(said(text))
        if odd:
            self._fault(change, "edit-odd-character", name, field=name, sign=f"U+{ord(odd.group()):04X}")
        return odd is not None

    # The contract

    def _list(self, what: What) -> list[Plain]:
        found = self._applied.contract.setdefault(what.key, [])
        if not isinstance(found, list):
            found = self._applied.contract[what.key] = []
        return found

    def _names(self, what: What) -> list[str]:
        found = self._applied.contract.get(what.key)
        items = found if isinstance(found, list) else []
        return [str(item.get(what.value, "")) for item in items if isinstance(item, dict)]

    def _item(self, what: What, name: str) -> Item | None:
        found = self._applied.contract.get(what.key)
        for item in found if isinstance(found, list) else ():
            if isinstance(item, dict) and item.get(what.value) == name:
                return item
        return None

    def _replace(self, change: Change, new: Item | None) -> None:
        items = self._list(change.what)
        place = next(
            number
            for number, item in enumerate(items)
            if isinstance(item, dict) and item.get(change.what.value) == change.id
        )
        items[place : place + 1] = [] if new is None else [new]

    def _fault(self, change: Change, code: str, field: str = "", /, **context: object) -> None:
        self._faults.error(change, code, self._place(change), field, **context)

    def _place(self, change: Change) -> Place:
        record = self._found[change.what].get(change.id)
        return record.place if record else self._record.keys.get(change.what.key, Place(CONTRACT))


def _bound(what: What, changed: set[str] | None) -> list[str]:
    """The fields that bind among those that change; all of them for a removal."""
    binding = {entry.name for entry in SCHEMA[what] if entry.binding}
    if changed is None:
        return sorted(binding)
    return sorted(name for name in changed if name.partition(".")[0] in binding)


def _ended(target: Item, day: Plain) -> Item:
    order = ["target", *(entry.name for entry in SCHEMA[What.TARGET])]
    return placed({**target, "until": day}, list(target), order)


def _free(name: str, taken: Iterable[str]) -> str:
    return next(one for one in _numbered(name) if one not in set(taken))


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
