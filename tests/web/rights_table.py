"""Who may have each page: one line for each address and method, held against the site by the walk.

A line reads ``name METHOD roles options``. Roles, by letter:

    D steering directorate   d school director   s data steward   c management controller
    m ministry reader        a auditor           k administrator

``s`` may, whatever the unit; ``s=`` may for a unit of theirs, and is refused for another. Who is not named is
refused. In place of letters: ``everybody`` (signed in or not), ``signed`` (whoever is signed in), ``nobody``.

Options: ``ok=302`` the answer to who may (200 unless said, several with a bar: ``ok=200|409``); ``no=404``
the answer to whose role is not named, ``other=404`` the answer to whose unit is another (403 unless said). A
method that has no line must not be answered.

Addresses with parameters take them from ``EXAMPLES`` by the name of the address, else from ``PARAMETERS`` by
the name of the parameter. They name things of the unit *north*. Forms are sent with ``FORMS``, empty unless
said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jalon.infocentre.deliveries import Ledger
from jalon.web.accounts.models import Membership, User
from jalon.web.campaigns.models import (
    Action,
    Campaign,
    CampaignState,
    Explanation,
    OverrideRequest,
    Return,
    Upload,
)
from jalon.web.desk import desk
from jalon.web.jobs.models import Job
from jalon.web.members.keeping import version_of
from jalon.web.rights.roles import Role

TABLE = """
language                       POST  everybody   ok=302
health                         GET   everybody
search                         GET   signed      ok=200|403

figures:home                   GET   D d s c m a
figures:objective              GET   D d s c m a
figures:indicators             GET   D d s c m a
figures:indicator              GET   D d s c m a
figures:units                  GET   D d s c m a
figures:unit                   GET   D d s c m a
figures:figure                 GET   D d s c m a
figures:origin                 GET   D d s c a
figures:rows                   GET   s c a
figures:row                    GET   s= c= a         other=404
figures:coherence              GET   D d s c a
figures:vintages               GET   D d s c m a
figures:vintages               POST  D
figures:vintage                GET   D d s c m a     ok=404
figures:write-review           POST  D               ok=404
figures:review                 GET   D d s c m a     ok=404
figures:compare                GET   D d s c m a
figures:behind                 GET   s c a           ok=404

contract:read                  GET   D d s c m a
contract:edit                  GET   D
contract:thing                 GET   D
contract:thing                 POST  D
contract:check-thing           POST  D
contract:add                   GET   D
contract:add                   POST  D
contract:check-new             POST  D
contract:review                GET   D
contract:save                  POST  D               ok=302
contract:take-up               POST  D               ok=302
contract:drop                  POST  D               ok=404
contract:discard               POST  D               ok=302
contract:compute               POST  D c             ok=302

campaigns:list                 GET   D d s c a
campaigns:campaign             GET   D d s c a
campaigns:make                 GET   D
campaigns:make                 POST  D               ok=409
campaigns:edit                 GET   D
campaigns:edit                 POST  D               ok=409
campaigns:change-state         POST  D               ok=302
campaigns:reminders            GET   D
campaigns:send-reminders       POST  D               ok=302
campaigns:deliveries           GET   D d= s= c= a
campaigns:delivery             GET   D d= s= c= a    other=404
campaigns:not-taken            GET   D d= s= c= a    ok=404 other=404
campaigns:upload               GET   D d= s= c= a    other=404
campaigns:send-again           POST  s=              ok=302 other=404
campaigns:unit                 GET   D d= s= c= a
campaigns:sign                 POST  D d= s=         ok=404
campaigns:back                 POST  D d=            ok=302
campaigns:send                 GET   s=
campaigns:send                 POST  s=              ok=409
campaigns:fetch                POST  s=              ok=302
campaigns:grid                 GET   s=
campaigns:grid                 POST  s=              ok=200|302|409
campaigns:absence              GET   D d= s= c= a
campaigns:absence              POST  s=              ok=200|302
campaigns:ask-override         GET   s=              ok=404
campaigns:ask-override         POST  s=              ok=404
campaigns:decide-override      POST  D d=            ok=302 other=404
campaigns:choose-figure        GET   D d= s= c= a    ok=302
campaigns:explanations         GET   D d s c a
campaigns:explanations         POST  D d= s= c=      ok=409
campaigns:add-action           POST  D d= s= c=      ok=302
campaigns:accept-explanation   POST  D d=            ok=302 other=404
campaigns:finish-action        POST  D d= s= c=      ok=302 other=404

catalogue:home                 GET   D d s c a
catalogue:entity               GET   D d s c a
catalogue:source               GET   D d s c a
catalogue:feeds                GET   D d s c a
catalogue:quality              GET   D d s c a
catalogue:dictionary           GET   D d s c a
catalogue:dictionary-file      GET   D d s c a
catalogue:register             GET   D d s c a
catalogue:register-file        GET   D d s c a
journal:list                   GET   D a k
journal:export                 GET   D a k
journal:verify                 GET   D a k
jobs:job                       GET   D d= s= c= a    no=404 other=404

api:about                      GET   D d s c m a
api:tokens                     GET   D d s c m a
api:tokens                     POST  D d s c m a     ok=422
api:revoke                     POST  D d s c m a     ok=404
api:openapi                    GET   everybody

