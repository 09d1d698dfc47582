"""Decoding of ``perimeter.yaml``."""

from __future__ import annotations

from jalon.dossier.perimeter import INSTITUTE, Membership, OrgUnit
from jalon.dossier.raw.located import Located, locate
from jalon.kernel.decoding import EPOCH, Fields
from jalon.kernel.texts import EMPTY, Text


def read_perimeter(fields: Fields) -> tuple[Text, list[Located[OrgUnit]]]:
    """The institute's name and its units."""
    name = fields.localized("institute")
    units = [_unit(unit) for unit in fields.records("units")]
    if not units and not fields.has("units"):
        fields.issues.error("missing-key", fields.here, key="units")
    fields.close()
    return name, units


def _unit(fields: Fields) -> Located[OrgUnit]:
    memberships = tuple(_membership(item) for item in fields.records("member"))
    unit = OrgUnit(
        id=fields.text("unit"),
        name=fields.localized("name"),
        kind=fields.text("kind", "school"),
        parent=fields.text("parent", INSTITUTE),
        codes=_codes(fields),
        memberships=memberships or (Membership(since=EPOCH),),
    )
    fields.close()
    return locate(unit, fields)


def _codes(fields: Fields) -> dict[str, str]:
    codes = fields.record("codes")
    return {key: codes.text(key) for key in codes.keys()} if codes else {}


def _membership(fields: Fields) -> Membership:
    membership = Membership(
        since=fields.date("since", EPOCH),
        until=fields.optional_date("until"),
        note=fields.localized("note", EMPTY),
        references=fields.references(),
    )
    fields.close()
    return membership
