"""The pages of campaigns, as each role finds them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jalon.web.campaigns.models import Campaign, CampaignState
from jalon.web.rights.roles import Role


@pytest.fixture
def campaign(db: None) -> Campaign:
    return Campaign.objects.create(
        slug="annual",
        name_fr="Campagne annuelle",
        name_en="Annual campaign",
        opens=date(2023, 1, 1),
        due=date(2099, 1, 1),
        periods=["2021", "2022"],
        state=CampaignState.OPEN,
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "address",
    [
        "/campaigns/", "/campaigns/annual/", "/campaigns/annual/north/", "/campaigns/annual/north/send/students/",
        "/campaigns/annual/north/grid/survey/", "/campaigns/annual/north/absence/survey/2022/",
        "/campaigns/units/north/deliveries/", "/campaigns/explanations/students/north/2022/",
    ],
)  # fmt: skip
def test_a_steward_reads_the_pages_of_the_unit(
    loaded: Path, campaign: Campaign, sign_in, address: str, language: str
) -> None:
    answer = sign_in(Role.STEWARD, "north", language).get(address)
    assert answer.status_code == 200, answer.content.decode()
