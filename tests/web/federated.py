"""Trials of federations, run in a process whose settings turn one on: ``python -m web.federated NAME``.

Each prints nothing and ends well, or fails as a test does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, urlsplit

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client

EMAIL = "known@example.org"


def ready() -> None:
    """The site with the tables of its federation, and an account that has a role."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "jalon.web.settings"
    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    from web.signing import account

    account(EMAIL)


def browser() -> Client:
    said = {"accept-language": "en", "host": "localhost"}
    return Client(headers=said, raise_request_exception=False)


def leads_to(client: Client, action: str) -> tuple[str, dict[str, str]]:
    """Press the button of a federation: where the browser is sent, with which parameters."""
    page = client.get("/accounts/login/").content.decode()
    assert f'action="{action}' in page, page
    answer = client.post(next(one for one in page.split('"') if one.startswith(action)))
    assert answer.status_code == 302, answer.content
    assert_policy_allows(client, answer["Location"])
    parts = urlsplit(answer["Location"])
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


def assert_policy_allows(client: Client, address: str) -> None:
    """A form that is sent on to a federation takes a policy that names it."""
    policy = client.get("/accounts/login/")["Content-Security-Policy"]
    parts = urlsplit(address)
    allowed = next(one for one in policy.split("; ") if one.startswith("form-action"))
    assert f"{parts.scheme}://{parts.netloc}" in allowed, allowed


def assert_in(client: Client) -> None:
    from web.signing import is_in

    assert is_in(client)


def assert_out(client: Client, answer: object, words: str) -> None:
    from jalon.web.accounts.models import User
    from web.signing import is_in

    assert not is_in(client)
    if answer.status_code == 302:
        answer = client.get(answer["Location"], follow=True)
    assert words in answer.content.decode(), (answer.status_code, answer.content.decode())
    assert User.objects.count() == 1, "a federation makes no account"


TRIALS: dict[str, Callable[[], None]] = {}


def trial(function: Callable[[], None]) -> Callable[[], None]:
    TRIALS[function.__name__] = function
    return function


@contextmanager
def oidc() -> Iterator[object]:
    from web.oidcserver import CLIENT, SECRET, provider

    with provider() as found:
        os.environ |= {
            "JALON_OIDC_ISSUER": found.address,
            "JALON_OIDC_CLIENT_ID": CLIENT,
            "JALON_OIDC_CLIENT_SECRET": SECRET,
            "JALON_OIDC_NAME": "My institution",
        }
        found.claims = {"sub": "123", "email": EMAIL, "email_verified": True}
        ready()
        yield found


def through_oidc(client: Client, found: object) -> object:
    _, query = leads_to(client, "/accounts/oidc/oidc/login/")
    back = urlsplit(found.authorize(query))
    return client.get(f"{back.path}?{back.query}")


@trial
def oidc_opens_the_account_of_a_verified_address() -> None:
    os.environ["JALON_OIDC_TRUSTED"] = "1"
    with oidc() as found:
        client = browser()
        through_oidc(client, found)
        assert_in(client)
        found.claims = {"sub": "123", "email": "renamed@example.org", "email_verified": True}
        again = browser()
        through_oidc(again, found)
        assert_in(again)  # by the identity that was linked, whatever its address now


@trial
def oidc_makes_no_account() -> None:
    os.environ["JALON_OIDC_TRUSTED"] = "1"
    with oidc() as found:
        found.claims = {"sub": "9", "email": "stranger@example.org", "email_verified": True}
        client = browser()
        assert_out(client, through_oidc(client, found), "No account is open to you")


@trial
def oidc_is_not_believed_about_an_address_that_it_has_not_verified() -> None:
    os.environ["JALON_OIDC_TRUSTED"] = "1"
    with oidc() as found:
        found.claims = {"sub": "9", "email": EMAIL, "email_verified": False}
        client = browser()
        assert_out(client, through_oidc(client, found), "No account is open to you")


@trial
def oidc_that_is_not_trusted_is_linked_by_who_is_signed_in() -> None:
    with oidc() as found:
        client = browser()
        assert_out(client, through_oidc(client, found), "No account is open to you")
        from web.signing import enter

        mine = browser()
        enter(mine, EMAIL)
        page = mine.get("/accounts/3rdparty/").content.decode()
        action = next(one for one in page.split('"') if one.startswith("/accounts/oidc/oidc/login/"))
        answer = mine.post(action.replace("&amp;", "&"))
        back = urlsplit(found.authorize(dict(parse_qsl(urlsplit(answer["Location"]).query))))
        mine.get(f"{back.path}?{back.query}")
        again = browser()
        through_oidc(again, found)
        assert_in(again)


@trial
def oidc_answers_only_to_the_browser_that_asked() -> None:
    os.environ["JALON_OIDC_TRUSTED"] = "1"
    with oidc() as found:
        asker, victim = browser(), browser()
        _, query = leads_to(asker, "/accounts/oidc/oidc/login/")
        back = urlsplit(found.authorize(query))
        assert_out(victim, victim.get(f"{back.path}?{back.query}"), "did not succeed")


