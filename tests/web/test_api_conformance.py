"""The API answers as its description says, whatever is asked: no server error, no undeclared answer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from drawing import examples
from jalon.infocentre.deliveries import Ledger
from jalon.web.api import api, tokens
from jalon.web.desk import desk
from jalon.web.rights.roles import Role
from jalon.web.wsgi import application
from web.tokens import account, token_of

pytestmark = pytest.mark.usefixtures("loaded", "db", "campaign")

SEEN: defaultdict[str, set[int]] = defaultdict(set)


def whole(environ: Any, start_response: Any) -> list[bytes]:
    """The site, whose answers are closed when they are read, as servers do and this client does not."""
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


SCHEMA: Any = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", whole)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(params=[(Role.DIRECTORATE, "institute"), (Role.STEWARD, "north")])
def headers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a program of somebody in a role shows, as often as it likes."""
    monkeypatch.setattr(tokens, "REQUESTS_A_MINUTE", 10**9)
    return {"Authorization": f"Bearer {token_of(account(*request.param))}"}


REAL = {
    "indicator": ("students", "satisfied"),
    "unit": ("institute", "north", "south"),
    "period": ("2020", "2022", "2030"),
    "objective": ("more-students",),
    "source": ("students", "survey"),
    "breakdown": ("sex", "all", ""),
    "vintage": ("",),
}


def real(name: str, value: Any) -> Any:
    """Two values in three become one that exists: made up ones alone would never get past the filters."""
    if isinstance(value, list):
        return [real(name, item) for item in value]
    known, weight = REAL[name], sum(map(ord, str(value)))
    return value if weight % 3 == 1 else known[weight % len(known)]


@SCHEMA.hook
def map_query(context: Any, query: dict[str, Any] | None) -> dict[str, Any] | None:
    """What is asked, with names that exist."""
    del context
    return query and {name: real(name, value) if name in REAL else value for name, value in query.items()}


@SCHEMA.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """The same in addresses; a delivery is one that its reader may or may not read."""
    del context
    found = dict(path_parameters or {})
    if "indicator" in found:
        found["indicator"] = real("indicator", found["indicator"])
    if "campaign" in found and len(found["campaign"]) % 2:
        found["campaign"] = "annual"
    if "delivery" in found:
        deliveries = [one.id for one in Ledger(desk().workspace())]
        weight = sum(map(ord, str(found["delivery"])))
        found["delivery"] = [*deliveries, found["delivery"]][weight % (len(deliveries) + 1)]
    return found


@SCHEMA.parametrize()
@settings(
    max_examples=examples(18),
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_described(case: Any, headers: dict[str, str]) -> None:
    if case.method == "POST" and isinstance(case.body, dict) and len(str(case.body)) % 2:
        case.body["feed"] = "students/north"
    answer = case.call_and_validate(checks=CHECKS, headers=headers)
    SEEN[f"{case.operation.path}"].add(answer.status_code)


def test_answers_were_not_refusals_only() -> None:
    if len(SEEN) == len({one.path for one in api.operations()}):  # all were tried by this process
        assert {path for path, statuses in SEEN.items() if not statuses & {200, 202}} <= {
            "/api/v1/jobs/{job}"
        }


def test_the_description_is_openapi_3_1_and_declares_every_problem() -> None:
    told = api.described()
    assert told["openapi"] == "3.1.0"
    assert told["components"]["securitySchemes"] == {"BearerToken": {"type": "http", "scheme": "bearer"}}
    for path, methods in told["paths"].items():
        for operation in methods.values():
            assert operation["security"] == [{"BearerToken": []}], path
            assert {400, 401, 403, 406, 422, 429, 500} <= {*operation["responses"]}, path
            for status, answer in operation["responses"].items():
                if status >= 400:
                    assert [*answer["content"]] == ["application/problem+json"], path
