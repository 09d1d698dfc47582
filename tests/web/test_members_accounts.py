"""Who keeps accounts makes them, gives roles and takes them back, under the same rules at every door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from jalon.web.accounts.models import Membership, User
from jalon.web.accounts.who import who_is
from jalon.web.journal.models import Noted
from jalon.web.members import keeping
from jalon.web.members.keeping import NotAllowed
from jalon.web.rights.decide import NOBODY
from jalon.web.rights.roles import Right, Role
from web import apart
from web.signing import account, choose_password, enter, is_in, link_in_last_letter

SignIn = Callable[..., Client]
NEW = {
    "email": "New@Example.org",
    "name": "Camille",
    "language": "fr",
    "role": "steward",
    "unit": "north",
}


@pytest.fixture(autouse=True)
def no_counts(db: None) -> None:
    cache.clear()


@pytest.fixture
def keeper(sign_in: SignIn) -> Client:
    """The browser of an administrator."""
    return sign_in(Role.ADMINISTRATOR)


def me() -> User:
    return User.objects.get(email="administrator.institute@example.org")


def kinds() -> list[str]:
    return list(Noted.objects.values_list("kind", flat=True))


def test_somebody_is_invited_chooses_a_password_and_enters(keeper: Client) -> None:
    answer = keeper.post("/members/new/", NEW, follow=True)
    page = answer.content.decode()
    assert "A letter has left" in page
    user = User.objects.get(email="new@example.org")
    assert [(one.role, one.unit) for one in user.memberships.all()] == [("steward", "north")]
    assert mail.outbox[0].to == ["new@example.org"]
    assert "Votre compte est ouvert" in mail.outbox[0].subject, "in their language, not the administrator's"
    link = link_in_last_letter()
    assert link not in page, "who keeps accounts never opens them"
    client, password = Client(), "ma phrase à moi, bien longue"
    assert not user.has_usable_password()
    choose_password(client, link, password)
    enter(client, user.email, password)
    assert is_in(client)
    assert kinds() == ["account.made", "right.granted", "account.invited"]


def test_the_journal_names_nobody(keeper: Client) -> None:
    keeper.post("/members/new/", NEW)
    for event in Noted.objects.all():
        told = f"{event.actor} {event.subject} {event.details}"
        assert "@" not in told
        assert "Camille" not in told
        assert event.role == "administrator"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "nobody"}, "valid email"),
        ({"email": "administrator.institute@example.org"}, "An account has this address"),
        ({"role": "king"}, "king"),
        ({"unit": "east"}, "east"),
        ({"role": "auditor", "unit": "north"}, "reaches every unit"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(keeper: Client, wrong: dict[str, str], words: str) -> None:
    answer = keeper.post("/members/new/", {**NEW, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert User.objects.count() == 1
    assert not mail.outbox


def test_a_letter_that_does_not_leave_loses_nothing(keeper: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = keeper.post("/members/new/", NEW, follow=True).content.decode()
    assert "The letter has not left" in page
    assert User.objects.filter(email="new@example.org").exists()
    assert "account.invited" not in kinds()


def test_a_role_holds_at_once_and_gives_nothing_once_withdrawn(keeper: Client, sign_in: SignIn) -> None:
    other = sign_in()
    user = User.objects.get(email="nobody.institute@example.org")
    assert other.get("/campaigns/").status_code == 403
    keeper.post(f"/members/{user.pk}/grant/", {"role": "director", "unit": "south"})
    assert other.get("/campaigns/").status_code == 200
    keeper.post(f"/members/{user.pk}/withdraw/{user.memberships.get().pk}/")
    assert other.get("/campaigns/").status_code == 403
    assert kinds() == ["right.granted", "right.revoked"]


def test_a_role_given_twice_is_one_role_and_one_line(keeper: Client) -> None:
    user = account(role=None)
    for _ in range(2):
        keeper.post(f"/members/{user.pk}/grant/", {"role": "director", "unit": "south"})
    assert user.memberships.count() == 1
    assert kinds() == ["right.granted"]


@pytest.mark.parametrize("action", ["grant", "change", "close", "open", "forget"])
def test_nobody_changes_their_own_account(keeper: Client, action: str) -> None:
    fields = {"role": "auditor", "unit": "institute", "name": "x", "language": "fr"}
    fields["version"] = keeping.version_of(me())
    page = keeper.post(f"/members/{me().pk}/{action}/", fields, follow=True).content.decode()
    assert "Nobody changes their own account" in page
    assert [one.role for one in me().memberships.all()] == ["administrator"]
    assert kinds() == []


def test_nobody_withdraws_their_own_role(keeper: Client) -> None:
    mine = me().memberships.get()
    keeper.post(f"/members/{me().pk}/withdraw/{mine.pk}/")
    assert Membership.objects.filter(pk=mine.pk).exists()


def test_the_last_who_keeps_accounts_stays(keeper: Client) -> None:
    other = account("other@example.org", Role.ADMINISTRATOR, "institute")
    User.objects.filter(pk=me().pk).update(is_active=False)
    for act in (
        lambda: keeping.close_account(NOBODY, other),
        lambda: keeping.withdraw(NOBODY, other.memberships.get()),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert "dernier compte" in refused.value.text.fr
    User.objects.filter(pk=me().pk).update(is_active=True)
    keeper.post(f"/members/{other.pk}/close/")
    other.refresh_from_db()
    assert not other.is_active, "one of two may go"


REMOVE_EACH_OTHER = """
import threading
from django.core.management import call_command
from django.db import connection
from jalon.web.accounts.models import User
from jalon.web.accounts.who import who_is
from jalon.web.members import keeping
from jalon.web.rights.roles import Role
from web.signing import account

