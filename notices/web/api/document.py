"""The OpenAPI 3.1 document: drawn from the same declarations that check each request."""

from collections.abc import Iterable, Mapping
from typing import Literal

from openapi_pydantic import (
    Components,
    Header,
    Info,
    MediaType,
    OpenAPI,
    Parameter,
    ParameterLocation,
    PathItem,
    Reference,
    RequestBody,
    Response,
    Responses,
    Schema,
    SecurityScheme,
    Server,
    Tag,
)
from openapi_pydantic import Operation as Described
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from models.base import LARGEST_ID
from notices.service import Service
from notices.web.access import Caller
from notices.web.api.operation import PLACE, Operation
from notices.web.api.problems import MEDIA_TYPE, Problem
from notices.web.api.reading import READ, Read
from notices.web.api.routes import ROOT
from notices.web.api.trouble import TROUBLES

Mode = Literal["validation", "serialization"]
_REFERENCE = "#/components/schemas/{model}"
_KINDS = {"int": Schema(type="integer", minimum=1, maximum=LARGEST_ID)}
_TEXT = Schema(type="string")


def describe(service: Service, address: str, operations: Iterable[Operation]) -> OpenAPI:
    """The document of these operations and of public reading. `address` is the service's public one."""
    every = tuple(operations)
    schemas = _Schemas(every)
    return OpenAPI(
        openapi="3.1.1",
        info=Info(title=f"{service.service.name} API", version="1", description=service.service.description.sv),
        servers=[Server(url=address)],
        tags=[Tag(name="läsning"), Tag(name="nyckel")],
        paths=_paths(every, schemas),
        components=Components(
            schemas=schemas.all,
            securitySchemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="Scopes: see each operation"),
                "receiver": SecurityScheme(type="http", scheme="bearer", description="The receiver's own token"),
            },
        ),
    )


