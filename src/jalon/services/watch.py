"""Watch: files that arrive in a folder are loaded for their feed, then put away with a report."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from jalon.dossier.catalogue import Dossier
from jalon.dossier.source import Feed
from jalon.infocentre.deliveries import Delivery, Outcome
from jalon.infocentre.store import LakeTrouble
from jalon.infocentre.workspace import ForeignWorkspace, Workspace
from jalon.kernel.faults.catalogue import report
from jalon.kernel.issues import Issue, Level, Place
from jalon.kernel.texts import Language, Text
from jalon.services.drops import DONE, REFUSED, REPORT, TAKEN, Drop, drops, feed_of, taken
from jalon.services.load import Loaded, load
from jalon.services.problems import DossierProblem
from jalon.services.progress import Silent

OUTCOMES = {
    Outcome.ACCEPTED: Text("acceptée", "accepted"),
    Outcome.WITH_RESERVATIONS: Text("acceptée avec réserves", "accepted with reservations"),
    Outcome.REFUSED: Text("refusée, le lac est inchangé", "refused, the lake is unchanged"),
}


@dataclass(frozen=True, slots=True)
class Dealt:
    """What became of one file: where it is now, and what was said."""

    place: str
    kept: Path
    loaded: Loaded | None
    issues: tuple[Issue, ...]

    @property
    def is_whole(self) -> bool:
        """True when its rows are in the lake."""
        return self.loaded is not None and self.loaded.is_whole


@dataclass(slots=True)
class Watch:
    """A folder of drops between two looks.

    Attributes:
        folder: the folder.
        language: of the reports.
    """

    folder: Path
    language: Language
    _stamps: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _left: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def ready(self) -> list[Drop]:
        """The files that did not change since the last look, and those an interrupted watch had taken.

        Files that were left where they are, and did not change, are not spoken of again.
        """
        now = {drop.path: drop for drop in drops(self.folder)}
        same = [drop for path, drop in now.items() if self._stamps.get(path) == drop.stamp]
        self._stamps = {path: drop.stamp for path, drop in now.items()}
        again = [drop for drop in taken(self.folder) if self._left.get(drop.path) != drop.stamp]
        return [*again, *(drop for drop in same if self._left.get(drop.path) != drop.stamp)]

    def deal(self, drop: Drop, dossier: Dossier, workspace: Workspace, as_of: date) -> Dealt:
        """Load a file that is ready and put it away, or leave it and say why."""
        feed = feed_of(dossier, drop)
        refusal = _refusal(drop, feed)
        if refusal is not None or not isinstance(feed, Feed):
            return self._leave(drop, refusal)
        path = self._take(drop)
        if path is None:
            return self._leave(drop, _issue("drop-not-a-file", drop))
        loaded = _loaded(dossier, workspace, as_of, feed, drop, path)
        kept = self._put_away(path, drop, as_of, is_done=loaded.is_whole)
        said = self._report(drop, feed.id, loaded.deliveries, _of_the_drop(drop, loaded.issues))
        kept.with_name(kept.name + REPORT).write_text(said, encoding="utf-8")
        return Dealt(_place(drop), kept, loaded, loaded.issues)

    def _leave(self, drop: Drop, issue: Issue | None) -> Dealt:
        self._left[drop.path] = drop.stamp
        issues = (issue,) if issue else ()
        if drop.is_plain and drop.has_plain_name:
            beside = drop.path.with_name(drop.name + REPORT)
            if not beside.is_symlink():
                beside.write_text(self._report(drop, "—", (), issues), encoding="utf-8")
        return Dealt(_place(drop), drop.path, None, issues)

    def _take(self, drop: Drop) -> Path | None:
        """Move a file out of reach of its sender; None when that would follow a link out of the folder."""
        path = self.folder.joinpath(TAKEN, *drop.place)
        ends = [self.folder.joinpath(end) for end in (DONE, REFUSED, TAKEN)]
        if not all(self._is_inside(one) for one in (drop.path.parent, path, *ends)):
            return None
        if drop.path != path:
            path.parent.mkdir(parents=True, exist_ok=True)
            drop.path.rename(path)
        return path if path.is_file() and not path.is_symlink() else None

    def _is_inside(self, path: Path) -> bool:
        """True when no link on the way to a path leads out of the folder."""
        return path.resolve().is_relative_to(self.folder.resolve())

    def _put_away(self, path: Path, drop: Drop, as_of: date, *, is_done: bool) -> Path:
        """Move a file that was dealt with; one of the same name and day gets a number."""
        outcome = DONE if is_done else REFUSED
        target = self.folder.joinpath(outcome, as_of.isoformat(), *drop.place)
        target.parent.mkdir(parents=True, exist_ok=True)
        free, number = target, 1
        while free.exists() or free.is_symlink():
            number += 1
            free = target.with_name(f"{target.stem}-{number}{target.suffix}")
        path.rename(free)
        return free

    def _report(
        self, drop: Drop, feed: str, deliveries: tuple[Delivery, ...], issues: tuple[Issue, ...]
    ) -> str:
        is_english = self.language is Language.EN
        lines = [
            f"# {_code(_place(drop))}",
            "",
            f"- {'feed' if is_english else 'flux'} : {_code(feed)}",
        ]
        for delivery in deliveries:
            counts = delivery.counts
            words = ("received", "accepted", "refused", "set aside")
            words = words if is_english else ("reçues", "acceptées", "refusées", "mises de côté")
            numbers = (counts.received, counts.accepted, counts.refused, counts.set_aside)
            told = ", ".join(f"{number} {word}" for number, word in zip(numbers, words, strict=True))
            lines += [
                f"- {'delivery' if is_english else 'livraison'} : {_code(delivery.id)}",
                f"- {'outcome' if is_english else 'issue'} : {OUTCOMES[delivery.outcome].say(self.language)}",
                f"- {'rows' if is_english else 'lignes'} : {told}",
                f"- SHA-256 : {_code(delivery.sha256)}",
            ]
        lines += ["", *(f"- {_code(report(issue, self.language))}" for issue in issues)]
        return "\n".join(lines).rstrip() + "\n"


def _loaded(
    dossier: Dossier, workspace: Workspace, as_of: date, feed: Feed, drop: Drop, path: Path
) -> Loaded:
    """What became of a file that was taken; one that makes Jalon fail stops no other.

    Raises:
        DossierProblem, ForeignWorkspace, LakeTrouble, OSError: what would stop every file.
    """
    chosen, name = (feed.id,), _place(drop)
    try:
        return load(dossier, workspace, as_of=as_of, progress=Silent(), feeds=chosen, file=path, name=name)
    except (DossierProblem, ForeignWorkspace, LakeTrouble, OSError):
        raise
    except Exception:  # whatever it is, the same file would stop the next watch as well
        return Loaded((), (_issue("drop-failed", drop),))


def _of_the_drop(drop: Drop, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """What the sender of a file has to know: nothing of other files, nor of where the server keeps things."""
    place = _place(drop)
    return tuple(
        replace(issue, context=MappingProxyType({**issue.context, "folder": "…"}))
        for issue in issues
        if issue.place.file.startswith(place)
    )


def _place(drop: Drop) -> str:
    return "/".join(drop.place)


def _refusal(drop: Drop, feed: Feed | str) -> Issue | None:
    """Why a file is left where it is."""
    if not drop.is_plain:
        return _issue("drop-not-a-file", drop)
    if not drop.has_plain_name:
        return _issue("drop-name", drop)
    return None if isinstance(feed, Feed) else _issue("drop-unknown-place", drop, known=feed)


def _issue(code: str, drop: Drop, **context: str) -> Issue:
    place = "".join(letter if letter.isprintable() else "·" for letter in "/".join(drop.place))
    return Issue(Level.ERROR, code, Place(place), {"file": place, **context})


def _code(text: str) -> str:
    """A text that Markdown leaves alone."""
    return f"`{text.replace('`', 'ʼ')}`"
