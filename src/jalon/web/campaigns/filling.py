"""Filling in a grid: drafts that are all kept, two people at once, and the sending of what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from jalon.kernel.periods import Period
from jalon.kernel.texts import Text
from jalon.services.answers import Answer, answers_of
from jalon.services.grid import Grid, Line, as_file, cells_of, grid_of, lines_of, problems_of, read_cell
from jalon.web.accounts.models import User
from jalon.web.campaigns.models import Campaign, GridDraft, Upload, UploadState
from jalon.web.campaigns.owing import Channel
from jalon.web.campaigns.refusing import CannotDo
from jalon.web.campaigns.sending import send_content
from jalon.web.campaigns.signing import require_unlocked, return_of, touch
from jalon.web.desk import desk, units
from jalon.web.journal.notes import note
from jalon.web.rights.roles import Right

if TYPE_CHECKING:
    from jalon.web.site.asking import Request

Cells = Mapping[tuple[str, str], str]
"""Text of each cell, by place and column."""

PREFIX = "c|"
"""Begins the names of cells in a form: ``c|2023.0|answers``."""
_MOST_CELLS = 5000


@dataclass(frozen=True, slots=True)
class Filled:
    """A grid as somebody finds it.

    Attributes:
        grid: what is asked.
        lines: its rows, with what was last saved.
        held: the rows in force.
        draft: the last saving; None when there is none, or when it was sent and taken.
        version: the number of the last saving, which forms carry.
    """

    grid: Grid
    lines: tuple[Line, ...]
    held: tuple[Answer, ...]
    draft: GridDraft | None
    version: int

    @property
    def problems(self) -> dict[tuple[str, str], Text]:
        """The cells that cannot be sent."""
        return problems_of(self.grid, self.lines)

    @property
    def cells(self) -> Cells:
        """Every cell."""
        return {(line.place, name): text for line in self.lines for name, text in line.cells.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that two people left different: what it was, what I typed, what the other saved."""

    line: Line
    column: str
    before: str
    mine: str
    theirs: str

    @property
    def name(self) -> str:
        """The name of the cell in a form."""
        return f"{PREFIX}{self.line.place}|{self.column}"

    @property
    def is_conflict(self) -> bool:
        """True when both changed it: somebody has to choose."""
        return self.before not in (self.mine, self.theirs)

    @property
    def merged(self) -> str:
        """What stays when only one of the two changed it."""
        return self.theirs if self.mine == self.before else self.mine


@dataclass(frozen=True, slots=True)
class Merge:
    """What the second of two people is told: who saved in between, and each cell that differs."""

    filled: Filled
    other: GridDraft
    differences: tuple[Difference, ...]
    kept: tuple[tuple[str, str], ...]


def filled_grid(request: Request, campaign: Campaign, unit: str, channel: Channel) -> Filled | None:
    """The grid of a source, as last saved; None when the source is not typed.

    Rows are read with what the one who asks may see.
    """
    grid = grid_of(desk().dossier(), channel.source, unit)
    if grid is None:
        return None
    scope = request.who.scope(units())
    held = answers_of(desk().dossier(), desk().workspace(), scope, channel.source, channel.feed)
    base = lines_of(grid, held, asked_periods(campaign, grid))
    last = _drafts(campaign, unit, grid).select_related("upload__job", "by").first()
    version = last.version if last else 0
    is_taken = last is not None and last.upload is not None and last.upload.state == UploadState.LOADED
    draft = None if is_taken else last
    lines = overlaid(base, _cells(draft.cells)) if draft else base
    return Filled(grid, lines, held, draft, version)


def asked_periods(campaign: Campaign, grid: Grid) -> list[str]:
    """The periods of a campaign that a source asks for, oldest first."""
    found = []
    for label in campaign.periods:
        try:
            period = Period.parse(label, grid.entity.calendar)
        except ValueError:
            continue
        is_exempt = grid.source.exemption(grid.feed.unit or "", period) is not None
        if period.label == label and grid.source.asks_for(period) and not is_exempt:
            found.append(period)
    return [one.label for one in sorted(found)]


def _drafts(campaign: Campaign, unit: str, grid: Grid):  # type: ignore[no-untyped-def]
    return GridDraft.objects.filter(campaign=campaign.slug, unit=unit, source=grid.source.id)


def overlaid(lines: Sequence[Line], cells: Cells) -> tuple[Line, ...]:
    """Lines with other cells on them; a line that only the cells know is added at the end of its period."""
    known = {line.place for line in lines}
    names = list(lines[0].cells) if lines else []
    more = [place for place in dict.fromkeys(place for place, _ in cells) if place not in known]
    key = lines[0].key if lines else ()
    added = [Line(place, place.rpartition(".")[0], dict.fromkeys(names, ""), {}, key) for place in more]
    found = [
        Line(
            line.place,
            line.period,
            {name: cells.get((line.place, name), text) for name, text in line.cells.items()},
            line.before,
            line.key,
        )
        for line in [*lines, *added]
    ]
    return tuple(sorted(found, key=lambda line: (line.period, int(line.place.rpartition(".")[2]))))


