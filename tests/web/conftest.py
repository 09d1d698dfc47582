"""The site under test: a small dossier, loaded and computed once a process, and somebody in each role."""

from __future__ import annotations

import atexit
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from webworld import serve_world

# Django reads its settings once a process, and they name the dossier: it is written before anything else.
FOLDER = serve_world()
atexit.register(shutil.rmtree, FOLDER.parent, ignore_errors=True)

import django  # noqa: E402

django.setup()
# A process that this one starts to run tests must not take the dossier of this one for its own.
os.environ.pop("DJANGO_SETTINGS_MODULE")

import pytest  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from jalon.services.check import open_checked  # noqa: E402
from jalon.services.compute import compute  # noqa: E402
from jalon.services.load import load  # noqa: E402
from jalon.services.places import workspace_of  # noqa: E402
from jalon.services.progress import Silent  # noqa: E402
from jalon.web.accounts.models import Membership, User  # noqa: E402
from jalon.web.campaigns.models import Campaign, CampaignState  # noqa: E402
from jalon.web.jobs.models import Job, JobState  # noqa: E402
from jalon.web.jobs.running import run_job  # noqa: E402
from jalon.web.rights.roles import Role  # noqa: E402

Work = Callable[[], list[Job]]
SignIn = Callable[..., Client]
DAY = date(2023, 6, 1)


@pytest.fixture(scope="session", autouse=True)
def plain_files() -> Iterator[None]:
    """Files of the site under their own names, looked for when asked; passwords quick to check.

    Nothing is collected for tests, and each browser of a test has a handler of its own: to list all files
    first would take longer than the pages.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    # Told as a change of settings, so that what was made from the former ones is made again.
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: object) -> None:
    """The test database, with the table of the shared cache."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("createcachetable", verbosity=0)


def _state(folder: Path) -> list[tuple[str, int, int]]:
    """What is in the workspace, the site's own files left out."""
    found = (path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "site")
    return sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in found)


@pytest.fixture(scope="module", autouse=True)
def as_found() -> Iterator[None]:
    """Whatever a file of tests changed in the workspace, or left among the uploads, the next does not see."""
    yield
    workspace, kept = FOLDER / ".jalon", FOLDER.parent / "kept"
    for upload in (workspace / "site" / "uploads").glob("*"):
        upload.unlink()
    if kept.is_dir() and _state(workspace) != _KEPT:
        for path in workspace.iterdir():
            if path.name != "site":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(kept, workspace, dirs_exist_ok=True)
        _KEPT[:] = _state(workspace)


_KEPT: list[tuple[str, int, int]] = []


@pytest.fixture(scope="session")
def loaded() -> Path:
    """The dossier of the site, its files loaded and its figures computed. To be read only."""
    dossier = open_checked(FOLDER)
    workspace = workspace_of(dossier, None)
    load(dossier, workspace, as_of=DAY, progress=Silent())
    compute(dossier, workspace, as_of=DAY, progress=Silent())
    shutil.copytree(FOLDER / ".jalon", FOLDER.parent / "kept", ignore=shutil.ignore_patterns("site"))
    _KEPT[:] = _state(FOLDER / ".jalon")
    return FOLDER


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of somebody who has a role: ``sign_in(Role.STEWARD, "north")``; nobody's role without one."""

    def enter(role: Role | None = None, unit: str = "institute", language: str = "en") -> Client:
        email = f"{role.value if role else 'nobody'}.{unit}@example.org"
        user = User.objects.filter(email=email).first() or User.objects.create_user(
            email, "password", name=email
        )
        if role:
            Membership.objects.get_or_create(user=user, role=role.value, unit=unit)
        client = Client(headers={"accept-language": language})
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


@pytest.fixture
def changing(loaded: Path, tmp_path: Path) -> Iterator[Path]:
    """The dossier of the site for a test that changes its workspace, which is put back afterwards."""
    workspace, kept = loaded / ".jalon", tmp_path / "kept"
    shutil.copytree(workspace, kept, ignore=shutil.ignore_patterns("site"))
    yield loaded
    for path in workspace.iterdir():
        if path.name != "site":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(kept, workspace, dirs_exist_ok=True)


@pytest.fixture
def campaign(db: None) -> Campaign:
    """A campaign that is open on two years: one is there already, the other is not."""
    return Campaign.objects.create(
        slug="annual",
        name_fr="Campagne annuelle",
        name_en="Annual campaign",
        opens=date(2023, 1, 1),
        due=date(2099, 1, 1),
        periods=["2022", "2023"],
        state=CampaignState.OPEN,
    )


@pytest.fixture
def work_off(db: None) -> Work:
    """Does every job that waits, in order, and answers those that were done."""

    def work() -> list[Job]:
        done = []
        while job := Job.objects.filter(state=JobState.WAITING).order_by("pk").first():
            run_job.func(job.pk)
            done.append(Job.objects.get(pk=job.pk))
        return done

    return work
