"""Truth: the figures that Jalon computes on a synthetic dossier, beside the answers its generator knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jalon.dossier.catalogue import Dossier
from jalon.dossier.perimeter import INSTITUTE
from jalon.figures.figure import Figure, FigureSet, Scope
from jalon.infocentre.workspace import Workspace
from jalon.kernel.missing import Missing, Reason, Value
from jalon.services.compute import compute
from jalon.services.load import load
from jalon.services.problems import stop
from jalon.services.progress import Progress
from jalon.services.show import stored_figures
from jalon.synthesis.answers import Answers, is_same, read_answers
from jalon.synthesis.truth import Answer


@dataclass(frozen=True, slots=True)
class Compared:
    """A true answer and the figure that Jalon gives for it.

    Attributes:
        answer: what the generator knows.
        figure: what Jalon gives; missing where no figure was made.
        is_exact: the figure is the answer that the delivered files allow.
    """

    answer: Answer
    figure: Value
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The comparison of every answer, and what could not be compared."""

    answers: Answers
    compared: tuple[Compared, ...]
    unexpected: tuple[Figure, ...]

    @property
    def is_exact(self) -> bool:
        """True when every figure is the true one and none was made where there is no answer."""
        return not self.unexpected and all(one.is_exact for one in self.compared)


def compare_with_truth(dossier: Dossier, workspace: Workspace, *, as_of: date, progress: Progress) -> Outcome:
    """Load and compute what is not yet, and compare every figure with the true answer.

    Raises:
        DossierProblem: the dossier is not a synthetic one with its answers.
    """
    try:
        answers = read_answers(dossier.folder, dossier)
    except (OSError, ValueError) as error:
        raise stop("synthesis-no-truth", folder=str(dossier.folder), problem=str(error)) from error
    load(dossier, workspace, as_of=as_of, progress=progress)
    compute(dossier, workspace, as_of=as_of, progress=progress)
    figures = stored_figures(workspace)
    compared = tuple(_compared(answer, figures) for answer in answers.answers)
    return Outcome(answers, compared, tuple(_unexpected(answers, figures)))


def _compared(answer: Answer, figures: FigureSet) -> Compared:
    figure = figures.get(answer.indicator, answer.unit, answer.period, Scope.AS_IT_WAS)
    found = figure.value if figure else Missing(Reason.NOT_RECEIVED)
    if isinstance(found, Missing):
        # No row of the kind counted is no figure, unless the source lists everything: both are true.
        return Compared(answer, found, not answer.delivered)
    return Compared(answer, found, answer.delivered is not None and is_same(found, answer.delivered))


def _unexpected(answers: Answers, figures: FigureSet) -> Iterator[Figure]:
    """Figures with a value where the world holds nothing."""
    known = {(answer.indicator, answer.unit, answer.period) for answer in answers.answers}
    for figure in figures.figures:
        worked_out = figure.indicator not in answers.unread and figure.scope is Scope.AS_IT_WAS
        cell = (figure.indicator, figure.unit, figure.period)
        if (
            worked_out
            and cell not in known
            and not isinstance(figure.value, Missing)
            and not figure.breakdown
        ):
            yield figure


def institute(outcome: Outcome) -> list[Compared]:
    """The comparisons of the whole, where the error of naive sums shows."""
    return [one for one in outcome.compared if one.answer.unit == INSTITUTE]
