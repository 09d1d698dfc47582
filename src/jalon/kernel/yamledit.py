"""Editing of YAML in place: what is not touched keeps every byte, comments and quotes included.

A text is not written again from what it means, which would lose how it was written. What it should mean is
compared with what it means, and only the words that differ are replaced, at the places where they stand. The
new text is then read by the strict reader and must mean exactly what was wanted: an edit that would say
anything else is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import yaml

from jalon.kernel.issues import Issues
from jalon.kernel.strictyaml import Node, Record, Scalar, parse_yaml
from jalon.kernel.yamlwriting import Plain, Writer

_Entry = tuple[yaml.Node, yaml.Node]


class NotEditable(Exception):
    """The text is written in a way that cannot be edited in place; ``line`` is where, 0 when unknown."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(f"line {line}")
        self.line = line


def plain(node: Node) -> Plain:
    """What a node says, without its places: texts, lists and records; nothing written is an empty text."""
    if isinstance(node, Scalar):
        return "" if node.is_empty else node.text
    if isinstance(node, Record):
        return {key: plain(value) for key, value in node.entries.items()}
    return [plain(item) for item in node.items]


def rewrite(text: str, wanted: Mapping[str, Plain], name: str = "") -> str:
    r"""The text with the smallest edits that make it say ``wanted``.

    Keys that are new come after the key they follow in ``wanted``; keys that are there keep their order.
    Items of a list are recognised by the value of their first key.

    Args:
        text: strict YAML.
        wanted: what it should say.
        name: how the file is called.

    Raises:
        NotEditable: the text cannot be read, or no edit in place makes it say that.

    >>> rewrite("a: 1 # one\nb: [x]\n", {"a": "2", "b": ["x", "z"], "c": "new words"})
    'a: 2 # one\nb: [x, z]\nc: "new words"\n'
    """
    if meaning(text, name) is None:
        raise NotEditable
    edited = _Editor(text).edit(dict(wanted))
    if meaning(edited, name) != dict(wanted):
        raise NotEditable
    return edited


def meaning(text: str, name: str = "") -> Plain | None:
    """What a strict YAML text says; None when it cannot be read."""
    issues = Issues()
    record = parse_yaml(text, name, issues)
    return None if record is None or issues.has_errors else plain(record)


@dataclass(frozen=True, slots=True)
class _Slot:
    """Where a value hangs.

    Attributes:
        after: offset just after the colon or the dash that announces it.
        indent: column of that key or dash.
        flow: True between brackets, where everything stays on the line.
        dash: True for the item of a list.
    """

    after: int
    indent: int
    flow: bool = False
    dash: bool = False


