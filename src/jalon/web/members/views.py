"""Pages about accounts: who may sign in, in which roles."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jalon.kernel.texts import Text
from jalon.web.accounts.models import Membership, User
from jalon.web.desk import is_unit, unit_label
from jalon.web.members import keeping
from jalon.web.members.forms import AccountForm, NewAccountForm, RoleForm
from jalon.web.rights.pages import needs
from jalon.web.rights.roles import ROLES, Right, Role
from jalon.web.site.asking import Request, language


@needs(Right.GRANT)
@require_GET
def accounts(request: Request) -> HttpResponse:
    """Every account, or those whose name, address, role or unit holds a word."""
    words = request.GET.get("find", "").strip()[:100]
    told = [(one, _roles(one)) for one in _matching(words)]
    return render(request, "members/list.html", {"accounts": told, "find": words})


@needs(Right.GRANT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Somebody new: an account, a first role, and the letter that invites them."""
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with transaction.atomic():
            user = keeping.make_account(
                request.who, told["email"], name=told["name"], language=told["language"]
            )
            keeping.grant(request.who, user, Role(told["role"]), told["unit"])
        return _done(request, user, lambda: keeping.invite(request, request.who, user), _INVITED)
    return render(request, "members/new.html", {"form": form}, status=422 if form.errors else 200)


@needs(Right.GRANT)
@require_GET
def account(request: Request, number: int) -> HttpResponse:
    """An account with its roles, and what may be done with it."""
    user = get_object_or_404(_accounts(), pk=number)
    return _page(request, user, RoleForm(), _form_of(user))


@needs(Right.GRANT)
@require_POST
def change(request: Request, number: int) -> HttpResponse:
    """Change the name or the language of an account."""
    user, form = get_object_or_404(_accounts(), pk=number), AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, user, RoleForm(), form, status=422)
    told = form.cleaned_data

    def save() -> None:
        keeping.change_account(
            request.who, user, name=told["name"], language=told["language"], version=told["version"]
        )

    return _done(request, user, save, _CHANGED)


@needs(Right.GRANT)
@require_POST
def grant(request: Request, number: int) -> HttpResponse:
    """Give a role."""
    user, form = get_object_or_404(_accounts(), pk=number), RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, user, form, _form_of(user), status=422)
    role, unit = Role(form.cleaned_data["role"]), form.cleaned_data["unit"]
    return _done(request, user, lambda: keeping.grant(request.who, user, role, unit), _GRANTED)


@needs(Right.GRANT)
@require_POST
def withdraw(request: Request, number: int, membership: int) -> HttpResponse:
    """Take a role back."""
    found = get_object_or_404(Membership.objects.select_related("user"), pk=membership, user__pk=number)
    return _done(request, found.user, lambda: keeping.withdraw(request.who, found), _WITHDRAWN)


@needs(Right.GRANT)
@require_POST
def invite(request: Request, number: int) -> HttpResponse:
    """Send the letter with which somebody chooses a password."""
    user = get_object_or_404(User, pk=number, is_active=True)
    return _done(request, user, lambda: keeping.invite(request, request.who, user), _INVITED)


@needs(Right.GRANT)
@require_POST
def close(request: Request, number: int) -> HttpResponse:
    """Close an account."""
    user = get_object_or_404(User, pk=number)
    return _done(request, user, lambda: keeping.close_account(request.who, user), _CLOSED)


@needs(Right.GRANT)
@require_POST
def reopen(request: Request, number: int) -> HttpResponse:
    """Open it again."""
    user = get_object_or_404(User, pk=number)
    return _done(request, user, lambda: keeping.open_account(request.who, user), _OPENED)


@needs(Right.GRANT)
@require_POST
def forget(request: Request, number: int) -> HttpResponse:
    """Forget the second factor of somebody who lost it."""
    user = get_object_or_404(User, pk=number)
    return _done(request, user, lambda: keeping.forget_proofs(request.who, user), _FORGOTTEN)


def _done(request: Request, user: User, act: Callable[[], object], said: Text) -> HttpResponse:
    """Do it, or say which rule forbids it; the page of the account either way."""
    try:
        act()
    except keeping.NotAllowed as problem:
        messages.error(request, problem.text.say(language()))
    else:
        messages.success(request, said.say(language()))
    return redirect("members:account", number=user.pk)


def _page(
    request: Request, user: User, role_form: RoleForm, form: AccountForm, status: int = 200
) -> HttpResponse:
    told = {
        "account": user,
        "roles": _roles(user),
        "role_form": role_form,
        "form": form,
        "is_own": user.pk == request.user.pk,
    }
    return render(request, "members/account.html", told, status=status)


def _form_of(user: User) -> AccountForm:
    told = {"name": user.name, "language": user.language or "fr", "version": keeping.version_of(user)}
    return AccountForm(initial=told)


def _accounts() -> QuerySet[User]:
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return User.objects.annotate(has_factor=Exists(factor)).prefetch_related("memberships").order_by("email")


def _matching(words: str) -> list[User]:
    """A role or a unit is found by its name in the reader's language, which the database does not hold."""
    if not words:
        return list(_accounts())
    wanted = words.casefold()
    by_name = Q(name__icontains=words) | Q(email__icontains=words)
    named = set(User.objects.filter(by_name).values_list("pk", flat=True))
    return [one for one in _accounts() if one.pk in named or wanted in _line(one)]


def _line(user: User) -> str:
    return " ".join(f"{role} {unit}" for _, role, unit in _roles(user)).casefold()


def _roles(user: User) -> list[tuple[int, str, str]]:
    """Each role with the unit it is for; a unit that left the dossier keeps its identifier."""
    mine = language()
    return [
        (
            one.pk,
            ROLES[Role(one.role)].say(mine),
            unit_label(one.unit).say(mine) if is_unit(one.unit) else one.unit,
        )
        for one in user.memberships.all()
    ]


_INVITED = Text(
    "Une lettre est partie à cette adresse, avec le lien pour choisir un mot de passe. Il sert une fois, "
    "pendant trois jours.",
    "A letter has left for this address, with the link to choose a password. It works once, for three days.",
)
_CHANGED = Text("Le compte est modifié.", "The account is changed.")
_GRANTED = Text("Le rôle est donné. Il vaut dès maintenant.", "The role is given. It holds from now on.")
_WITHDRAWN = Text(
    "Le rôle est retiré. Il ne vaut plus rien.", "The role is withdrawn. It gives nothing any more."
)
_CLOSED = Text("Le compte est fermé, ses sessions aussi.", "The account is closed, and so are its sessions.")
_OPENED = Text("Le compte est de nouveau ouvert.", "The account is open again.")
_FORGOTTEN = Text(
    "La double authentification et les liens avec une fédération sont oubliés\u00a0: le compte les "
    "remettra en place.",
    "Two-factor sign-in and links with a federation are forgotten: the account sets them up again.",
)
