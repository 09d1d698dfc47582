"""A synthetic review that uses everything a document can hold: invented schools, invented numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jalon.kernel.texts import Language
from jalon.review.charts.multiples import small_multiples
from jalon.review.charts.sparkline import sparkline
from jalon.review.charts.spec import PathPoint, Point, Target, TargetForm, Tick, TrajectorySpec
from jalon.review.charts.trajectory import trajectory_chart
from jalon.review.document import (
    Align,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    ChartBlock,
    Column,
    Definition,
    Definitions,
    Document,
    GroupRow,
    Heading,
    KeyFigure,
    KeyFigures,
    Metadata,
    PageBreak,
    Paragraph,
    Picture,
    Row,
    Table,
    TableOfContents,
    Tone,
    code,
    emphasis,
    link,
    strong,
)

HOSTILE = r"""École #D *gras* _x_ $y$ <script>alert(1)</script> & "q" 'a' \n \ @ref [z] ]] ~ ` // /* {{0}}"""
"""A name with everything that some markup would take for its own."""

YEARS = tuple(Tick(year, str(year)) for year in range(2012, 2024))
_WHOLE = [12723, 12990, 13110, 13400, 13820, 14100, 14350, 14610, 15020, 15310, 13480, 13760]
_SCHOOLS = {
    "École A": [4200 + 90 * step for step in range(12)],
    "École B": [3100, 3150, None, None, 3300, 3320, 3350, 3380, 3400, 3390, None, None],
    "École C": [1500, 1490, 1480, 1500, 1520, 1540, 1510, 1490, 1480, 1470, 1450, 1440],
    HOSTILE: [None] * 12,
}


def points(values: list[int | None], incomplete: tuple[int, ...] = ()) -> tuple[Point, ...]:
    """One point a year from 2012; the incomplete years miss one unit of six."""
    return tuple(
        Point(
            x=tick.x,
            value=None if value is None else Decimal(value),
            is_complete=tick.x not in incomplete,
            completeness="5/6" if tick.x in incomplete else "6/6",
        )
        for tick, value in zip(YEARS, values, strict=False)
    )


def head_count() -> TrajectorySpec:
    """A head-count whose last two years miss a school, with its like-for-like series."""
    return TrajectorySpec(
        title="Élèves ingénieurs",
        unit="personnes inscrites",
        language=Language.FR,
        periods=YEARS,
        actual=points([*_WHOLE], incomplete=(2022, 2023)),
        like_for_like=points([*([None] * 6), 12280, 12510, 12880, 13130, 13480, 13760])[6:],
        trajectory=tuple(PathPoint(year, Decimal(14350 + 574 * (year - 2018))) for year in range(2018, 2024)),
        target=Target(value=Decimal(17220)),
        milestones=(PathPoint(2021, Decimal(16000)),),
        horizon=2023,
        baseline=PathPoint(2018, Decimal(14350)),
    )


def share(language: Language) -> TrajectorySpec:
    """A share with a floor, three years before its horizon."""
    values = ["30.0", "30.4", "30.2", "31.0", "31.6", "31.5", "32.1"]
    return TrajectorySpec(
        title="Part des femmes" if language is Language.FR else "Share of women",
        unit="% des élèves ingénieurs" if language is Language.FR else "% of engineering students",
        symbol="%",
        decimals=1,
        language=language,
        periods=tuple(Tick(year, f"{year}-{year % 100 + 1}") for year in range(2018, 2028)),
        actual=tuple(Point(x=2018 + step, value=Decimal(value)) for step, value in enumerate(values)),
        trajectory=(PathPoint(2022, Decimal("31.6")), PathPoint(2027, Decimal(35))),
        target=Target(form=TargetForm.FLOOR, value=Decimal(35)),
        horizon=2027,
        baseline=PathPoint(2022, Decimal("31.6")),
    )


def resources() -> TrajectorySpec:
    """Money with two years that nobody reported and one that four schools of six did."""
    values = ["52.1", "44.0", "55.2", "54.8", None, None, "57.0", "58.1", "51.2", "55.0", "57.5", "60.5"]
    return TrajectorySpec(
        title="Ressources propres de recherche",
        unit="millions d’euros constants 2022",
        symbol="M€",
        decimals=1,
        language=Language.FR,
        periods=YEARS,
        actual=tuple(
            Point(
                x=tick.x,
                value=None if value is None else Decimal(value),
                is_complete=tick.x != 2013,
                completeness="4/6" if tick.x == 2013 else "",
            )
            for tick, value in zip(YEARS, values, strict=True)
        ),
        trajectory=(PathPoint(2018, Decimal(57)), PathPoint(2023, Decimal(62))),
        target=Target(form=TargetForm.BAND, value=Decimal(61), high=Decimal(63)),
        horizon=2023,
        baseline=PathPoint(2018, Decimal(57)),
    )


