"""From an account to what rights are decided on."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from jalon.web.accounts.models import User
from jalon.web.environment import environment
from jalon.web.rights.decide import NOBODY, Membership, Who
from jalon.web.rights.roles import Role


def who_is(user: User | AnonymousUser) -> Who:
    """The roles of somebody; nobody's when they have not signed in.

    The journal names accounts by number: it outlives them, and must hold no name.
    """
    if not isinstance(user, User) or not user.is_active or (user.is_demo and not environment().demo):
        return NOBODY
    roles = tuple(Membership(Role(one.role), one.unit) for one in user.memberships.all())
    return Who(f"account-{user.pk}", roles)
