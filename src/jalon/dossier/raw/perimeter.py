"""Decoding of ``perimeter.yaml``."""

from __future__ import annotations

from jalon.dossier.perimeter import INSTITUTE, Membership, OrgUnit
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.issues import Place
from jalon.kernel.texts import EMPTY, Text


def read_perimeter(fields: Fields) -> tuple[Text, list[Located[OrgUnit]]]:
    """The institute's name and its units."""
    name = fields.localized("institute")
    units = [_unit(unit) for unit in fields.records("units", required=True)]
    fields.close()
    return name, units


def _unit(fields: Fields) -> Located[OrgUnit]:
    nested: dict[str, Place] = {}
    memberships = tuple(_membership(item, nested, n) for n, item in enumerate(fields.records("member")))
    name = fields.localized("name")
    unit = OrgUnit(
        id=fields.identifier("unit"),
        name=name,
        short=fields.localized("short", name),
        kind=fields.text("kind", "school"),
        parent=fields.text("parent", INSTITUTE),
        codes=_codes(fields, nested),
        memberships=memberships or (Membership(since=EPOCH),),
    )
    fields.close()
    return locate(unit, fields, nested)


def _codes(fields: Fields, places: dict[str, Place]) -> dict[str, str]:
    codes = fields.record("codes")
    if codes is None:
        return {}
    places.update({f"codes.{key}": codes.place(key) for key in codes.keys()})
    found = {key: codes.text(key) for key in codes.keys()}
    codes.close()
    return found


def _membership(fields: Fields, places: dict[str, Place], number: int) -> Membership:
    places[f"member.{number}"] = fields.place("until")
    membership = Membership(
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
        note=fields.localized("note", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return membership