call_command("migrate", verbosity=0)
pair = [account(f"{name}@example.org", Role.ADMINISTRATOR, "institute") for name in ("a", "b")]
start, refused = threading.Barrier(2), []

def remove(mine, other):
    start.wait()
    try:
        keeping.close_account(who_is(mine), other)
    except keeping.NotAllowed as problem:
        refused.append(problem)
    finally:
        connection.close()

threads = [threading.Thread(target=remove, args=(pair[n], pair[1 - n])) for n in (0, 1)]
[one.start() for one in threads]
[one.join() for one in threads]
print(len(refused), User.objects.filter(is_active=True).count())
"""


def test_of_two_who_remove_each_other_one_stays(tmp_path: Path) -> None:
    # On a file, as the site's own: a database in memory does not wait for another writer.
    ended = apart.script(apart.environment(tmp_path), REMOVE_EACH_OTHER)
    assert ended.stdout.split()[-2:] == ["1", "1"], ended.stderr


def test_the_second_of_two_changes_is_told_what_the_first_did(keeper: Client) -> None:
    user = account()
    version = keeping.version_of(user)
    first = {"name": "Dominique", "language": "en", "version": version}
    keeper.post(f"/members/{user.pk}/change/", first)
    second = {"name": "Claude", "language": "fr", "version": version}
    page = keeper.post(f"/members/{user.pk}/change/", second, follow=True).content.decode()
    assert "Somebody changed this account" in page
    assert "Dominique" in page
    user.refresh_from_db()
    assert user.name == "Dominique"


def test_proofs_that_were_lost_are_forgotten(keeper: Client) -> None:
    from allauth.mfa.models import Authenticator

    user = account()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    keeper.post(f"/members/{user.pk}/forget/")
    assert not Authenticator.objects.exists()
    assert kinds() == ["account.proofs-forgotten"]


@pytest.mark.parametrize("find", ["nord", "steward", "somebody"])
def test_accounts_are_found_by_name_role_and_unit(keeper: Client, find: str) -> None:
    account(role=Role.STEWARD, unit="north")
    page = keeper.get("/members/", {"find": find}).content.decode()
    assert ("somebody@example.org" in page) is (find != "nord"), "words are those of the reader's language"


def test_the_first_administrator_is_made_once() -> None:
    link = keeping.first_administrator("First@example.org")
    client, password = Client(), "ma phrase à moi, bien longue"
    choose_password(client, link, password)
    enter(client, "first@example.org", password)
    assert client.get("/members/").status_code == 200
    with pytest.raises(NotAllowed):
        keeping.first_administrator("second@example.org")
    assert keeping.first_administrator("first@example.org") != link, "a link that was lost is given again"


def test_the_command_of_django_makes_an_administrator_with_no_other_right() -> None:
    made = User.objects.create_superuser("root@example.org", "une phrase assez longue")
    who = who_is(made)
    assert who.may(Right.GRANT)
    assert not who.may(Right.READ_FIGURES)


def test_the_administration_is_for_accounts_and_keeps_the_same_rules(keeper: Client) -> None:
    page = keeper.get("/admin/").content.decode()
    assert "/admin/accounts/membership/" in page
    assert page.count('class="app-') == 1
    user = account(role=None)
    keeper.post("/admin/accounts/membership/add/", {"user": user.pk, "role": "director", "unit": "south"})
    assert [(one.role, one.unit) for one in user.memberships.all()] == [("director", "south")]
    own = {"user": me().pk, "role": "auditor", "unit": "institute"}
    assert "Nobody changes their own" in keeper.post("/admin/accounts/membership/add/", own).content.decode()
    keeper.post("/admin/accounts/user/add/", {"email": "New@example.org", "name": "N", "language": "fr"})
    assert User.objects.get(email="new@example.org").memberships.count() == 0
    assert kinds() == ["right.granted", "account.made", "account.invited"]
    assert keeper.post(f"/admin/accounts/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert keeper.post(f"/admin/accounts/user/{user.pk}/change/", {"email": "x@x.org"}).status_code == 403
