"""The settings of an installation: clean for deployment, no secret of ours, no name but its own."""

from __future__ import annotations

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from house.tree import ROOT
from web import apart

PRODUCTION = {"JALON_HTTPS": "1", "JALON_HOSTS": "jalon.example.org", "JALON_PROXIES": "1"}


def test_the_checks_of_deployment_find_nothing(tmp_path: Path) -> None:
    told = apart.environment(tmp_path, **PRODUCTION)
    found = apart.run(told, "check", "--deploy", "--fail-level", "WARNING")
    assert found.returncode == 0, found.stderr
    assert "0 silenced" in found.stdout + found.stderr


def test_in_production_everything_goes_over_https(tmp_path: Path) -> None:
    text = """
import json
from django.test import Client
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable")
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
plain = Client(headers={"host": "jalon.example.org"}).get("/accounts/login/")
secure = Client(headers={"host": "jalon.example.org", "x-forwarded-proto": "https"}).get("/accounts/login/")
other = Client(headers={"host": "elsewhere.example", "x-forwarded-proto": "https"}).get("/accounts/login/")
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "secure": secure.status_code,
    "hsts": secure["Strict-Transport-Security"],
    "cookie": str(secure.cookies["csrftoken"]),
    "other": other.status_code,
    "demo": "demo.example" in secure.content.decode(),
    "clicks": Client(headers={"host": "jalon.example.org", "x-forwarded-proto": "https"}).post(
        "/accounts/demo/", {"email": "auditor@demo.example"}).status_code,
}))
"""
    ended = apart.script(apart.environment(tmp_path, **PRODUCTION), text)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["plain"] == [301, "https://jalon.example.org/accounts/login/"]
    assert found["secure"] == 200
    assert "max-age=31536000" in found["hsts"]
    assert "Secure" in found["cookie"]
    assert "HttpOnly" in found["cookie"]
    assert found["other"] == 400
    assert (found["demo"], found["clicks"]) == (False, 404)


def test_without_a_proxy_nobody_is_believed_who_says_https(tmp_path: Path) -> None:
    text = """
from django.test import Client
answer = Client(headers={"host": "localhost", "x-forwarded-proto": "https"}).get("/healthz/")
print(answer.status_code)
"""
    ended = apart.script(apart.environment(tmp_path, JALON_HTTPS="1"), text)
    assert ended.stdout.split()[-1] == "301", ended.stderr


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    told = apart.environment(tmp_path)
    del told["JALON_SECRET_KEY"]
    text = "from django.conf import settings\nprint(settings.SECRET_KEY)"
    first, second = (apart.script(told, text).stdout for _ in range(2))
    assert first == second
    assert len(first.strip()) > 80
    kept = tmp_path / "world" / ".jalon" / "site" / "secret.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_the_database_of_sqlite_waits_and_is_written_whole(db: None) -> None:
    asked = settings.DATABASES["default"]["OPTIONS"]
    assert asked["transaction_mode"] == "IMMEDIATE"
    assert asked["timeout"] == 30
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    # The database of tests is in memory, which has no journal of its own.
    assert found == {"journal_mode": "memory", "synchronous": 2, "foreign_keys": 1}
    assert "journal_mode=WAL" in asked["init_command"]


def test_a_file_of_sqlite_is_in_wal_mode(tmp_path: Path) -> None:
    text = """
from django.db import connection
with connection.cursor() as cursor:
    print(cursor.execute("PRAGMA journal_mode").fetchone()[0])
"""
    assert apart.script(apart.environment(tmp_path), text).stdout.split()[-1] == "wal"


def test_files_that_are_sent_are_private_and_bounded() -> None:
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 8 * 1024**2
    assert settings.UPLOAD_LIMIT <= 2 * 1024**3


def test_a_form_too_large_is_refused(db: None) -> None:
    answer = Client(raise_request_exception=False).post(
        "/language/",
        {"next": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)},
        "application/x-www-form-urlencoded",
    )
    assert answer.status_code in {400, 413}


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS"])
def test_odd_methods_reveal_nothing(db: None, method: str) -> None:
    answer = Client().generic(method, "/accounts/login/")
    assert answer.status_code in {200, 405}
    assert b"csrf" not in answer.content


_SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|"
    r"(?i:secret_key|password|token)\s*=\s*['\"][^'\"{]{16,}['\"]"
)


def test_no_secret_is_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for name in listed.decode().split("\0"):
        path = ROOT / name
        if not name or not path.is_file() or path.stat().st_size > 2 * 1024**2 or name.startswith("tests/"):
            continue
        for match in _SECRET.finditer(path.read_text(encoding="utf-8", errors="ignore")):
            found.append(f"{name}: {match.group()[:40]}")
    # The password of the demonstration is shown to whoever opens it.
    assert [one for one in found if "jalon-demonstration" not in one] == []
