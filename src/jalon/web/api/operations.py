"""How an operation is declared: where it is, which right it takes, what it answers, in which formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import signature
from typing import Any  # what operations take beside the request

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from ninja.errors import ValidationError

from jalon.web.api.answers import JSON_ONLY, MEDIA, format_of
from jalon.web.api.door import BearerToken
from jalon.web.api.models import TokenScope
from jalon.web.api.problems import CONTENT_TYPE, TITLES
from jalon.web.api.shapes.common import Format
from jalon.web.rights.roles import Right

Function = Callable[..., HttpResponse]

EVERYWHERE = (400, 401, 403, 406, 422, 429, 500)
"""What any operation may answer when it does not do what is asked."""


def reads(
    router: Router,
    path: str,
    *rights: Right,
    shape: type[Schema],
    also: Sequence[int] = (),
    formats: Sequence[Format] = JSON_ONLY,
) -> Callable[[Function], Function]:
    """Declare an operation that reads.

    Args:
        router: where.
        path: its address.
        rights: any one of these is enough; over which units is for the operation to hold.
        shape: what it answers in JSON.
        also: the statuses of problems that it answers beside those of :data:`EVERYWHERE`.
        formats: in which formats.
    """

    def declare(function: Function) -> Function:
        answered = _described(formats, (*EVERYWHERE, *also))
        declared = router.get(
            path,
            auth=BearerToken(*rights),
            response={200: shape},
            operation_id=function.__name__,
            summary=(function.__doc__ or "").partition("\n")[0],
            openapi_extra={"responses": answered},
        )
        return declared(_checked(function, formats))

    return declare


def writes(
    router: Router, path: str, *rights: Right, shape: type[Schema], also: Sequence[int] = ()
) -> Callable[[Function], Function]:
    """Declare an operation that takes a file, and answers that it will be read (202); see :func:`reads`."""

    def declare(function: Function) -> Function:
        declared = router.post(
            path,
            auth=BearerToken(*rights, scope=TokenScope.WRITE, content="multipart/form-data"),
            response={202: shape},
            operation_id=function.__name__,
            summary=(function.__doc__ or "").partition("\n")[0],
            openapi_extra={"responses": _described((), (*EVERYWHERE, 413, 415, *also))},
        )
        return declared(_checked(function, JSON_ONLY))

    return declare


def _checked(function: Function, formats: Sequence[Format]) -> Function:
    """The operation, once parameters that do not exist and formats that are not available are refused."""

    @wraps(function)
    def run(request: HttpRequest, **values: Any) -> HttpResponse:
        _refuse_unknown(request, run)
        if formats == JSON_ONLY:
            format_of(request, formats)
        return function(request, **values)

    # The names in annotations are those of the module of the operation, not of this one.
    run.__signature__ = signature(function, eval_str=True)  # type: ignore[attr-defined]
    return run


def _refuse_unknown(request: HttpRequest, run: Any) -> None:
    """A filter that is misspelt would otherwise let everything through, unseen.

    Raises:
        ValidationError: a parameter of the address does not exist.
    """
    known = [
        name
        for model in run._ninja_operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    ]
    unknown = [name for name in request.GET if name not in known]
    if unknown:
        ctx = {"expected": ", ".join(known) or "—"}
        raise ValidationError([{"loc": ("query", name), "type": "unknown", "ctx": ctx} for name in unknown])


def _described(formats: Sequence[Format], statuses: Sequence[int]) -> dict[Any, Any]:
    """What OpenAPI says of the answers, beside the shape of JSON."""
    files = {
        MEDIA[one]: {"schema": {"type": "string", "contentMediaType": MEDIA[one]}}
        for one in formats
        if one is not Format.JSON
    }
    problem = {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}
    problems = {
        status: {"description": _STATUSES[status], "content": {CONTENT_TYPE: problem}}
        for status in sorted({*statuses})
    }
    return {200: {"content": files}, **problems} if files else problems


_STATUSES = {
    status: "; ".join(title.en for one, title in TITLES.values() if one == status)
    for status, _ in TITLES.values()
}
