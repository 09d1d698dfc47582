"""What a signature or an explanation kept of a figure is read again as people read figures."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from jalon.dossier.resolve import read_dossier
from jalon.kernel.issues import Issues
from jalon.kernel.missing import Missing, Reason, Value, between
from jalon.kernel.texts import Language, Text
from jalon.services.returns import say_told, told_value

INSA = Path(__file__).parents[3] / "examples" / "insa"


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (Decimal("37.4931"), "37.49%", "37,49\u00a0%"),
        (Missing(Reason.LATE), "late", "en retard"),
        (between(Decimal(8), Decimal("10.5"), Text.same("doubt")), "8.00 to 10.50%", "8,00 à 10,50\u00a0%"),
    ],
)
def test_a_kept_value_is_told_with_its_unit(value: Value, en: str, fr: str) -> None:
    dossier, figure = read_dossier(INSA, Issues()), SimpleNamespace(value=value)
    told = told_value(figure)
    indicator = "women-engineering"
    assert dossier is not None
    assert indicator in dossier.indicators
    assert say_told(dossier, indicator, told, Language.EN).replace("\u00a0to\u00a0", " to ") == en
    assert say_told(dossier, indicator, told, Language.FR).replace("\u00a0à\u00a0", " à ") == fr
    assert say_told(dossier, indicator, "", Language.EN) == ""
