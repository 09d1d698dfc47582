"""Accounts and their roles."""

from __future__ import annotations

from typing import Any, ClassVar  # what Django's managers take

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction

from jalon.dossier.perimeter import INSTITUTE
from jalon.web.rights.roles import ROLES, Role

NAME_LENGTH = 120
"""The longest name of a person, in letters."""


class Users(BaseUserManager["User"]):
    """How accounts are made."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account; without a password, one that signs in through a federation only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An administrator, as the command ``createsuperuser`` makes one: a role like any other."""
        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, **fields)
            Membership.objects.create(user=user, role=Role.ADMINISTRATOR.value, unit=INSTITUTE)
        return user


class User(AbstractBaseUser):
    """Somebody who may sign in. ``name`` is how others see them; e-mail is how they sign in.

    What they may do is in their memberships and nowhere else: Django's own permissions are not used.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=NAME_LENGTH, blank=True)
    language = models.CharField(max_length=2, blank=True, choices=[("fr", "Français"), ("en", "English")])
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """How others see them."""
        return str(self)


class Membership(models.Model):
    """A role that somebody has for a unit, or for the institute."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, ROLES[role].fr) for role in Role])
    unit = models.CharField(max_length=80)

    class Meta:
        """A role is had once for a unit."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "role", "unit"], name="one_role_a_unit")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} ({self.unit})"
