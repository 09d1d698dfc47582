"""The interface as a whole: its operations, its description in OpenAPI 3.1, its errors."""

from __future__ import annotations

from functools import cache, wraps
from typing import Any  # what OpenAPI and ninja hold

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from jalon.kernel.texts import Text
from jalon.services.problems import DossierProblem
from jalon.web.api import collecting, dossiers, telling, work
from jalon.web.api.answers import json_answer
from jalon.web.api.door import BearerToken
from jalon.web.api.problems import UNKNOWN, Problem, answer, of_exception
from jalon.web.api.shapes.common import ProblemDetails
from jalon.web.rights.decide import Refused
from jalon.web.rights.pages import by_token, open_to_all
from jalon.web.site.asking import NoVintage

_DESCRIPTION = """\
The same figures, under the same rights, as the pages. Show a token: `Authorization: Bearer …`.
Words are in the language of `Accept-Language`: `fr` or `en`. Where a value is null, a state or a reason
beside it says why: missing is never zero. Problems are told as in RFC 9457 (`application/problem+json`).
"""

api = NinjaAPI(
    title="Jalon",
    version="1",
    description=_DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)
for _router in (telling.router, dossiers.router, work.router, collecting.router):
    api.add_router("", _router)
for _problem in (
    Problem,
    Refused,
    NoVintage,
    DossierProblem,
    Http404,
    HttpError,
    ValidationError,
    SuspiciousOperation,
    Exception,
):
    api.add_exception_handler(_problem, of_exception)


class UndeclaredOperation(Exception):
    """An operation does not say which right it takes: it is not served."""


def operations() -> list[Any]:
    """Every operation of the interface, as ninja holds them."""
    return [
        operation
        for router in api._get_bound_routers()
        for view in router.path_operations.values()
        for operation in view.operations
    ]


def check_declared() -> None:
    """Refuse to serve an interface of which some operation opens without a token and a right.

    Raises:
        UndeclaredOperation: there is one.
    """
    for operation in operations():
        doors = operation.auth_callbacks
        if len(doors) != 1 or not isinstance(doors[0], BearerToken) or not doors[0].rights:
            raise UndeclaredOperation(operation.operation_id or operation.path)


def addresses() -> list[URLPattern]:
    """The addresses of the operations, each behind its own door; whatever else is asked is not there."""
    check_declared()
    found = [pattern for pattern in api.urls[0] if pattern.name != "api-root"]
    for pattern in found:
        pattern.callback = _answering(pattern.callback)
    return [*found, re_path(r"^.*$", unknown)]


def _answering(view: Any) -> Any:
    """A view of ninja's that also answers HEAD, and says in our form that a method is not taken."""

    @by_token
    @wraps(view)
    def run(request: HttpRequest, **named: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        answered = view(request, **named)
        if answered.status_code == 405:
            return answer("method", _METHOD, {"Allow": answered.headers["Allow"]})
        return answered

    return run


@open_to_all
def unknown(request: HttpRequest) -> HttpResponse:
    """There is nothing at an address below the interface; whoever asks learns nothing."""
    del request
    return answer("not-found", UNKNOWN)


unknown.csrf_exempt = True  # type: ignore[attr-defined]


@open_to_all
@require_GET
def description(request: HttpRequest) -> HttpResponse:
    """What the interface offers, for programs: OpenAPI 3.1. It holds nothing of the institution."""
    del request
    return json_answer(described())


@cache
def described() -> dict[str, Any]:
    """The description in OpenAPI."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    told["components"]["schemas"]["ProblemDetails"] = ProblemDetails.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    _lift(told["components"]["schemas"])
    return told


def _lift(schemas: dict[str, Any]) -> None:
    """Put definitions that stand inside a schema beside the others, where references look for them."""
    for schema in [*schemas.values()]:
        schemas.update(schema.pop("$defs", {}))


_METHOD = Text(
    "L’en-tête «\u00a0Allow\u00a0» dit lesquelles.", "The header “Allow” says which ones it takes."
)
