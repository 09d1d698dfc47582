"""From an account to what rights are decided on."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from jalon.web.accounts.models import User
from jalon.web.environment import environment
from jalon.web.rights.decide import NOBODY, Membership, Who
from jalon.web.rights.roles import Right, Role


def who_is(user: User | AnonymousUser) -> Who:
    """The roles of somebody; nobody's when they have not signed in.

    The journal names accounts by number: it outlives them, and must hold no name.
    """
    if not isinstance(user, User) or not user.is_active or (user.is_demo and not environment().demo):
        return NOBODY
    roles = tuple(Membership(Role(one.role), one.unit) for one in user.memberships.all())
    return Who(f"account-{user.pk}", roles)


def first_page(who: Who) -> str:
    """Where somebody is led once signed in: the figures, or the accounts for who keeps accounts only."""
    reads = who.may(Right.READ_FIGURES) or who.may(Right.READ_VINTAGES)
    return reverse("members:list") if who.may(Right.GRANT) and not reads else "/"
