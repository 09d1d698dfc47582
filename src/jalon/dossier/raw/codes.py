"""Decoding of code lists and their crosswalks."""

from __future__ import annotations

from jalon.dossier.codes import Code, CodeList, Crosswalk
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import Fields
from jalon.kernel.issues import Place
from jalon.kernel.texts import EMPTY, Text


def read_code_list(fields: Fields) -> Located[CodeList]:
    """One list with its crosswalks."""
    nested: dict[str, Place] = {}
    codes = fields.records("codes", required=True)
    walks = fields.records("crosswalks")
    found = CodeList(
        id=fields.identifier("list"),
        name=fields.localized("name"),
        codes=tuple(_code(item, nested, number) for number, item in enumerate(codes)),
        crosswalks=tuple(_crosswalk(item, nested, number) for number, item in enumerate(walks)),
        references=fields.references(),
    )
    fields.close()
    return locate(found, fields, nested)


def _code(fields: Fields, places: dict[str, Place], number: int) -> Code:
    code = fields.text("code")
    label = fields.localized("label", EMPTY)
    found = Code(
        code=code,
        label=Text.same(code) if label == EMPTY else label,
        since=fields.optional_date("since"),
        until=fields.optional_date("until"),
    )
    places[f"codes.{number}"] = fields.place("code")
    fields.close()
    return found


def _crosswalk(fields: Fields, places: dict[str, Place], number: int) -> Crosswalk:
    version = fields.text("version")
    units = fields.texts("units")
    at = f"crosswalks.{number}"
    places[at] = fields.place("version")
    places.update({f"{at}.units.{name}": place for name, place in units})
    found = Crosswalk(
        version=version,
        units=tuple(name for name, _ in units),
        since=fields.optional_date("since"),
        until=fields.optional_date("until"),
        meanings=_meanings(fields, places, at),
    )
    fields.close()
    return found


def _meanings(fields: Fields, places: dict[str, Place], at: str) -> dict[str, str]:
    spec = fields.record("map", required=True)
    if spec is None:
        return {}
    places.update({f"{at}.map.{key}": spec.place(key) for key in spec.keys()})
    found = {key: spec.text(key) for key in spec.keys()}
    spec.close()
    return found
