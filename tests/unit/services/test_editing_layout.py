"""How the fields of a form stand on a page, and forms that show what is typed and not saved."""

from __future__ import annotations

from pathlib import Path

import pytest

from editing import DAY, copied
from jalon.services.editing import Block, Change, What, contract_form, draft, laid_out


@pytest.fixture
def imt(tmp_path: Path) -> Path:
    return copied("imt", tmp_path)


def fields_of(blocks: tuple[Block, ...]) -> list[str]:
    return [
        name
        for block in blocks
        for name in (*(field.name for field in block.fields), *fields_of(block.blocks))
    ]


def test_every_field_stands_once_and_in_order(imt: Path) -> None:
    forms = contract_form(imt, as_of=DAY)
    for what in What:
        for form in (*forms.forms[what], forms.blank[what]):
            assert fields_of(laid_out(form)) == [field.name for field in form.fields]


def test_languages_stand_together_and_lists_in_groups_within_groups(imt: Path) -> None:
    blank = contract_form(imt, as_of=DAY).blank[What.COMMITMENT]
    blocks = {block.name: block for block in laid_out(blank)}
    assert [field.name for field in blocks["title"].fields] == ["title.fr", "title.en"]
    planned = blocks["planned.0"]
    assert planned.is_blank
    assert planned.legend.en == "planned 1"
    assert [block.name for block in planned.blocks][-1] == "planned.0.reference.0"


def test_a_form_shows_what_is_typed_beside_what_is_written_and_one_more_item(imt: Path) -> None:
    typed = {(What.TARGET, "women-2027"): {"value": "31 %", "milestones.0.period": "2025-26"}}
    form = contract_form(imt, as_of=DAY, typed=typed).find(What.TARGET, "women-2027")
    assert form is not None
    value = next(field for field in form.fields if field.name == "value")
    assert (value.value, value.written.replace("\u00a0", " ")) == ("31 %", "30 %")
    assert "milestones.1.period" in form.values()


def test_a_new_thing_has_a_form_and_is_chosen_from_before_it_is_saved(imt: Path) -> None:
    fields = {"axis": "training", "title.en": "Fresh"}
    change = Change(what=What.OBJECTIVE, id="fresh", fields=fields, is_new=True)
    proposed = draft(imt, [change], as_of=DAY).files["contract.yaml"]
    forms = contract_form(imt, as_of=DAY, typed={(What.OBJECTIVE, "fresh"): fields}, proposed=proposed)
    form = forms.find(What.OBJECTIVE, "fresh")
    assert form is not None
    assert form.is_new
    objective = next(field for field in forms.blank[What.TARGET].fields if field.name == "objective")
    assert "fresh" in {choice.value for choice in objective.choices}
    assert forms.blank[What.OBJECTIVE].id != "fresh"
