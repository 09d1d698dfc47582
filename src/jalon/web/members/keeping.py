"""Accounts made, opened and closed, roles given and withdrawn: under rules, and told to the journal.

Two rules hold whatever the door (these pages, the administration, the command line):

- nobody changes their own account: a role, even one more, comes from somebody else;
- the last open account that may keep accounts stays open and keeps that role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from jalon.dossier.perimeter import INSTITUTE
from jalon.kernel.texts import Text
from jalon.web.accounts.models import Membership, User
from jalon.web.desk import is_unit, unit_label
from jalon.web.journal.notes import note
from jalon.web.rights.decide import NOBODY, Who
from jalon.web.rights.roles import GRANTS, ROLES, Right, Role

KEEPERS = tuple(role for role, given in GRANTS.items() if Right.GRANT in given)
"""The roles that keep accounts."""


class NotAllowed(Exception):
    """A rule forbids it; ``text`` says which, and what to do instead."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


def name_of(user: User) -> str:
    """How the journal names an account: it outlives it, and holds no name."""
    return f"account-{user.pk}"


@transaction.atomic
def make_account(who: Who, email: str, *, name: str = "", language: str = "") -> User:
    """An account without a role and without a password.

    Raises:
        NotAllowed: the address has an account already.
    """
    address = email.strip().lower()
    if User.objects.filter(email=address).exists():
        raise NotAllowed(_TAKEN)
    user = User.objects.create_user(address, name=name.strip(), language=language)
    note(who, "account.made", right=Right.GRANT, subject=name_of(user))
    return user


@transaction.atomic
def change_account(who: Who, user: User, *, name: str, language: str, version: str) -> None:
    """Change how an account is named and written to.

    Raises:
        NotAllowed: it is the account of whoever asks, or somebody changed it meanwhile.
    """
    _not_own(who, user)
    kept = User.objects.select_for_update().get(pk=user.pk)
    if version != version_of(kept):
        raise NotAllowed(_changed(kept))
    User.objects.filter(pk=user.pk).update(name=name.strip(), language=language)
    note(who, "account.changed", right=Right.GRANT, subject=name_of(user))


def version_of(user: User) -> str:
    """What tells that an account changed since its form was shown."""
    return hashlib.sha256(f"{user.name}\0{user.language}".encode()).hexdigest()[:16]


@transaction.atomic
def grant(who: Who, user: User, role: Role, unit: str) -> bool:
    """Give a role for a unit, or for the institute.

    Returns:
        False when they had it already.

    Raises:
        NotAllowed: it would be one's own, or the role and the unit do not go together.
    """
    may_grant(who, user, role, unit)
    _, is_new = Membership.objects.get_or_create(user=user, role=role.value, unit=unit)
    if is_new:
        note(who, "right.granted", right=Right.GRANT, unit=unit, subject=name_of(user), role=role.value)
    return is_new


def may_grant(who: Who, user: User | None, role: Role, unit: str) -> None:
    """Hold a role that is about to be given against the rules.

    Raises:
        NotAllowed: it would be one's own, or the role and the unit do not go together.
    """
    if user is not None:
        _not_own(who, user)
    if not is_unit(unit):
        raise NotAllowed(_NO_UNIT)
    if role in OF_THE_INSTITUTE and unit != INSTITUTE:
        raise NotAllowed(_of_the_institute(role))


@transaction.atomic
def withdraw(who: Who, membership: Membership) -> None:
    """Take a role back.

    Raises:
        NotAllowed: it is one's own, or nobody would be left to keep accounts.
    """
    _not_own(who, membership.user)
    if Role(membership.role) in KEEPERS:
        _somebody_left([membership.pk])
    membership.delete()
    note(
        who,
        "right.revoked",
        right=Right.GRANT,
        unit=membership.unit,
        subject=name_of(membership.user),
        role=membership.role,
    )


@transaction.atomic
def close_account(who: Who, user: User) -> None:
    """Close an account: it signs in no more, at once, and its roles stay written.

    Raises:
        NotAllowed: it is one's own, or nobody would be left to keep accounts.
    """
    _not_own(who, user)
    _somebody_left(user.memberships.values_list("pk", flat=True))
    User.objects.filter(pk=user.pk).update(is_active=False)
    note(who, "account.closed", right=Right.GRANT, subject=name_of(user))


@transaction.atomic
def open_account(who: Who, user: User) -> None:
    """Open an account again, with the roles it had.

    Raises:
        NotAllowed: it is one's own.
    """
    _not_own(who, user)
    User.objects.filter(pk=user.pk).update(is_active=True)
    note(who, "account.opened", right=Right.GRANT, subject=name_of(user))


