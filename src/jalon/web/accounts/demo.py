"""Demo accounts: one a role, with a password that the sign-in page shows; in a demonstration only."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.texts import Text
from jalon.web.accounts.models import NAME_LENGTH, Membership, User
from jalon.web.desk import unit_label, units
from jalon.web.environment import environment
from jalon.web.rights.roles import ROLES, Role

PASSWORD = "jalon-demonstration"
"""Shown to whoever opens the demonstration; it opens nothing else."""

_OF_UNITS = (Role.DIRECTOR, Role.STEWARD)
_OF_THE_INSTITUTE = (
    Role.DIRECTORATE,
    Role.CONTROLLER,
    Role.MINISTRY,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    # Who answers for the files that speak for several units.
    Role.STEWARD,
    Role.DIRECTOR,
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration, as the sign-in page lists it."""

    email: str
    role: Role
    unit: str

    @property
    def title(self) -> Text:
        """Its role and its unit."""
        role, unit = ROLES[self.role], unit_label(self.unit)
        return Text(f"{role.fr}, {unit.fr}", f"{role.en}, {unit.en}")

    @property
    def name(self) -> str:
        """How it signs, in both languages: a signature is read by everybody."""
        role, unit = ROLES[self.role], unit_label(self.unit)
        both = (role.fr, role.en), (unit.fr, unit.en)
        return ", ".join(" / ".join(dict.fromkeys(words)) for words in both)


def demo_accounts() -> list[DemoAccount]:
    """The accounts of the demonstration: those of the institute, a director and a steward of each unit."""
    found = [DemoAccount(f"{role.value}@demo.example", role, INSTITUTE) for role in _OF_THE_INSTITUTE]
    return found + [
        DemoAccount(f"{role.value}.{unit}@demo.example", role, unit) for unit in units() for role in _OF_UNITS
    ]


def make_demo_accounts() -> None:
    """Make those that are not there yet.

    Raises:
        RuntimeError: this is no demonstration.
    """
    if not environment().demo:
        raise RuntimeError("demo accounts are made in a demonstration only")
    known = set(User.objects.values_list("email", flat=True))
    asked = [one for one in demo_accounts() if one.email not in known]
    # Everybody knows this password: one hash of it serves all, and the site starts ten seconds sooner.
    password = make_password(PASSWORD) if asked else ""
    with transaction.atomic():
        for one in asked:
            user = User.objects.create(
                email=one.email, password=password, name=one.name[:NAME_LENGTH], is_demo=True
            )
            Membership.objects.create(user=user, role=one.role.value, unit=one.unit)
        User.objects.filter(is_demo=True).update(is_active=True)


def close_demo_accounts() -> None:
    """Close those that an earlier demonstration left: their password is known to all."""
    User.objects.filter(is_demo=True).update(is_active=False)
