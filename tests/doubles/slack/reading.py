"""Read a request as Slack does: arguments come in the query, as a form or as JSON, the token with them or before."""

import json
from typing import Any

from aiohttp import web

from tests.doubles.wire.calls import Call, Json, Upload

JSON_TYPE = "application/json"
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
STRUCTURED = frozenset({"blocks", "attachments", "metadata", "view", "files", "unfurls", "file_blocks"})
"""Arguments that hold JSON, also where they come in a form."""
TRUE = frozenset({"1", "true", "True"})


async def read_arguments(request: web.Request, base: str) -> Call:
    """Read a request whole; its arguments are the body, whatever way they came."""
    arguments: Json = dict(request.query)
    uploads: tuple[Upload, ...] = ()
    broken = ""
    try:
        more, uploads = await _sent(request)
        arguments |= more
    except ValueError as fault:
        broken = str(fault) or "unreadable"
    headers = {**request.headers, **_taken_out(arguments)}
    return Call(
        method=request.method,
        path=request.path.removeprefix(base) or "/",
        headers=headers,
        body={key: _decoded(key, value) for key, value in arguments.items()},
        uploads=uploads,
        broken=broken,
    )


async def _sent(request: web.Request) -> tuple[Json, tuple[Upload, ...]]:
    if request.content_type in FORM_TYPES:
        return _form(await request.post())
    raw = await request.read()
    if not raw:
        return {}, ()
    if request.content_type == JSON_TYPE:
        told = json.loads(raw)
        if not isinstance(told, dict):
            raise ValueError("no JSON object")
        return told, ()
    return {}, (Upload("file", "", request.content_type, raw),)


def _form(form: Any) -> tuple[Json, tuple[Upload, ...]]:
    plain = {key: value for key, value in form.items() if isinstance(value, str)}
    files = tuple(
        Upload(key, value.filename, value.content_type, value.file.read())
        for key, value in form.items()
        if not isinstance(value, str)
    )
    return plain, files


def _taken_out(arguments: Json) -> dict[str, str]:
    """Move a token out of the arguments, where it would be recorded, to the header that it stands for."""
    token = arguments.pop("token", None)
    return {"Authorization": f"Bearer {token}"} if token else {}


def _decoded(key: str, value: Any) -> Any:
    if key not in STRUCTURED or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def flag(arguments: Json, key: str, *, default: bool = False) -> bool:
    """Return an argument that is true or false, however it is spelled."""
    value = arguments.get(key, default)
    return value if isinstance(value, bool) else str(value) in TRUE


def listed(arguments: Json, key: str) -> list[str]:
    """Return an argument that is a list: JSON, or text with commas."""
    value = arguments.get(key) or []
    if isinstance(value, str):
        return [each.strip() for each in value.split(",") if each.strip()]
    return [str(each) for each in value]