@transaction.atomic
def forget_proofs(who: Who, user: User) -> None:
    """Forget the second factor and the federations of somebody who lost them; they set them up again.

    Raises:
        NotAllowed: it is one's own account.
    """
    _not_own(who, user)
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    note(who, "account.proofs-forgotten", right=Right.GRANT, subject=name_of(user))


def invite(request: HttpRequest, who: Who, user: User) -> None:
    """Write to somebody the link with which they choose their password, once, within three days.

    The link goes to their address and is shown to nobody: who keeps accounts never opens them.

    Raises:
        NotAllowed: the mail server does not take the letter.
    """
    context = {"user": user, "link": request.build_absolute_uri(password_link(user))}
    with translation.override(user.language or translation.get_language()):
        try:
            get_adapter(request).send_mail("account/email/invitation", user.email, context)
        except OSError as error:
            raise NotAllowed(_NO_LETTER) from error
    with transaction.atomic():
        note(who, "account.invited", right=Right.GRANT, subject=name_of(user))


def password_link(user: User) -> str:
    """The address of the page where an account chooses its password, once."""
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@transaction.atomic
def first_administrator(email: str) -> str:
    """Make the account that makes all others, and give the address where it chooses its password.

    Raises:
        NotAllowed: somebody keeps accounts already.
    """
    if _keepers().exclude(user__email=email.lower()).exclude(user__is_demo=True).exists():
        raise NotAllowed(_NOT_FIRST)
    user = User.objects.filter(email=email.lower()).first() or make_account(NOBODY, email)
    grant(NOBODY, user, Role.ADMINISTRATOR, INSTITUTE)
    return password_link(user)


def _keepers() -> QuerySet[Membership]:
    return Membership.objects.filter(role__in=KEEPERS, user__is_active=True)


def _somebody_left(gone: Iterable[int]) -> None:
    # Locked, so that of two administrators who remove each other one is refused.
    kept = {one.pk for one in _keepers().select_for_update()}
    if kept and not kept - set(gone):
        raise NotAllowed(_LAST)


def _not_own(who: Who, user: User) -> None:
    if who.name == name_of(user):
        raise NotAllowed(_OWN)


def _changed(user: User) -> Text:
    tongue = dict(User._meta.get_field("language").choices).get(user.language, "–")
    return Text(
        f"Quelqu’un a modifié ce compte pendant que vous l’aviez sous les yeux. Il porte maintenant\u00a0: "
        f"{user.name or '–'}, {tongue}. Rien de ce que vous avez saisi n’a été enregistré.",
        f"Somebody changed this account while you had it before you. It now reads: {user.name or '–'}, "
        f"{tongue}. Nothing of what you typed was saved.",
    )


OF_THE_INSTITUTE = frozenset({Role.DIRECTORATE, Role.MINISTRY, Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles whose rights reach every unit: giving them for one school would say less than they do."""


def _of_the_institute(role: Role) -> Text:
    whole, said = unit_label(INSTITUTE), ROLES[role]
    return Text(
        f"Le rôle «\u00a0{said.fr}\u00a0» porte sur toutes les unités\u00a0: il se donne pour {whole.fr}.",
        f"The role “{said.en}” reaches every unit: it is given for {whole.en}.",
    )


_TAKEN = Text(
    "Un compte porte déjà cette adresse. Cherchez-le dans la liste\u00a0: il est peut-être fermé.",
    "An account has this address already. Look for it in the list: it may be closed.",
)
_NO_UNIT = Text("Cette unité n’est pas dans le dossier.", "This unit is not in the dossier.")
_OWN = Text(
    "On ne change pas son propre compte\u00a0: demandez-le à quelqu’un d’autre qui gère les comptes.",
    "Nobody changes their own account: ask somebody else who manages accounts.",
)
_LAST = Text(
    "C’est le dernier compte ouvert qui gère les comptes. Donnez d’abord ce rôle à quelqu’un d’autre.",
    "This is the last open account that manages accounts. Give that role to somebody else first.",
)
_NO_LETTER = Text(
    "La lettre n’est pas partie\u00a0: le serveur de messagerie ne répond pas. Le compte est ouvert\u00a0; "
    "renvoyez le lien plus tard.",
    "The letter has not left: the mail server does not answer. The account is open; send the link again "
    "later.",
)
_NOT_FIRST = Text(
    "Quelqu’un gère déjà les comptes\u00a0: demandez-lui d’en ouvrir un.",
    "Somebody manages accounts already: ask them to open one.",
)