class _Editor:
    """Gathers replacements (from, to, text) on one text, then makes them all."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._writer = Writer(self._newline)
        self._splices: list[tuple[int, int, str]] = []

    def edit(self, wanted: Plain) -> str:
        self._merge(_composed(self._text), wanted, _Slot(0, -2))
        return self._spliced()

    def _spliced(self) -> str:
        parts: list[str] = []
        done = 0
        for start, end, new in sorted(self._splices, key=lambda splice: splice[:2]):
            if start < done:
                raise NotEditable(self._line(start))
            parts += [self._text[done:start], new]
            done = end
        return "".join([*parts, self._text[done:]])

    def _splice(self, start: int, end: int, new: str) -> None:
        self._splices.append((start, end, new))

    # Comparing

    def _merge(self, node: yaml.Node, wanted: Plain, slot: _Slot) -> None:
        if isinstance(node, yaml.ScalarNode) and isinstance(wanted, str):
            if _said(node) != wanted:
                self._scalar(node, wanted, slot)
        elif isinstance(node, yaml.MappingNode) and isinstance(wanted, dict):
            self._record(node, wanted, slot)
        elif isinstance(node, yaml.SequenceNode) and isinstance(wanted, list):
            self._list(node, wanted, slot)
        else:
            self._replace(node, wanted, slot)

    def _scalar(self, node: yaml.ScalarNode, wanted: str, slot: _Slot) -> None:
        start, end = node.start_mark.index, self._end(node)
        if start == end:
            # Nothing was written: the value goes right after its colon or dash.
            self._splice(slot.after, slot.after, " " + self._writer.scalar(wanted))
        else:
            self._splice(start, end, self._writer.scalar(wanted, node.style or "plain"))

    def _replace(self, node: yaml.Node, wanted: Plain, slot: _Slot) -> None:
        """Another kind of value: all of the old one goes."""
        end = self._end(node)
        if slot.flow:
            start = node.start_mark.index
            space = "" if start > slot.after else " "
            self._splice(start, end, space + self._writer.flow(wanted))
        elif slot.dash:
            self._splice(slot.after, end, " " + self._writer.item(wanted, slot.indent))
        else:
            self._splice(slot.after, end, self._writer.value(wanted, slot.indent))

    def _record(self, node: yaml.MappingNode, wanted: dict[str, Plain], slot: _Slot) -> None:
        entries: list[_Entry] = node.value
        kept = [entry for entry in entries if entry[0].value in wanted]
        if (entries and not kept) or (not entries and wanted):
            self._replace(node, wanted, slot)
            return
        flow = bool(node.flow_style)
        for key, value in kept:
            self._merge(value, wanted[key.value], _Slot(self._colon(key), key.start_mark.column, flow))
        self._add_keys(kept, wanted, flow)
        starts = [key.start_mark.index for key, _ in entries]
        ends = [max(self._end(value), self._colon(key)) for key, value in entries]
        gone = [key.value not in wanted for key, _ in entries]
        self._remove(starts, ends, gone, flow)

    def _add_keys(self, kept: list[_Entry], wanted: dict[str, Plain], flow: bool) -> None:
        by_name = {key.value: (key, value) for key, value in kept}
        before: _Entry | None = None
        for name, value in wanted.items():
            if name in by_name:
                before = by_name[name]
                continue
            column = kept[0][0].start_mark.column
            write = self._writer.flow_entry if flow else self._writer.entry
            self._insert(
                write(name, value, column),
                max(self._end(before[1]), self._colon(before[0])) if before else None,
                kept[0][0].start_mark.index if kept else 0,
                column,
                flow,
            )

    def _list(self, node: yaml.SequenceNode, wanted: list[Plain], slot: _Slot) -> None:
        items: list[yaml.Node] = node.value
        matched = list(_matched([_plain(item) for item in items], wanted))
        if (items and not any(old is not None and new is not None for old, new in matched)) or (
            not items and wanted
        ):
            self._replace(node, wanted, slot)
            return
        flow = bool(node.flow_style)
        column = node.start_mark.column
        starts = [item.start_mark.index if flow else self._dash(item, column) for item in items]
        ends = [max(self._end(item), start + 1) for item, start in zip(items, starts, strict=True)]
        gone = [False] * len(items)
        first = next((starts[old] for old, new in matched if old is not None and new is not None), 0)
        before: int | None = None
        for old, new in matched:
            if old is None and new is not None:
                text = (
                    self._writer.flow(wanted[new]) if flow else "- " + self._writer.item(wanted[new], column)
                )
                self._insert(text, None if before is None else ends[before], first, column, flow)
            elif old is not None and new is not None:
                after = starts[old] if flow else starts[old] + 1
                self._merge(items[old], wanted[new], _Slot(after, column, flow, dash=not flow))
                before = old
            elif old is not None:
                gone[old] = True
        self._remove(starts, ends, gone, flow)

    # Adding and removing

    def _insert(self, text: str, after: int | None, first: int, column: int, flow: bool) -> None:
        """Write an entry after the one that ends at ``after``, or before the one that starts at ``first``."""
        indent = " " * column
        if flow:
            place, new = (first, f"{text}, ") if after is None else (after, f", {text}")
        elif after is None:
            place, new = first, f"{text}{self._newline}{indent}"
        else:
            place, new = self._line_end(after), f"{self._newline}{indent}{text}"
        self._splice(place, place, new)

    def _remove(self, starts: list[int], ends: list[int], gone: list[bool], flow: bool) -> None:
        """Take entries away; at least one stays."""
        first_kept = gone.index(False) if False in gone else 0
        shares_its_line = flow or (bool(starts) and not self._is_first_of_line(starts[0]))
        for number, is_gone in enumerate(gone):
            if not is_gone:
                continue
            if number < first_kept and shares_its_line:
                self._splice(starts[number], starts[number + 1], "")
            elif flow:
                self._splice(ends[number - 1], ends[number], "")
            else:
                self._remove_lines(starts[number], ends[number])

    def _remove_lines(self, start: int, end: int) -> None:
        begin = self._text.rfind("\n", 0, start) + 1
        close = self._text.find("\n", end)
        if close >= 0:
            self._splice(begin, close + 1, "")
        else:
            # The last line of a file that does not end with a line break: the one before goes instead.
            self._splice(len(self._text[:begin].rstrip("\r\n")), len(self._text), "")

    # Places

    def _end(self, node: yaml.Node) -> int:
        """Where what was written ends: a block's own mark stands at whatever comes next."""
        if isinstance(node, yaml.ScalarNode):
            start, end = node.start_mark.index, node.end_mark.index
            if node.style in {"|", ">"}:
                return max(start + 1, len(self._text[:end].rstrip()))
            return end
        if getattr(node, "flow_style", False) or not node.value:
            return node.end_mark.index
        last = node.value[-1]
        if isinstance(node, yaml.MappingNode):
            key, value = last
            return max(self._end(value), self._colon(key))
        return max(self._end(last), self._dash(last, node.start_mark.column) + 1)

    def _colon(self, key: yaml.Node) -> int:
        """The offset after the colon of a key."""
        found = re.compile(r"[ \t]*:").match(self._text, key.end_mark.index)
        if found is None or key.start_mark.line != key.end_mark.line:
            raise NotEditable(key.start_mark.line + 1)
        return found.end()

    def _dash(self, item: yaml.Node, column: int) -> int:
        """The offset of the dash of an item of a block list."""
        start = item.start_mark.index
        place = self._text.rfind("\n", 0, start) + 1 + column
        while place > start - 1 or self._text[place] != "-" or not self._is_bare(place + 1, start):
            line = self._text.rfind("\n", 0, max(place - column - 1, 0)) + 1
            if place <= column:
                raise NotEditable(item.start_mark.line + 1)
            place = line + column
        return place

    def _is_bare(self, start: int, end: int) -> bool:
        """Nothing but spaces and comments between two offsets."""
        return re.fullmatch(r"(?:\s|#[^\n]*\n)*", self._text[start:end]) is not None

    def _is_first_of_line(self, offset: int) -> bool:
        return not self._text[self._text.rfind("\n", 0, offset) + 1 : offset].strip()

    def _line_end(self, offset: int) -> int:
        close = self._text.find("\n", offset)
        if close < 0:
            return len(self._text)
        return close - 1 if self._text[close - 1] == "\r" and close > offset else close

    def _line(self, offset: int) -> int:
        return self._text.count("\n", 0, offset) + 1


@lru_cache(maxsize=4)
def _composed(text: str) -> yaml.Node:
    """The tree of a text with the marks of each word; never changed, so it can be kept for a while."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert root is not None, "a text that says something has a root"
    return root


def _said(node: yaml.ScalarNode) -> str:
    return "" if node.style is None and node.value in {"", "~", "null"} else str(node.value)


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return _said(node)
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    return [_plain(item) for item in node.value]


def _matched(old: list[Plain], new: list[Plain]) -> Iterator[tuple[int | None, int | None]]:
    """Which item became which, in order: (old, new); a side is None for what is added or removed."""
    matcher = SequenceMatcher(
        None, [_name(item) for item in old], [_name(item) for item in new], autojunk=False
    )
    for _, first, last, begin, end in matcher.get_opcodes():
        length = max(last - first, end - begin)
        for step in range(length):
            yield (
                first + step if first + step < last else None,
                begin + step if begin + step < end else None,
            )


def _name(item: Plain) -> str:
    """What an item of a list is known by: the value of its first key, else the whole of it."""
    if isinstance(item, dict) and item:
        key, value = next(iter(item.items()))
        if isinstance(value, str):
            return f"{key}: {value}"
    return json.dumps(item)
