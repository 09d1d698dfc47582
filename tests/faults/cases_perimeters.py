"""Mistakes in perimeters: memberships, merges and splits, re-based targets."""

from __future__ import annotations

from faults.base import BASE, Case, Change

PERIMETER, CONTRACT = "perimeter.yaml", "contract.yaml"
NORTH = "codes: {uai: 0000001A}\n"


def member(text: str) -> dict[str, Change]:
    """The membership of one school."""
    return {PERIMETER: (NORTH, f"{NORTH}    member: [{text}]\n")}


def change(text: str, *, units: str = "", north: str = "") -> dict[str, Change]:
    """A change of the perimeter, with more units if need be."""
    base = BASE[PERIMETER].replace(NORTH, NORTH + north)
    return {PERIMETER: f"{base}{units}changes:\n  - {text}\n"}


UNION = "  - {unit: union, name: Union}\n"
OTHER = "  - {unit: other, name: Other}\n"
MERGE = "{change: merger, on: 2022-01-01, kind: merge, "


def rebase(text: str, *, signed: str = "    signed: 2022-03-01\n") -> dict[str, Change]:
    """An amendment that re-bases a target."""
    amendment = f"  - amendment: first\n    title: First\n{signed}    reference: The contract\n"
    return {CONTRACT: f"{BASE[CONTRACT]}amendments:\n{amendment}    rebase:\n      - {text}\n"}


CASES = (
    Case(
        code="share-of-a-member",
        changes=member('{▸share: "120 %"}'),
        en=("« 120 % » is none", "up to 100 %"),
        fr=("« 120 % » n’en est pas une", "au plus 100 %"),
    ),
    Case(
        code="share-of-a-member",
        about="of nothing",
        changes=member('{▸share: "0 %"}'),
        en=("« 0 % »", "above 0 %"),
        fr=("« 0 % »", "supérieur à 0 %"),
    ),
    Case(
        code="share-of-a-member",
        about="a number of persons",
        changes=member('{▸share: "5 persons"}'),
        en=("« 5 persons »",),
        fr=("« 5 persons »",),
    ),
    Case(
        code="memberships-overlap",
        changes=member("{until: 2022-01-01}, {▸since: 2021-01-01}"),
        en=("« north » is a member twice", "perimeter.yaml:"),
        fr=("« north » est membre deux fois",),
    ),
    Case(
        code="unknown-name",
        about="unit of a change",
        changes=change(MERGE + "from: [north, ▸sout], into: [union]}", units=UNION),
        en=("no unit named « sout »", "Did you mean south?"),
        fr=("« sout » (unité)", "écrire south ?"),
    ),
    Case(
        code="duplicate-name",
        about="unit twice on one side of a change",
        changes=change(MERGE + "from: [north, ▸north], into: [union]}", units=UNION),
        en=("The unit « north » is declared twice",),
        fr=("« north » (unité) est déclaré deux fois",),
    ),
    Case(
        code="duplicate-name",
        about="change",
        changes=change(
            MERGE + "from: [north, south], into: [union]}\n"
            "  - {▸change: merger, on: 2024-01-01, kind: split, from: [union], into: [north, south]}",
            units=UNION,
        ),
        en=("The change « merger » is declared twice",),
        fr=("« merger » (changement) est déclaré deux fois",),
    ),
    Case(
        code="merge-of-several",
        changes=change(MERGE + "from: [north], ▸into: [union, other]}", units=UNION + OTHER),
        en=("makes several units: union, other", "kind: split"),
        fr=("fait plusieurs unités", "kind: split"),
    ),
    Case(
        code="split-of-several",
        changes=change(
            "{change: apart, on: 2022-01-01, kind: split, ▸from: [north, south], into: [union]}", units=UNION
        ),
        en=("starts from several units: north, south", "kind: merge"),
        fr=("part de plusieurs unités", "kind: merge"),
    ),
    Case(
        code="change-of-nothing",
        changes=change(MERGE + "from: [north], ▸into: [north]}"),
        en=("from the same units to the same units",),
        fr=("des mêmes unités aux mêmes unités",),
    ),
    Case(
        code="change-of-a-group",
        changes=change(
            MERGE + "from: [▸all, south], into: [union]}",
            units=f"{UNION}  - {{unit: all, name: All}}\n  - {{unit: part, name: Part, parent: all}}\n",
        ),
        en=("« all » is made of other units",),
        fr=("« all » est faite d’autres unités",),
    ),
    Case(
        code="change-of-a-non-member",
        changes=change(
            MERGE + "from: [▸north, south], into: [union]}",
            units=UNION,
            north="    member: [{until: 2019-01-01}]\n",
        ),
        en=("« north », which is no member on 2021-12-31",),
        fr=("« north », qui n’est pas membre le 2021-12-31",),
    ),
    Case(
        code="change-begins-a-member",
        changes=change(
            MERGE + "from: [north], into: [union]}\n"
            "  - {change: again, on: 2024-01-01, kind: merge, from: [south], into: [▸union]}",
            units=UNION,
        ),
        en=("begins « union » on 2024-01-01", "under « from » as well"),
        fr=("fait commencer « union » le 2024-01-01", "aussi sous « from »"),
    ),
    Case(
        code="membership-against-change",
        changes=change(
            MERGE + "from: [north, south], into: [union]}",
            units=UNION,
            north="    member: [{▸until: 2024-01-01}]\n",
        ),
        en=("« north » says 2024-01-01", "Remove that date"),
        fr=("« north » dit 2024-01-01", "Retirez cette date"),
    ),
    Case(
        code="unknown-name",
        about="re-based target",
        changes=rebase("{rule: same-level, targets: [▸student-2025], because: South left}"),
        en=("no target named « student-2025 »", "students-2025"),
        fr=("« student-2025 » (cible)", "students-2025"),
    ),
    Case(
        code="unknown-name",
        about="change behind a re-basing",
        changes=rebase("{rule: same-level, targets: [students-2025], ▸change: merger}"),
        en=("no change named « merger »",),
        fr=("« merger » (changement)",),
    ),
    Case(
        code="missing-key",
        about="why a target is re-based",
        changes=rebase("▸{rule: same-level, targets: [students-2025]}"),
        en=("« because »",),
        fr=("« because »",),
    ),
    Case(
        code="rebase-without-a-day",
        changes=rebase("▸{rule: same-level, targets: [students-2025], because: South left}", signed=""),
        en=("on the perimeter of which day", "« on: YYYY-MM-DD »"),
        fr=("sur le périmètre de quel jour", "« on: AAAA-MM-JJ »"),
    ),
    Case(
        code="rebase-of-a-unit",
        changes={
            CONTRACT: rebase("{rule: same-level, targets: [▸students-2025], because: South left}")[
                CONTRACT
            ].replace("    form: relative", "    unit: north\n    form: relative")  # type: ignore[union-attr]
        },
        en=("is about « north »", "« until »"),
        fr=("porte sur « north »", "« until »"),
    ),
    Case(
        code="pro-rata-of-a-share",
        changes=rebase("{rule: pro-rata, targets: [▸women-2025], because: South left}"),
        en=("« women-2025 » is a share", "« same-level »"),
        fr=("« women-2025 » est une part", "« same-level »"),
    ),
    Case(
        code="rebase-has-no-meaning",
        changes=rebase("{rule: same-growth, targets: [▸women-2025], because: South left}"),
        en=("« same-growth » has no meaning for target « women-2025 »",),
        fr=("« same-growth » n’a pas de sens pour la cible « women-2025 »",),
    ),
)
