"""Decoding of ``perimeter.yaml``."""

from __future__ import annotations

from decimal import Decimal

from jalon.dossier.perimeter import INSTITUTE, WHOLE, Membership, OrgUnit
from jalon.dossier.raw.located import Located, locate
from jalon.dossier.successions import Change, ChangeKind
from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.issues import Place
from jalon.kernel.texts import EMPTY, Text
from jalon.kernel.units import UnitRegistry


def read_perimeter(
    fields: Fields, registry: UnitRegistry
) -> tuple[Text, list[Located[OrgUnit]], list[Located[Change]]]:
    """The institute's name, its units, and how they succeeded one another."""
    name = fields.localized("institute")
    units = [_unit(unit, registry) for unit in fields.records("units", required=True)]
    changes = [_change(change) for change in fields.records("changes")]
    fields.close()
    return name, units, changes


def _change(fields: Fields) -> Located[Change]:
    nested: dict[str, Place] = {}
    change = Change(
        id=fields.identifier("change"),
        on=fields.date("on"),
        kind=fields.choice("kind", ChangeKind),
        before=_side(fields, "from", nested),
        after=_side(fields, "into", nested),
        note=fields.localized("note", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return locate(change, fields, nested)


def _side(fields: Fields, key: str, places: dict[str, Place]) -> tuple[str, ...]:
    """The units of one side of a change, each once."""
    found: dict[str, Place] = {}
    for unit, place in fields.texts(key):
        if unit in found:
            fields.fault("duplicate-name", key, place, kind="unit", name=unit, first=found[unit])
        found.setdefault(unit, place)
        places[f"{key}.{unit}"] = place
    if not found and key not in fields.faulty:
        fields.text(key)
    return tuple(found)


def _unit(fields: Fields, registry: UnitRegistry) -> Located[OrgUnit]:
    nested: dict[str, Place] = {}
    records = fields.records("member")
    memberships = tuple(_membership(item, registry, nested, n) for n, item in enumerate(records))
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


def _membership(fields: Fields, registry: UnitRegistry, places: dict[str, Place], number: int) -> Membership:
    places[f"member.{number}"] = fields.place("until")
    places[f"member.{number}.since"] = fields.place("since")
    membership = Membership(
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
        share=_share(fields, registry),
        note=fields.localized("note", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return membership


def _share(fields: Fields, registry: UnitRegistry) -> Decimal:
    """The part for which a member counts: a percentage above 0 %, up to 100 %."""
    written = fields.quantity("share", registry)
    if written is None:
        return WHOLE
    percent = written.value * written.unit.factor
    if written.unit.dimension == "share" and not written.signed and 0 < percent <= 100:
        return percent / 100
    fields.fault("share-of-a-member", "share", text=f"{written.value} {written.unit.id}")
    return WHOLE
