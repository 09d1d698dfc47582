"""Code lists and crosswalks must lead from each code to one code, on each day."""

from __future__ import annotations

from itertools import combinations

from jalon.dossier.codes import CodeList, meet
from jalon.dossier.raw.folder import RawDossier
from jalon.dossier.raw.located import Located
from jalon.kernel.decoding import EPOCH
from jalon.kernel.issues import Issues
from jalon.kernel.suggestions import hint


def check_codes(raw: RawDossier, issues: Issues) -> None:
    """Lists have one name each, codes one meaning a day, crosswalks known units and known codes."""
    units = [unit.value.id for unit in raw.org_units]
    seen: dict[str, Located[CodeList]] = {}
    for item in raw.code_lists:
        first = seen.setdefault(item.value.id, item)
        if first is not item:
            place = item.at("list")
            context = {"kind": "code list", "name": item.value.id, "first": first.at("list")}
            issues.error("duplicate-name", place, **context)
        _check_spans(item, issues)
        _check_repeated(item, issues)
        _check_crosswalks(item, units, issues)
    _check_sources(raw, list(seen), issues)


def _check_spans(item: Located[CodeList], issues: Issues) -> None:
    spans = [(f"codes.{n}", one.since, one.until) for n, one in enumerate(item.value.codes)]
    spans += [(f"crosswalks.{n}", one.since, one.until) for n, one in enumerate(item.value.crosswalks)]
    for at, since, until in spans:
        if since is not None and until is not None and EPOCH < until <= since:
            issues.error("until-before-since", item.at(at), since=since, until=until)


def _check_repeated(item: Located[CodeList], issues: Issues) -> None:
    for (m, one), (n, other) in combinations(enumerate(item.value.codes), 2):
        if one.code == other.code and meet(one.since, one.until, other.since, other.until):
            context = {"kind": "code", "name": one.code, "first": item.at(f"codes.{m}")}
            issues.error("duplicate-name", item.at(f"codes.{n}"), **context)
    for (m, walk), (n, later) in combinations(enumerate(item.value.crosswalks), 2):
        if walk.overlaps(later):
            context = {"version": later.version, "other": walk.version, "first": item.at(f"crosswalks.{m}")}
            issues.error("crosswalks-overlap", item.at(f"crosswalks.{n}"), **context)


def _check_crosswalks(item: Located[CodeList], units: list[str], issues: Issues) -> None:
    codes = list(dict.fromkeys(one.code for one in item.value.codes))
    for number, walk in enumerate(item.value.crosswalks):
        at = f"crosswalks.{number}"
        for unit in walk.units:
            if unit not in units:
                place, known = item.at(f"{at}.units.{unit}"), hint(unit, units)
                issues.error("unknown-name", place, kind="unit", name=unit, known=known)
        for word, code in walk.meanings.items():
            if code not in codes and "codes" not in item.faulty:
                place, known = item.at(f"{at}.map.{word}"), hint(code, codes)
                issues.error(
                    "crosswalk-code-unknown", place, word=word, meaning=code, list=item.value.id, known=known
                )


def _check_sources(raw: RawDossier, lists: list[str], issues: Issues) -> None:
    if "codes" in raw.unread:
        return
    for source in raw.sources:
        for mapping in source.value.columns:
            if mapping.code_list and mapping.code_list not in lists:
                key = "crosswalk" if mapping.crosswalk else "code_list"
                place = source.at(f"columns.{mapping.column}.{key}")
                known = hint(mapping.code_list, lists)
                issues.error("unknown-name", place, kind="code list", name=mapping.code_list, known=known)
