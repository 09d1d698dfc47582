"""Whether somebody may do something, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jalon.dossier.entity import Sensitivity
from jalon.dossier.perimeter import INSTITUTE
from jalon.infocentre.scope import Scope
from jalon.kernel.texts import Text
from jalon.web.rights.roles import GRANTS, RIGHTS, ROLES, SEEN, Reach, Right, Role


@dataclass(frozen=True, slots=True)
class Membership:
    """A role, for a unit; one for the institute is a role for every unit."""

    role: Role
    unit: str

    def covers(self, right: Right, unit: str | None) -> bool:
        """True when it gives a right over a unit; ``None`` asks whether it gives it over any."""
        reach = GRANTS[self.role].get(right)
        if reach is None:
            return False
        return unit is None or reach is Reach.ALL or self.unit in {unit, INSTITUTE}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who is signed in, as far as rights go.

    Attributes:
        name: how the journal names them: the identifier of their account.
        memberships: their roles.
    """

    name: str
    memberships: tuple[Membership, ...]

    def may(self, right: Right, unit: str | None = None) -> bool:
        """True when one of their roles gives a right, over a unit where one is named."""
        return any(one.covers(right, unit) for one in self.memberships)

    def units_of(self, right: Right, units: Iterable[str]) -> tuple[str, ...]:
        """Those of some units over which they have a right."""
        return tuple(unit for unit in units if self.may(right, unit))

    def roles_with(self, right: Right) -> tuple[Role, ...]:
        """Their roles that give a right, the journal's answer to « in what capacity »."""
        return tuple(dict.fromkeys(one.role for one in self.memberships if right in GRANTS[one.role]))

    def scope(self, units: Iterable[str]) -> Scope:
        """What they may read of rows: their units, and the columns that their roles may see.

        Of roles with different sensitivities, a unit is read with what the least of them may see: a
        scope has one set of columns for all of its units.
        """
        readers = [one for one in self.memberships if Right.READ_ROWS in GRANTS[one.role]]
        seen = [SEEN[one.role] for one in readers]
        columns: frozenset[Sensitivity] = frozenset.intersection(*seen) if seen else frozenset()
        return Scope.of_units(self.name, self.units_of(Right.READ_ROWS, units), *columns)


NOBODY = Who("", ())


class Refused(Exception):
    """A right is missing; ``text`` says which, and who has it."""

    def __init__(self, who: Who, right: Right, unit: Text | None = None) -> None:
        super().__init__(right.value)
        self.right = right
        self.text = _told(who, right, unit)


def require(who: Who, right: Right, unit: str | None = None, label: Text | None = None) -> None:
    """Refuse who has not a right.

    Raises:
        Refused: it is missing.
    """
    if not who.may(right, unit):
        raise Refused(who, right, label or (Text.same(unit) if unit else None))


def _told(who: Who, right: Right, unit: Text | None) -> Text:
    return Text(*(_sentence(who, right, unit, is_french=is_french) for is_french in (True, False)))


def _sentence(who: Who, right: Right, unit: Text | None, *, is_french: bool) -> str:
    def say(text: Text) -> str:
        return text.fr if is_french else text.en

    mine = ", ".join(dict.fromkeys(say(ROLES[one.role]) for one in who.memberships))
    holders = ", ".join(say(ROLES[role]) for role, given in GRANTS.items() if right in given)
    what, where = say(RIGHTS[right]), say(unit) if unit else ""
    if is_french:
        about = f" pour {where}" if where else ""
        role = f"Votre rôle ({mine}) ne le donne pas" if mine else "Votre compte n’a aucun rôle"
        return f"Il faut le droit de {what}{about}. {role}. L’ont\u00a0: {holders}."
    about = f" for {where}" if where else ""
    role = f"Your role ({mine}) does not give it" if mine else "Your account has no role"
    return f"This takes the right to {what}{about}. {role}. Who has it: {holders}."