def sample() -> Document:
    """The whole review, in French."""
    return Document(
        title="Revue annuelle du contrat 2018-2023",
        subtitle="Institut d’exemple et ses quatre écoles, millésime 2023",
        notice="Contrat illustratif, données synthétiques",
        language=Language.FR,
        metadata=Metadata(
            author="Direction du pilotage",
            date=date(2024, 3, 1),
            generated_from="Produit à partir du millésime 2023-v1, empreinte 4f1c9a7e",
        ),
        blocks=(*_opening(), *_objective(), *_second_objective(), *_sheets()),
    )


def _opening() -> tuple[Block, ...]:
    return (
        TableOfContents(depth=2),
        Heading(level=1, text="L’essentiel", anchor="essentiel"),
        Paragraph(
            (
                "Sur les six cibles du contrat, ",
                strong("deux sont atteintes"),
                ", une est en bonne voie et trois sont en retard. Les effectifs de 2022 et 2023 sont ",
                emphasis("incomplets"),
                " : une école n’a pas remis les siens (voir ",
                link("l’objectif 1", "#objectif-1"),
                "). Les montants sont en euros constants de 2022, calculés par ",
                code("own-research-resources"),
                ", d’après les ",
                link("comptes financiers", "https://example.org/comptes?a=1&b=2"),
                ".",
            )
        ),
        KeyFigures(
            (
                KeyFigure(
                    value="13 760",
                    label="élèves ingénieurs en 2023",
                    sub="incomplet (5/6)",
                    tone=Tone.MISSING,
                ),
                KeyFigure(value="32,1 %", label="de femmes", sub="cible 35 % en 2027", tone=Tone.NEAR),
                KeyFigure(
                    value="60,5 M€",
                    label="ressources propres de recherche",
                    sub="+6,1 % depuis 2018",
                    tone=Tone.GOOD,
                ),
                KeyFigure(
                    value="non mesurable",
                    label="sobriété énergétique",
                    sub="aucune donnée reçue",
                    tone=Tone.MISSING,
                ),
            )
        ),
        Callout(
            kind=CalloutKind.MISSING,
            content=("École B n’a rien remis depuis 2021 ; le total de l’institut ne la compte pas.",),
        ),
        _glance(),
    )


def _glance() -> Table:
    good, near = Cell(text="atteint", tone=Tone.GOOD), Cell(text="en bonne voie", tone=Tone.NEAR)
    off, none = Cell(text="en retard", tone=Tone.OFF), Cell(text="non mesurable", tone=Tone.MISSING)
    columns = [Column(title="Cible", weight=1.6)]
    columns += [
        Column(title=name, weight=1) for name in ("Institut", "École A", "École B", "École C", "École D")
    ]
    return Table(
        caption="Le contrat d’un coup d’œil",
        columns=tuple(columns),
        rows=(
            GroupRow("Axe 1. Former"),
            Row(
                cells=(
                    Cell(text="+20 % d’élèves ingénieurs", href="#objectif-1"),
                    near,
                    good,
                    none,
                    off,
                    none,
                )
            ),
            Row(
                cells=(Cell(text="30 % de femmes", sub="déjà atteinte en 2018"), good, good, near, good, none)
            ),
            GroupRow("Axe 2. Chercher"),
            Row(cells=(Cell(text="+5 % de ressources propres"), good, off, near, off, none)),
        ),
        note="Une forme accompagne chaque appréciation : disque, demi-disque, triangle, cercle vide.",
    )


def _objective() -> tuple[Block, ...]:
    return (
        PageBreak(),
        Heading(level=1, text="Objectif 1. Former davantage d’ingénieurs", anchor="objectif-1"),
        Paragraph(("Le contrat vise 17 220 élèves ingénieurs en 2023, soit +20 % par rapport à 2018.",)),
        ChartBlock(
            svg=trajectory_chart(head_count()),
            alt="Élèves ingénieurs, de 12 723 en 2012 à 15 310 en 2021, puis 13 760 en 2023 sans une école.",
            caption="Source : remontées des écoles. Cercles vides : une école manque.",
            table=_behind(),
            is_table_printed=True,
        ),
        Callout(
            kind=CalloutKind.WARNING,
            title="Deux années ne se comparent pas aux autres",
            content=("En 2022 et 2023, ", strong("5 écoles sur 6"), " ont répondu."),
        ),
        Heading(level=2, text="Par école", anchor="objectif-1-ecoles"),
        _by_school(),
        ChartBlock(
            svg=small_multiples(
                [_school(name, values) for name, values in _SCHOOLS.items()],
                title="Élèves ingénieurs par école",
            ),
            alt="Effectifs de chaque école depuis 2012.",
        ),
    )


