"""Charts say what they show, in the reader's language, the same way every time."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from jalon.kernel.texts import Language
from jalon.review.charts.multiples import small_multiples
from jalon.review.charts.sparkline import sparkline
from jalon.review.charts.spec import PathPoint, Point, Target, TargetForm, TrajectorySpec
from jalon.review.charts.theme import Ink
from jalon.review.charts.trajectory import trajectory_chart
from unit.review.sample import HOSTILE, YEARS, head_count, points, resources, share

_SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{_SVG}text")]


def paints(svg: str) -> set[str]:
    return set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))


def test_everything_is_named_where_it_stands() -> None:
    said = texts(trajectory_chart(head_count()))
    assert {
        "Élèves ingénieurs",
        "personnes inscrites · l’axe ne part pas de zéro",
        "17\u202f220",
        "cible 2023",
        "13\u202f760 (5/6)",
        "réalisé 2023",
        "à périmètre constant",
        "trajectoire attendue",
        "jalon\u00a0: 16\u202f000",
        "5/6",
    } <= {*said}


def test_a_chart_speaks_the_language_of_its_reader() -> None:
    assert {"≥\u00a035.0%", "target 2027-28", "32.1%"} <= {*texts(trajectory_chart(share(Language.EN)))}
    assert {"≥\u00a035,0\u00a0%", "cible 2027-28"} <= {*texts(trajectory_chart(share(Language.FR)))}


def test_missing_years_are_a_gap_and_never_a_number() -> None:
    said = texts(trajectory_chart(resources()))
    assert said.count("sans donnée") == 1
    assert "61,0 à 63,0\u00a0M€" in said
    assert "4/6" in said


def test_a_target_to_be_supplied_and_a_series_not_begun_say_so() -> None:
    said = texts(trajectory_chart(replace(head_count(), target=None, actual=(), like_for_like=())))
    assert {"cible à fournir", "pas encore de donnée"} <= {*said}


@pytest.mark.parametrize("form", [TargetForm.FLOOR, TargetForm.CEILING, TargetForm.LEVEL])
def test_each_form_of_target_looks_its_own(form: TargetForm) -> None:
    own = replace(head_count(), target=Target(form=form, value=Decimal(17220), holds_throughout=True))
    others = {
        replace(own, target=Target(form=other, value=Decimal(17220)))
        for other in TargetForm
        if other not in (form, TargetForm.BAND)
    }
    assert trajectory_chart(own) not in {trajectory_chart(other) for other in others}


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert trajectory_chart(head_count()) == trajectory_chart(head_count())


def test_every_colour_has_its_place_on_a_dark_screen() -> None:
    known = {ink.light for ink in Ink} | {"none", "transparent"}
    drawn = trajectory_chart(head_count()) + trajectory_chart(resources()) + sparkline(head_count().actual)
    assert paints(drawn) <= known


def test_what_a_title_contains_is_text() -> None:
    assert HOSTILE in texts(trajectory_chart(replace(head_count(), title=HOSTILE)))


def test_a_drawing_holds_no_address_and_no_identifier() -> None:
    svg = small_multiples([head_count()], title="t") + trajectory_chart(resources())
    assert not re.search(r'\bid="|href="|url\(|<script|<image', svg)


def test_labels_of_the_horizon_never_cover_each_other() -> None:
    """Target and latest value at the same place: the worst case for labels."""
    level = PathPoint(2023, Decimal(13760))
    svg = trajectory_chart(replace(head_count(), target=Target(value=level.value), milestones=()))
    places = [
        tuple(map(float, re.findall(r"-?[\d.]+", element.get("transform", ""))))
        for element in ElementTree.fromstring(svg).iter(f"{_SVG}text")
        if (element.text or "").startswith(("13\u202f760", "cible", "réalisé", "à périmètre"))
    ]
    assert len(places) == 6
    assert all(abs(a[1] - b[1]) >= 11 for a, b in pairwise(sorted(places, key=lambda place: place[1])))


def test_small_multiples_say_which_scale_they_have() -> None:
    specs = [replace(head_count(), title="École A"), replace(head_count(), title="École B", actual=())]
    shared = texts(small_multiples(specs, title="Élèves"))
    own = texts(small_multiples(specs, title="Élèves", shares_scale=False))
    assert any("même échelle partout" in text for text in shared)
    assert any("chacun à son échelle" in text for text in own)
    assert {"École A", "École B", "pas encore de donnée", "13\u202f760 (5/6) · 2023"} <= {*shared}
    with pytest.raises(ValueError, match="nothing to draw"):
        small_multiples([], title="Élèves")


def test_a_sparkline_draws_what_is_known() -> None:
    assert "<line" not in sparkline(points([None] * 12))
    assert "<line" not in sparkline(())
    line = sparkline(points([1, 2, None, 4, 5]))
    assert line.count("<line") == 2
    assert line.count("<circle") == 1


def test_a_spec_refuses_what_stands_nowhere() -> None:
    with pytest.raises(ValueError, match=r"\[2030\] are no periods"):
        replace(head_count(), actual=(Point(x=2030, value=Decimal(1)),))
    with pytest.raises(ValueError, match="no period"):
        TrajectorySpec(title="t", unit="u", language=Language.EN, periods=())
    with pytest.raises(ValueError, match="a band from 3 to 2"):
        Target(form=TargetForm.BAND, value=Decimal(3), high=Decimal(2))


def test_one_period_is_enough() -> None:
    lone = TrajectorySpec(
        title="t", unit="u", language=Language.EN, periods=YEARS[:1], actual=points([0]), horizon=2012
    )
    assert {"0", "actual 2012", "target to be supplied"} <= {*texts(trajectory_chart(lone))}
