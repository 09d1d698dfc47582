"""The plans of programme 192 beside what was known: the table of the published vintages, number by number."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jalon.cli.main import main
from jalon.dossier.catalogue import Dossier
from jalon.infocentre.workspace import Workspace
from jalon.outlook.realism import Flag, State
from jalon.outlook.verdict import Word
from jalon.services.check import open_checked
from jalon.services.compute import compute
from jalon.services.judge import side_by_side
from jalon.services.load import load
from jalon.services.places import workspace_of
from jalon.services.progress import Silent
from jalon.services.realism import realism

EXAMPLE = Path(__file__).parents[2] / "examples" / "p192"
DAY = date(2024, 6, 30)
PLANS = {
    "plan-2020": ("39.5", "40.2", "-0.7"),
    "plan-2021": ("30", "40.6", "-10.6"),
    "plan-2022": ("35", "38.9", "-3.9"),
    "plan-2023": ("38", "39.4", "-1.4"),
    "plan-2024": ("40", "42", "-2.0"),
}
"""Plan, actual figure of the year before, plan − previous actual."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Dossier, Workspace, Path]:
    dossier, home = open_checked(EXAMPLE), tmp_path_factory.mktemp("home")
    workspace = workspace_of(dossier, home)
    assert load(dossier, workspace, as_of=DAY, progress=Silent()).is_whole
    compute(dossier, workspace, as_of=DAY, progress=Silent())
    return dossier, workspace, home


def test_each_plan_is_softer_than_the_last_result(loaded: tuple[Dossier, Workspace, Path]) -> None:
    dossier, workspace, _ = loaded
    found = {item.target.id: item for item in realism(dossier, workspace, DAY)}
    assert {name: (found[name].goal, found[name].last, found[name].difference) for name in PLANS} == {
        name: tuple(map(Decimal, numbers)) for name, numbers in PLANS.items()
    }
    for name in PLANS:
        assert found[name].state is State.TO_JUSTIFY
        assert found[name].findings[0].flag is Flag.SOFTER_THAN_LAST
    assert found["plan-2020-updated"].state is State.FINE
    assert found["target-2023-of-2021"].difference == Decimal("-2.6")


def test_a_plan_softer_than_the_last_result_counts_as_reached(
    loaded: tuple[Dossier, Workspace, Path],
) -> None:
    dossier, workspace, _ = loaded
    sides = {item.target.id: item for item in side_by_side(dossier, workspace, DAY, ("state-sheet",))}
    sheet = {name: side.answers[0] for name, side in sides.items()}
    assert {name: answer.word for name, answer in sheet.items()} == {
        "plan-2020": Word.REACHED,
        "plan-2020-updated": Word.IMPROVED,
        "plan-2021": Word.REACHED,
        "plan-2022": Word.REACHED,
        "plan-2023": Word.REACHED,
        "plan-2024": Word.NOT_MEASURABLE,
    }
    assert sheet["plan-2023"].reason.en == "plan: 38.0%; actual: 42.0%; 2022: 39.4%"
    assert sheet["plan-2023"].measure == 4
    assert "softer than the last result" in sides["plan-2023"].verdict.reason.en


def answered(capsys: pytest.CaptureFixture[str], home: Path, *words: str) -> str:
    with pytest.raises(SystemExit) as leaving:
        main([words[0], str(EXAMPLE), *words[1:], "--home", str(home), "--as-of", DAY.isoformat()])
    assert leaving.value.code == 0
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_at_the_terminal(loaded: tuple[Dossier, Workspace, Path], capsys: pytest.CaptureFixture[str]) -> None:
    home = loaded[2]
    told = answered(capsys, home, "realism", "--language", "fr")
    assert "plus facile que le dernier résultat : cible 35,0 %, résultat de 2021 38,9 % (−3,9 points)" in told
    told = answered(capsys, home, "verdicts", "--language", "en")
    assert "will we get there? not forecast yet" in told
    told = answered(capsys, home, "verdicts", "--method", "all", "--language", "en")
    assert "state-sheet*" in told
    assert "the methods disagree" in told
    assert '"method": "growth-ratio"' in answered(
        capsys, home, "verdicts", "--method", "growth-ratio", "--format", "json"
    )
