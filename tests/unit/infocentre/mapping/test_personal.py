"""An e-mail address or a social security number is refused where a text is kept in clear."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from jalon.infocentre.engine.duckdb import Engine
from jalon.infocentre.engine.steps import Step
from jalon.infocentre.mapping.personal import sql_names_somebody
from jalon.kernel.texts import Text
from schools import Desk


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("ada.lovelace@college.example", True),
        ("mailto:ada@college.example", True),
        ("Ada <ada+1@college.example>", True),
        # 2 69 05 49 588 157: 97 - 2690549588157 mod 97 = 97 - 17 = 80, the example of the French Wikipedia.
        ("269054958815780", True),
        ("2 69 05 49 588 157 80", True),
        ("269054958815781", False),
        # In 2A the number counts as 2690519588157: its remainder by 97 is 80, its key 17.
        ("2 69 05 2A 588 157 17", True),
        ("https://lms.college.example", False),
        ("GEN-2", False),
        ("@", False),
        ("40483304800022", False),
        (None, False),
    ],
)
def test_what_names_somebody(said: str | None, is_found: bool) -> None:
    with Engine() as engine:
        engine.register("cells", pa.table({"x": pa.array([said], pa.string())}))
        step = Step("answer", f"SELECT {sql_names_somebody('x')} AS answer FROM cells", Text.same("answer"))
        assert engine.run((step,))["answer"].to_pylist() == [is_found]


def test_it_does_not_reach_the_lake_nor_the_report(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rows = ";1;NOM;Ada;01/02/2001;F;2020;ada@college.example", ";2;NOM;Eve;01/02/2001;F;2020;Lyon"
    file = tmp_path / "file.csv"
    file.write_text("\n".join(["INE;NUM;NOM;PRENOM;NAISSANCE;SEXE;ANNEE;LIEU", *rows, ""]), encoding="utf-8")
    done = desk.load_file("alpha", file)
    (delivery,) = done.deliveries
    assert (delivery.counts.accepted, delivery.counts.refused) == (1, 1)
    assert [reason.code for reason in delivery.reasons] == ["personal-in-text"]
    assert not any("college" in text for issue in done.issues for text in issue.context.values())