@trial
def oidc_asks_for_the_second_factor_too() -> None:
    os.environ["JALON_OIDC_TRUSTED"] = "1"
    with oidc() as found:
        from totp import code
        from web.signing import confirm, enter, is_in, secret_in

        mine = browser()
        enter(mine, EMAIL)
        confirm(mine)
        secret = secret_in(mine.get("/accounts/2fa/totp/activate/").content.decode())
        mine.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
        client = browser()
        answer = through_oidc(client, found)
        assert "2fa/authenticate" in answer["Location"]
        assert not is_in(client)


@contextmanager
def cas() -> Iterator[object]:
    from web.casserver import server

    with server() as found:
        os.environ |= {"JALON_CAS_URL": found.address, "JALON_CAS_NAME": "My CAS"}
        ready()
        yield found


def through_cas(client: Client, found: object, **attributes: str) -> object:
    _, query = leads_to(client, "/accounts/cas/")
    back = urlsplit(found.ticket(query["service"], **attributes))
    return client.get(f"{back.path}?{back.query}")


@trial
def cas_opens_the_account_of_an_address() -> None:
    with cas() as found:
        client = browser()
        through_cas(client, found, mail="Known@Example.org")
        assert_in(client)
        assert "attributes" not in client.session, "nothing of what it says is kept"


@trial
def cas_makes_no_account() -> None:
    with cas() as found:
        client = browser()
        assert_out(
            client, through_cas(client, found, mail="stranger@example.org"), "No account is open to you"
        )


@trial
def cas_is_asked_about_every_ticket() -> None:
    with cas() as found:
        client = browser()
        _, query = leads_to(client, "/accounts/cas/")
        back = urlsplit(found.ticket(query["service"], mail=EMAIL))
        forged = client.get(f"{back.path}?{back.query}".replace("ticket=ST-", "ticket=ST-9"))
        assert_out(client, forged, "No account is open to you")
        victim = browser()
        assert_out(victim, victim.get(f"{back.path}?{back.query}"), "did not succeed")


@trial
def cas_does_not_open_a_closed_account() -> None:
    with cas() as found:
        from jalon.web.accounts.models import User

        User.objects.update(is_active=False)
        client = browser()
        assert_out(client, through_cas(client, found, mail=EMAIL), "No account is open to you")


@contextmanager
def saml(**given: str) -> Iterator[object]:
    from web.samlidp import Idp

    found = Idp()
    os.environ |= {"JALON_SAML_METADATA": str(found.metadata()), **given}
    ready()
    yield found


def through_saml(client: Client, found: object, change: Callable[[str], str] = str, **told: str) -> object:
    address, query = leads_to(client, "/accounts/saml/")
    assert address == found.address
    form = found.answer(query, change, **told)
    answer = client.post("/accounts/saml/idp-example-org/acs/", form)
    while answer.status_code == 302 and "acs/finish" in answer["Location"]:
        answer = client.get(answer["Location"])
    return answer


TRUSTED = {"JALON_SAML_TRUSTED": "1"}


@trial
def saml_opens_the_account_of_an_address() -> None:
    with saml(**TRUSTED) as found:
        client = browser()
        through_saml(client, found, mail=EMAIL)
        assert_in(client)
        again = browser()
        through_saml(again, found, mail="renamed@example.org")
        assert_in(again)  # by its eduPersonPrincipalName


@trial
def saml_makes_no_account() -> None:
    with saml(**TRUSTED) as found:
        client = browser()
        answer = through_saml(client, found, mail="stranger@example.org", name="other@idp")
        assert_out(client, answer, "No account is open to you")


@trial
def saml_that_is_not_trusted_opens_nothing_by_address() -> None:
    with saml() as found:
        client = browser()
        assert_out(client, through_saml(client, found, mail=EMAIL), "No account is open to you")


@trial
def saml_that_was_tampered_with_is_refused() -> None:
    with saml(**TRUSTED) as found:
        client = browser()
        answer = through_saml(
            client,
            found,
            lambda text: text.replace("stranger@example.org", EMAIL),
            mail="stranger@example.org",
        )
        assert_out(client, answer, "did not succeed")


@trial
def saml_that_nobody_signed_is_refused() -> None:
    with saml(**TRUSTED) as found:
        client = browser()
        cut = lambda text: text[: text.index("<ds:Signature")] + text[text.index("</ds:Signature>") + 15 :]  # noqa: E731
        assert_out(client, through_saml(client, found, cut, mail=EMAIL), "did not succeed")


@trial
def saml_signed_by_somebody_else_is_refused() -> None:
    from web.samlidp import Idp

    with saml(**TRUSTED) as found:
        found.key = Idp().key
        client = browser()
        assert_out(client, through_saml(client, found, mail=EMAIL), "did not succeed")


@trial
def saml_that_nobody_asked_for_is_refused() -> None:
    with saml(**TRUSTED) as found:
        client = browser()
        form = found.answer({}, str, mail=EMAIL, asked="_nobody")
        answer = client.post("/accounts/saml/idp-example-org/acs/", form, follow=True)
        assert_out(client, answer, "not open to you")


if __name__ == "__main__":
    TRIALS[sys.argv[1]]()