def _behind() -> Table:
    years = tuple(Column(title=tick.label, align=Align.NUMBER) for tick in YEARS[6:])
    numbers = tuple(
        Cell(text=f"{value:,}".replace(",", "\u202f"), sub="5/6" if tick.x > 2021 else "")
        for tick, value in zip(YEARS[6:], _WHOLE[6:], strict=True)
    )
    return Table(
        caption="Élèves ingénieurs",
        columns=(Column(title="", weight=1), *years),
        rows=(Row(cells=(Cell(text="Réalisé"), *numbers)),),
    )


def _school(name: str, values: list[int | None]) -> TrajectorySpec:
    return TrajectorySpec(
        title=name, unit="personnes inscrites", language=Language.FR, periods=YEARS, actual=points(values)
    )


def _by_school() -> Table:
    rows = []
    for name, values in _SCHOOLS.items():
        drawn = Picture(svg=sparkline(points(values)), alt=f"Évolution, {name}")
        first, last = (
            Cell(text="—", sub="absent à la source", tone=Tone.MISSING) if value is None
            else Cell(text=f"{value:,}".replace(",", "\u202f"))
            for value in (values[6], values[11])
        )  # fmt: skip
        rows.append(Row(cells=(Cell(text=name), first, last, Cell(text="+20 %"), Cell(picture=drawn))))
    total = (Cell(text="Institut"), Cell(text="14\u202f350"), Cell(text="13\u202f760", sub="incomplet 5/6"))
    return Table(
        caption="Élèves ingénieurs par école",
        columns=(
            Column(title="École", weight=1),
            Column(title="2018", align=Align.NUMBER),
            Column(title="2023", align=Align.NUMBER),
            Column(title="Cible", align=Align.NUMBER),
            Column(title="2012-2023", align=Align.CENTER),
        ),
        rows=(*rows, Row(cells=(*total, Cell(text="+20 %"), Cell()), is_total=True)),
        note="Source : remontées des écoles au 15 janvier.",
    )


def _second_objective() -> tuple[Block, ...]:
    return (
        Heading(level=1, text="Objectif 2. Ouvrir et chercher", anchor="objectif-2"),
        ChartBlock(svg=trajectory_chart(share(Language.FR)), alt="De 30,0 % en 2018 à 32,1 % en 2024."),
        ChartBlock(
            svg=trajectory_chart(resources()),
            alt="De 52,1 M€ en 2012 à 60,5 M€ en 2023 ; rien en 2016 et 2017.",
        ),
        Paragraph(
            (HOSTILE, " ", strong(HOSTILE), " ", code(HOSTILE), " ", link(HOSTILE, "javascript:alert(1)"))
        ),
        BulletList((("Premier point : ", strong("cinq écoles sur six")), ("Second point.",))),
    )


def _sheets() -> tuple[Block, ...]:
    return (
        Heading(level=2, text="Fiche de définition", anchor="fiche"),
        Definitions(
            (
                Definition(
                    term="Définition",
                    content=("Personnes inscrites en formation d’ingénieur au 15 janvier.",),
                ),
                Definition(term="Mesure", content=("Total de ", code("Etudiants"), " pour le diplôme visé.")),
                Definition(term="Responsable", content=("Direction des formations",)),
                Definition(
                    term="Source et référence",
                    content=("Contrat, art. 3, p. 12 ; ", link("texte", "https://example.org/contrat"), "."),
                ),
            )
        ),
        Callout(content=("Les chiffres de cette page sont inventés.",)),
        Heading(level=2, text="Tableau long", anchor="tableau-long"),
        Table(
            caption="Un tableau sur plusieurs pages et beaucoup de colonnes",
            columns=(
                Column(title="Ligne"),
                *(Column(title=str(year), align=Align.NUMBER) for year in range(2014, 2024)),
            ),
            rows=tuple(
                Row(
                    cells=(Cell(text=f"Unité {row}"), *(Cell(text=f"{row * 137 + col}") for col in range(10)))
                )
                for row in range(1, 61)
            ),
        ),
    )