class _Schemas:
    """The shapes that are named in the document, each once, and how they are referred to."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        taken = {one.takes for one in operations if one.takes}
        given = {model for one in operations for model in one.gives.values() if model}
        given |= {Problem, *(read.gives for read in READ)}
        named: list[tuple[type[BaseModel], Mode]] = [(model, "validation") for model in taken]
        named += [(model, "serialization") for model in given]
        named.sort(key=lambda one: one[0].__name__)
        keys, document = models_json_schema(named, ref_template=_REFERENCE)
        self._keys: Mapping[tuple[type[BaseModel], Mode], Mapping[str, object]] = keys  # type: ignore[assignment]
        self.all: dict[str, Schema | Reference] = {
            name: Schema.model_validate(schema) for name, schema in document["$defs"].items()
        }

    def of(self, model: type[BaseModel], mode: Mode) -> Reference:
        return Reference.model_validate(self._keys[model, mode])


def _paths(operations: Iterable[Operation], schemas: _Schemas) -> dict[str, PathItem]:
    paths: dict[str, PathItem] = {read.path: PathItem(get=_read(read, schemas)) for read in READ}
    for one in operations:
        item = paths.setdefault(ROOT + one.place, PathItem())
        setattr(item, one.method.lower(), _operation(one, schemas))
    return paths


def _read(read: Read, schemas: _Schemas) -> Described:
    places = [
        _parameter(name, ParameterLocation.PATH, _TEXT if name == "slug" else _KINDS["int"]) for name in read.names
    ]
    answer = Response(
        description="Svaret", content={"application/json": MediaType(schema=schemas.of(read.gives, "serialization"))}
    )
    missing = {"404": _problem("not-found", schemas)} if places else {}
    responses: Responses = {"200": answer, "304": Response(description="Inget har ändrats"), **missing}
    return Described(
        tags=["läsning"], operationId=read.name, summary=read.summary.sv, description=read.summary.en,
        parameters=list(places) or None, responses=responses, security=[],
    )  # fmt: skip


def _operation(one: Operation, schemas: _Schemas) -> Described:
    needed = f" Scope: {' / '.join(one.scopes)}." if one.caller is Caller.TOKEN else ""
    return Described(
        tags=["nyckel"],
        operationId=one.name,
        summary=one.summary.sv,
        description=one.summary.en + "." + needed,
        parameters=[*_places(one), *_query(one), *_headers(one)] or None,
        requestBody=_body(one, schemas),
        responses=_responses(one, schemas),
        security=_security(one),
    )


def _security(one: Operation) -> list[dict[str, list[str]]]:
    schemes = {Caller.TOKEN: "token", Caller.RECEIVER: "receiver"}
    return [{schemes[one.caller]: [scope.value for scope in one.scopes]}] if one.caller in schemes else []


def _places(one: Operation) -> list[Parameter | Reference]:
    found = PLACE.finditer(one.path)
    return [_parameter(place["name"], ParameterLocation.PATH, _KINDS.get(place["kind"], _TEXT)) for place in found]


def _query(one: Operation) -> list[Parameter | Reference]:
    if one.asks is None:
        return []
    properties = one.asks.model_json_schema()["properties"]
    return [
        _parameter(name, ParameterLocation.QUERY, Schema.model_validate(_without_null(schema)), required=False)
        for name, schema in properties.items()
    ]


def _without_null(schema: dict[str, object]) -> dict[str, object]:
    """A query has no null: what may be left out is left out."""
    choices = schema.get("anyOf")
    return choices[0] if isinstance(choices, list) else schema


def _headers(one: Operation) -> list[Parameter | Reference]:
    match = [_parameter("If-Match", ParameterLocation.HEADER, _TEXT)] if one.matches else []
    key = Schema(type="string", minLength=1, maxLength=255, pattern="^[!-~]+$")
    repeat = [_parameter("Idempotency-Key", ParameterLocation.HEADER, key, required=False)] if one.repeats else []
    return [*match, *repeat]


def _parameter(name: str, where: ParameterLocation, schema: Schema, *, required: bool = True) -> Parameter:
    return Parameter.model_validate(
        {"name": name, "in": where, "required": required, "schema": schema.model_dump(by_alias=True, exclude_none=True)}
    )


def _body(one: Operation, schemas: _Schemas) -> RequestBody | None:
    if one.takes is None:
        return None
    return RequestBody(
        required=True, content={"application/json": MediaType(schema=schemas.of(one.takes, "validation"))}
    )


def _responses(one: Operation, schemas: _Schemas) -> Responses:
    good: Responses = {str(status): _answer(one, model, schemas) for status, model in one.gives.items()}
    return {**good, **{str(status): _problem(code, schemas) for status, code in _wrong(one).items()}}


def _answer(one: Operation, model: type[BaseModel] | None, schemas: _Schemas) -> Response:
    content = {"application/json": MediaType(schema=schemas.of(model, "serialization"))} if model else None
    tag = Header(description="The version, for If-Match", required=True, schema=_TEXT)
    return Response(description=one.summary.sv, content=content, headers={"ETag": tag} if one.versioned else None)


def _wrong(one: Operation) -> dict[int, str]:
    """What can be wrong with a call of it."""
    codes = ["too-many", "fault", "unavailable", "malformed"]
    codes += ["token"] if one.caller is not Caller.ANYONE else []
    codes += ["scope"] if one.caller is Caller.TOKEN else []
    codes += ["forbidden"] if one.caller is Caller.RECEIVER else []
    codes += ["not-found"] if PLACE.search(one.path) or one.takes else []
    codes += ["too-large", "media-type", "state"] if one.takes else []
    codes += ["invalid"] if one.takes or one.asks or one.repeats else []
    codes += ["changed", "match-needed"] if one.matches else []
    codes += ["state"] if one.method == "DELETE" else []
    return {TROUBLES[code].status: code for code in codes}


def _problem(code: str, schemas: _Schemas) -> Response:
    said = TROUBLES[code].title
    content = {MEDIA_TYPE: MediaType(schema=schemas.of(Problem, "serialization"))}
    return Response(description=f"{said.sv} ({said.en})", content=content)