def typed_cells(filled: Filled, posted: Mapping[str, str]) -> Cells:
    """The cells of a form that the grid asks for, each in the one way of writing it; others are not read.

    Raises:
        CannotDo: there are more than any grid has.
    """
    asked = {line.period for line in filled.lines}
    questions = {one.name: one for one in filled.grid.questions}
    found: dict[tuple[str, str], str] = {}
    for name, text in posted.items():
        place, _, column = name.removeprefix(PREFIX).partition("|")
        period, _, number = place.rpartition(".")
        if name.startswith(PREFIX) and column in questions and period in asked and number.isdecimal():
            found[place, column] = read_cell(questions[column], text[: 10 * 500])
    if len(found) > _MOST_CELLS:
        raise CannotDo(
            "Cette grille est trop grande\u00a0: envoyez un fichier.", "This grid is too large: send a file."
        )
    return found


def save(
    request: Request, campaign: Campaign, unit: str, filled: Filled, typed: Cells, version: int
) -> GridDraft | Merge:
    """Keep what was typed; when somebody saved since ``version`` was read, say what they changed instead.

    Raises:
        CannotDo: the return is locked.
    """
    one = return_of(campaign, unit)
    require_unlocked(one, filled.grid.source.id)
    if version != filled.version:
        merge = _merge(campaign, unit, filled, typed, version)
        if merge is not None:
            return merge
    draft = GridDraft(
        campaign=campaign.slug,
        unit=unit,
        source=filled.grid.source.id,
        version=filled.version + 1,
        cells={f"{place}|{column}": text for (place, column), text in typed.items()},
        by=request.user,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
            touch(one)
            one.save(update_fields=["first_at", "last_at"])
            note(
                request.who,
                "grid.saved",
                right=Right.SEND,
                unit=unit,
                subject=filled.grid.source.id,
                version=draft.version,
            )
    except IntegrityError:
        return _after_the_race(request, campaign, unit, filled, typed, version)
    return draft


def _after_the_race(
    request: Request, campaign: Campaign, unit: str, filled: Filled, typed: Cells, version: int
) -> GridDraft | Merge:
    """Somebody saved between the reading of the last version and the writing of the next."""
    source = filled.grid.source
    again = filled_grid(request, campaign, unit, Channel(source, filled.grid.feed, True, False))
    assert again is not None, "the source had a grid a moment ago"
    return save(request, campaign, unit, again, typed, version)


def _merge(campaign: Campaign, unit: str, filled: Filled, typed: Cells, version: int) -> Merge | None:
    """What to tell the second of two people; None when both typed the same."""
    drafts = _drafts(campaign, unit, filled.grid).select_related("by")
    other = drafts.first()
    base = drafts.filter(version=version).first()
    lines = lines_of(filled.grid, filled.held, sorted({line.period for line in filled.lines}))
    before = _cells(base.cells) if base else {(x.place, n): t for x in lines for n, t in x.cells.items()}
    theirs = filled.cells
    places = {line.place: line for line in overlaid(filled.lines, typed)}
    found, kept = [], []
    for (place, column), text in {**theirs, **typed}.items():
        other_text, mine = theirs.get((place, column), ""), typed.get((place, column), text)
        one = Difference(places[place], column, before.get((place, column), ""), mine, other_text)
        if mine != other_text:
            found.append(one)
        if not one.is_conflict or mine == other_text:
            kept.append((one.name, mine if mine == other_text else one.merged))
    return Merge(filled, other, tuple(found), tuple(kept)) if found and other else None


def _cells(kept: Mapping[str, str]) -> Cells:
    pairs = ((name.partition("|"), text) for name, text in kept.items())
    return {(place, column): text for (place, _, column), text in pairs}


def send(request: Request, campaign: Campaign, unit: str, filled: Filled, draft: GridDraft) -> Upload:
    """Send a saved draft as the file that the unit would have sent.

    Raises:
        CannotDo: a cell is at fault, nothing is filled in, the return is locked, or no file can be written.
    """
    lines = overlaid(filled.lines, _cells(draft.cells))
    count = len(problems_of(filled.grid, lines))
    if count:
        raise CannotDo(
            f"{count} cellule(s) à corriger avant l’envoi. Le brouillon est enregistré.",
            f"{count} cell(s) to mend before sending. The draft is saved.",
        )
    if all(line.is_empty for line in lines):
        raise CannotDo(
            "La grille est vide. Si vous n’avez rien à déclarer, motivez l’absence sur la page de l’unité.",
            "The grid is empty. If you have nothing to declare, explain the absence on the page of the unit.",
        )
    return _sent(request, campaign, unit, filled, draft, lines)


def _sent(
    request: Request, campaign: Campaign, unit: str, filled: Filled, draft: GridDraft, lines: Sequence[Line]
) -> Upload:
    grid = filled.grid
    try:
        content = as_file(grid, lines, filled.held)
    except UnicodeEncodeError as error:
        raise CannotDo(
            f"Un caractère ne s’écrit pas dans l’encodage de la source ({grid.source.reader.encoding}).",
            f"A character cannot be written in the source's encoding ({grid.source.reader.encoding}).",
        ) from error
    channel = Channel(grid.source, grid.feed, True, False)
    name = f"{grid.source.id}-{unit}-v{draft.version}.csv"
    upload = send_content(
        request, return_of(campaign, unit), channel, content, name=name, cells=cells_of(lines)
    )
    GridDraft.objects.filter(pk=draft.pk).update(upload=upload)
    return upload


def savers(drafts: Iterable[GridDraft]) -> list[User]:
    """Who saved, each once."""
    return list({one.by.pk: one.by for one in drafts if one.by}.values())
