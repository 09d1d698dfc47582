"""Who may have each page: one line for each address and method, held against the site by the walk.

A line reads ``name METHOD roles options``. Roles, by letter:

    D steering directorate   d school director   s data steward   c management controller
    m ministry reader        a auditor           k administrator

``s`` may, whatever the unit; ``s=`` may for a unit of theirs, and is refused for another. Who is not named is
refused. In place of letters: ``everybody`` (signed in or not), ``signed`` (whoever is signed in), ``nobody``.

Options: ``ok=302`` the answer to who may (200 unless said, several with a bar: ``ok=200|409``); ``no=404``
the answer to whose role is not named (403 unless said); ``other=404`` the answer to whose unit is another
(403 unless said). A method that has no line must not be answered.

Addresses with parameters take them from ``EXAMPLES`` by the name of the address, else from ``PARAMETERS`` by
the name of the parameter. They name things of the unit *north*. Forms are sent with ``FORMS``,
empty unless said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from jalon.web.accounts.models import Membership, User
from jalon.web.campaigns.models import Campaign
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
figures:coherence              GET   D d s c a
figures:vintages               GET   D d s c m a

figures:figure                 GET   D d s c m a  ok=200|404
figures:origin                 GET   D d s c a
figures:rows                   GET   s c a           ok=200|403|404
figures:row                    GET   s c a           ok=200|403|404
figures:vintage                GET   D d s c m a     ok=404
figures:write-review           POST  D               ok=404|302
figures:review                 GET   D d s c m a     ok=404
figures:compare                GET   D d s c m a     ok=200|404
figures:behind                 GET   s c a           ok=200|404

campaigns:list                 GET   D d s c a
campaigns:make                 GET   D
campaigns:make                 POST  D               ok=200|409|422
campaigns:edit                 GET   D
campaigns:edit                 POST  D               ok=200|409|422|302
campaigns:change-state         POST  D               ok=302
campaigns:reminders            GET   D
campaigns:send-reminders       POST  D               ok=302
campaigns:campaign             GET   D d s c a
campaigns:unit                 GET   D d= s= c= a
campaigns:deliveries           GET   D d= s= c= a
campaigns:choose-figure        GET   D d= s= c= a    ok=200|302
campaigns:explanations         GET   D d s c a
campaigns:sign                 POST  D d= s=         ok=302|409|403|404
campaigns:send                 GET   s=
campaigns:grid                 GET   s=
campaigns:absence              GET   D d= s= c= a
campaigns:absence              POST  s=              ok=302|422|200|404
campaigns:back                 POST  D d=            ok=302|409|403|404|422|200
campaigns:grid                 POST  s=              ok=200|302|409|422
campaigns:send                 POST  s=              ok=200|302|409|422
campaigns:fetch                POST  s=              ok=302|404|409|422
campaigns:ask-override         GET   s=              ok=200|404
campaigns:ask-override         POST  s=              ok=200|404|302|422
campaigns:explanations         POST  D d= s= c=      ok=200|302|409|422|404
campaigns:add-action           POST  D d= s= c=      ok=200|302|409|422|404
campaigns:finish-action        POST  D d s c         ok=404
campaigns:accept-explanation   POST  D d             ok=404
campaigns:decide-override      POST  D d             ok=404
campaigns:delivery             GET   D d s c a       ok=404
campaigns:upload               GET   D d s c a       ok=404
campaigns:send-again           POST  s               ok=404
journal:export                 GET   D a k
journal:verify                 GET   D a k

contract:read                  GET   D d s c m a
catalogue:home                 GET   D d s c a
catalogue:entity               GET   D d s c a    ok=302
journal:list                   GET   D a k
jobs:job                       GET   D d= s= c= a    no=404 other=404

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

GROUPS = ("admin:", "api")
"""Names that a room of their own holds: the administration (walked apart), the API (walked by its schema)."""


def _user() -> User:
    return User.objects.get_or_create(email="subject@example.org", defaults={"name": "Subject"})[0]


def _membership() -> Membership:
    return Membership.objects.get_or_create(user=_user(), role=Role.STEWARD.value, unit="north")[0]


PARAMETERS: Mapping[str, str] = {
    "unit": "north",
    "objective": "more-students",
    "indicator": "students",
    "entity": "student",
    "period": "2022",
    "uidb36": "1",
    "key": "key",
    "name": "none",
    "file": "none",
    "delivery": "none",
    "line": "1",
    "number": "999999",
    "source": "survey",
    "rule": "none",
}


def _campaign() -> str:
    """An open campaign, by its name."""
    years = {"opens": date(2023, 1, 1), "due": date(2099, 1, 1), "periods": ["2022", "2023"]}
    told = {"name_fr": "Annuelle", "name_en": "Annual", "state": "open", **years}
    return str(Campaign.objects.get_or_create(slug="annual", defaults=told)[0].slug)


def _of_campaign(**more: str) -> Callable[[], Mapping[str, object]]:
    return lambda: {"campaign": _campaign(), **more}


_AT_NORTH = {name: {} for name in ("unit", "sign", "back")}
_AT_NORTH |= {name: {"source": "survey"} for name in ("send", "fetch", "grid")}
_AT_NORTH |= {
    "absence": {"source": "survey", "period": "2023"},
    "ask-override": {"rule": "none", "period": "2022"},
}

EXAMPLES: Mapping[str, Callable[[], Mapping[str, object]]] = {
    **{f"campaigns:{name}": _of_campaign() for name in ("campaign", "edit", "change-state")},
    **{f"campaigns:{name}": _of_campaign(unit="north", **more) for name, more in _AT_NORTH.items()},
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
