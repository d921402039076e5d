"""A request as a double sees it, and its answer: plain values, apart from the server that carries them."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

Json = dict[str, Any]
MULTIPART = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body."""

    part: str
    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A request. `path` is without the base of the API; `body` is the JSON sent, None when there was none."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    uploads: tuple[Upload, ...] = ()
    broken: str = ""
    """Why the body could not be read; empty when it could."""

    def header(self, name: str) -> str:
        """Return a header whatever its case, empty when it is absent."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. A dict or a list goes as JSON with exactly `application/json`; bytes go as they are."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"


async def read_call(request: web.Request, base: str) -> Call:
    """Read a request whole; a body that is no JSON is told in `broken`."""
    body: Any = None
    uploads: tuple[Upload, ...] = ()
    broken = ""
    try:
        if request.content_type == MULTIPART:
            body, uploads = await _multipart(request)
        elif raw := await request.read():
            body = _parsed(request.content_type, raw, await request.post())
    except ValueError as fault:
        broken = str(fault) or "unreadable"
    return Call(
        method=request.method,
        path=request.path.removeprefix(base) or "/",
        query=dict(request.query),
        headers=dict(request.headers),
        body=body,
        uploads=uploads,
        broken=broken,
    )


def _parsed(content_type: str, raw: bytes, form: Any) -> Any:
    if content_type == "application/json":
        return json.loads(raw)
    if content_type == "application/x-www-form-urlencoded":
        return dict(form)
    raise ValueError(f"a body of type {content_type}")


async def _multipart(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """Read the fields of a form: the JSON in `payload_json`, and the files."""
    body: Any = None
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise ValueError("a multipart within a multipart")  # noqa: TRY004 - what was sent is wrong, not our types
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.name or "", part.filename or "", kind, content))
    return body, tuple(uploads)


def write(answer: Answer) -> web.Response:
    """Turn an answer into what the server sends."""
    if answer.body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    if isinstance(answer.body, bytes):
        return web.Response(
            status=answer.status, body=answer.body, headers={**answer.headers, "Content-Type": answer.content_type}
        )
    raw = json.dumps(answer.body, separators=(",", ":")).encode()
    return web.Response(status=answer.status, body=raw, headers={**answer.headers, "Content-Type": answer.content_type})
