"""Django's administration, for accounts and their roles only, under the same rules as our own pages."""

from __future__ import annotations

from typing import Any  # what Django's administration takes

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest

from jalon.web.accounts.models import Membership, User
from jalon.web.members import keeping
from jalon.web.rights.decide import NOBODY, Who
from jalon.web.rights.roles import Right, Role
from jalon.web.site.asking import language


class AccountsAdmin(admin.AdminSite):
    """Open to who may manage accounts, as the doorkeeper makes sure: nobody signs in here."""

    site_header = site_title = "Jalon"
    index_title = "Comptes / Accounts"

    def has_permission(self, request: HttpRequest) -> bool:
        """The right decides, not a flag of the account."""
        return _who(request).may(Right.GRANT)


def _who(request: HttpRequest) -> Who:
    who = getattr(request, "who", NOBODY)
    return who if isinstance(who, Who) else NOBODY


class _ByRight(admin.ModelAdmin):
    """Permissions from the right to manage accounts. Nothing is deleted in bulk."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _who(request).may(Right.GRANT)

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        del obj
        return _who(request).may(Right.GRANT)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _who(request).may(Right.GRANT)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        del request, obj
        return False


class UserAdmin(_ByRight):
    """Accounts are seen and made here; they are closed, never deleted: the journal names them."""

    fields = ("email", "name", "language")
    list_display = ("email", "name", "is_active", "last_login")
    list_filter = ("is_active",)
    search_fields = ("email", "name")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Make it as our own page does."""
        del form, change
        made = keeping.make_account(_who(request), obj.email, name=obj.name, language=obj.language)
        obj.pk = made.pk
        try:
            keeping.invite(request, _who(request), made)
        except keeping.NotAllowed as problem:
            messages.warning(request, problem.text.say(language()))


class MembershipForm(forms.ModelForm):
    """A role, held against the rules before it is given."""

    who: Who = NOBODY

    def clean(self) -> dict[str, Any]:
        """Say which rule forbids it."""
        told = super().clean() or {}
        if {"user", "role", "unit"} <= told.keys():
            try:
                keeping.may_grant(self.who, told["user"], Role(told["role"]), told["unit"])
            except keeping.NotAllowed as problem:
                raise forms.ValidationError(problem.text.say(language())) from problem
        return told


class MembershipAdmin(_ByRight):
    """Roles are given and withdrawn, never changed."""

    form = MembershipForm
    list_display = ("user", "role", "unit")
    list_filter = ("role", "unit")
    search_fields = ("user__email", "user__name")

    def get_form(self, request: HttpRequest, obj: object = None, change: bool = False, **kwargs: Any) -> Any:
        """A form that knows who asks."""
        made = super().get_form(request, obj, change=change, **kwargs)
        return type("Asked", (made,), {"who": _who(request)})

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Give it as our own page does."""
        del form, change
        keeping.grant(_who(request), obj.user, Role(obj.role), obj.unit)
        obj.pk = Membership.objects.get(user=obj.user, role=obj.role, unit=obj.unit).pk


accounts_admin = AccountsAdmin(name="admin")
accounts_admin.register(User, UserAdmin)
accounts_admin.register(Membership, MembershipAdmin)