members:list                   GET   k
members:new                    GET   k
members:new                    POST  k           ok=422
members:account                GET   k
members:change                 POST  k           ok=302
members:grant                  POST  k           ok=302
members:withdraw               POST  k           ok=302
members:invite                 POST  k           ok=302
members:close                  POST  k           ok=302
members:reopen                 POST  k           ok=302
members:forget                 POST  k           ok=302
"""

ACCOUNTS = """
account_login                           everybody
account_logout                          signed
account_inactive                        everybody
account_reauthenticate                  signed
account_change_password                 signed
account_change_password_here            signed
account_set_password                    signed
account_reset_password                  everybody
account_reset_password_done             everybody
account_reset_password_from_key         everybody
account_reset_password_from_key_done    everybody
mfa_index                               signed
mfa_authenticate                        nobody
mfa_reauthenticate                      signed
mfa_activate_totp                       signed
mfa_deactivate_totp                     signed
mfa_view_recovery_codes                 signed
mfa_generate_recovery_codes             signed
mfa_download_recovery_codes             signed
socialaccount_connections               signed
socialaccount_login_cancelled           everybody
socialaccount_login_error               everybody
socialaccount_signup                    nobody
cas_ask                                 nobody
cas_back                                nobody
demo_enter                              nobody
account_signup                          nobody
account_email                           nobody
account_email_verification_sent         nobody
account_confirm_email                   nobody
account_confirm_login_code              nobody
account_request_reauthentication_code   nobody
account_confirm_reauthentication_code   nobody
"""
"""Pages about one's own account: whom a plain request may show them to. No role has a part in it."""

GROUPS = ("admin:", "api:v1:")
"""Names that are walked elsewhere: the administration apart, the interface for programs by its own tests."""


def _return() -> Return:
    """What North owes in a campaign that is open."""
    told = {
        "opens": date(2023, 1, 1),
        "due": date(2099, 1, 1),
        "periods": ["2022"],
        "state": CampaignState.OPEN,
    }
    found, _ = Campaign.objects.get_or_create(slug="annual", defaults=told)
    return Return.objects.get_or_create(campaign=found, unit="north")[0]


def _named(name: str) -> Callable[[], Mapping[str, object]]:
    """Other parameters by their names, once the campaign is there."""

    def example() -> Mapping[str, object]:
        _return()
        wanted = {"campaign": "annual", "unit": "north", "source": "survey", "period": "2022", "rule": "jump"}
        return {one: wanted[one] for one in name.split()}

    return example


def _delivery() -> str:
    """A file received from North."""
    return next(one.id for one in Ledger(desk().workspace()) if one.feed == "students/north")


def _about() -> dict[str, object]:
    return {"indicator": "students", "unit": "north", "period": "2022"}


def _upload() -> Mapping[str, object]:
    return {"number": Upload.objects.create(of=_return(), kind="file", source="students", feed="x").pk}


def _override() -> Mapping[str, object]:
    told = {"rule": "x", "unit": "north", "period": "2022", "source": "students", "because": "x"}
    made = OverrideRequest.objects.create(of=_return(), delivery="x", measured="1", value="1", **told)
    return {"number": made.pk}


def _explanation() -> Mapping[str, object]:
    return {"number": Explanation.objects.create(**_about(), version=1, text="x").pk}


def _action() -> Mapping[str, object]:
    made = Action.objects.create(**_about(), text="x", owner="x", due=date(2099, 1, 1))
    return {"number": made.pk}


def _user() -> User:
    return User.objects.get_or_create(email="subject@example.org", defaults={"name": "Subject"})[0]


def _membership() -> Membership:
    return Membership.objects.get_or_create(user=_user(), role=Role.STEWARD.value, unit="north")[0]


_OF_A_THING = ("thing", "check-thing", "drop")

PARAMETERS: Mapping[str, str] = {
    "unit": "north",
    "objective": "more-students",
    "indicator": "students",
    "entity": "student",
    "source": "students",
    "period": "2022",
    "name": "none",
    "file": "none",
    "number": "0",
    "uidb36": "1",
    "key": "key",
}

EXAMPLES: Mapping[str, Callable[[], Mapping[str, object]]] = {
    "figures:row": lambda: {"delivery": _delivery(), "line": 2},
    "campaigns:delivery": lambda: {"delivery": _delivery()},
    "campaigns:not-taken": lambda: {"delivery": _delivery()},
    **{f"campaigns:{name}": _named("campaign") for name in ("campaign", "edit", "change-state")},
    **{f"campaigns:{name}": _named("campaign unit") for name in ("unit", "sign", "back")},
    **{f"campaigns:{name}": _named("campaign unit source") for name in ("send", "fetch", "grid")},
    "campaigns:absence": _named("campaign unit source period"),
    "campaigns:ask-override": _named("campaign unit rule period"),
    **{f"contract:{name}": lambda: {"what": "target", "name": "students-2025"} for name in _OF_A_THING},
    **{f"contract:{name}": lambda: {"what": "target"} for name in ("add", "check-new")},
    "campaigns:upload": _upload,
    "campaigns:send-again": _upload,
    "campaigns:decide-override": _override,
    "campaigns:accept-explanation": _explanation,
    "campaigns:finish-action": _action,
    "jobs:job": lambda: {"number": Job.objects.create(kind="load", unit="north").pk},
    "members:withdraw": lambda: {"number": _user().pk, "membership": _membership().pk},
    **{
        f"members:{name}": lambda: {"number": _user().pk}
        for name in ("account", "change", "grant", "invite", "close", "reopen", "forget")
    },
}

FORMS: Mapping[str, Callable[[], Mapping[str, object]]] = {
    "members:grant": lambda: {"role": "director", "unit": "north"},
    "members:change": lambda: {"name": "Name", "language": "fr", "version": version_of(_user())},
}
