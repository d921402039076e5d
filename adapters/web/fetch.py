"""One shared HTTP client: conditional GET, redirects followed by hand, every hop checked."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from adapters.web.body import ACCEPTED_ENCODINGS, Body, read_body
from adapters.web.faults import named, refusal
from adapters.web.growth import Growth
from adapters.web.guard import guarded_socket
from adapters.web.headers import links, max_age, retry_after
from adapters.web.patience import Patience, Progress, watching
from adapters.web.redirects import KEEPING, REDIRECTS, Trail
from bot.errors import FaultyResource
from bot.larder import Larder
from bot.ports import Fetched

NOT_MODIFIED = 304
WITH_BODY = frozenset({200, 203})
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
CHUNK = 65_536
KEEP_ALIVE = 1.0
"""Seconds that an idle connection is kept: long enough for the next feed of its host, short enough for 10,000 hosts."""

Permit = Callable[[str], Awaitable[bool]]
"""Says of an address whether it may be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost."""

    body: int = 5_000_000
    """Bytes of the body, packed and unpacked alike."""
    url: int = 4_096
    """Characters of a URL, configured or redirected to."""
    header: int = 8_190
    """Bytes of one header line."""
    redirects: int = 5
    name: float = 5.0
    """Seconds until the host's name has led to addresses."""
    connect: float = 10.0
    """Seconds until a connection stands, TLS included."""
    headers: float = 15.0
    """Seconds from the question to the last header."""
    read: float = 15.0
    """Seconds between two pieces of the body."""
    slowest: float = 1_000.0
    """Bytes a second that a body brings on the average."""
    grace: float = 5.0
    """Seconds for which a body may be slower."""
    total: float = 30.0
    """Seconds for everything: waiting for a connection to the host, redirects, the body."""
    per_host: int = 2
    """Connections to one host at a time; hosts that the settings name are not held to it."""


class Fetcher:
    """Gets URLs. Close it when done."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_hosts: Collection[str] = (),
        limits: Limits | None = None,
        resolver: AbstractResolver | None = None,
        larder: Larder | None = None,
    ) -> None:
        """Trust `allow_hosts` (`host:port`) whatever their address. Without a resolver, c-ares looks names up.

        Large bodies take room of the larder.
        """
        self._larder = larder or Larder()
        self._limits = limits or Limits()
        self._allowed = frozenset(host.lower() for host in allow_hosts)
        self._user_agent = user_agent
        self._resolver = resolver
        self._guarded: aiohttp.ClientSession | None = None
        self._trusted: aiohttp.ClientSession | None = None

    async def fetch(
        self, url: str, *, etag: str | None, last_modified: str | None, permit: Permit | None = None
    ) -> Fetched:
        """Return the answer, or raise FaultyResource with a sentence that names the URL.

        `permit` is asked before each hop.
        """
        said = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in said.items() if value and value.isprintable()}
        with named(url):
            async with asyncio.timeout(self._limits.total) as deadline:
                trail = self._trail(url)
                while True:
                    if permit is not None and not await permit(str(trail.here)):
                        raise FaultyResource("its robots.txt asks us to stay away")
                    # What one address gave says nothing of another: an answer of 304 to it would hide what is new.
                    asked = conditions if trail.at_start else {}
                    async with await self._answer(trail, "GET", headers=asked) as answer:
                        if answer.status not in REDIRECTS:
                            return await self._fetched(answer, trail, deadline, conditional=bool(asked))
                        trail.lead_on(answer.status, answer.headers.get("Location", ""))

    async def submit(self, url: str, form: Mapping[str, str]) -> int:
        """Send a form and return the status of the answer; its body is not read.

        Raise FaultyResource when there was no answer, or when it leads to where a form cannot follow.
        """
        with named(url):
            async with asyncio.timeout(self._limits.total):
                trail = self._trail(url)
                while True:
                    async with await self._answer(trail, "POST", data=dict(form)) as answer:
                        if answer.status not in REDIRECTS:
                            return answer.status
                        if answer.status not in KEEPING:
                            raise refusal(answer.status, answer.headers)
                        trail.lead_on(answer.status, answer.headers.get("Location", ""))

    async def close(self) -> None:
        """Let go of all connections."""
        for session in (self._guarded, self._trusted):
            if session is not None:
                await session.close()
        if self._resolver is not None:
            await self._resolver.close()

    def _trail(self, url: str) -> Trail:
        return Trail(url, longest=self._limits.url, most=self._limits.redirects)

    async def _answer(self, trail: Trail, method: str, **question: Any) -> aiohttp.ClientResponse:
        """Ask the address where the trail is, and return its answer as soon as its headers are there."""
        limits = self._limits
        async with Patience(name=limits.name, connection=limits.connect, headers=limits.headers) as patience:
            return await self._session(trail).request(
                method, trail.here, allow_redirects=False, trace_request_ctx=patience, **question
            )

    async def _fetched(
        self, answer: aiohttp.ClientResponse, trail: Trail, deadline: asyncio.Timeout, *, conditional: bool
    ) -> Fetched:
        changed = answer.status in WITH_BODY
        if not changed and not (conditional and answer.status == NOT_MODIFIED):
            raise refusal(answer.status, answer.headers)
        body = await self._body(answer, deadline) if changed else Body(b"", 0)
        headers = answer.headers
        lasting = trail.at_start or trail.moved_to is not None
        return Fetched(
            url=str(trail.here.with_user(None)),
            changed=changed,
            body=body.content,
            content_type=headers.get("Content-Type", ""),
            etag=headers.get("ETag") if lasting else None,
            last_modified=headers.get("Last-Modified") if lasting else None,
            status=answer.status,
            moved_to=trail.moved_to,
            max_age=max_age(headers),
            retry_after=retry_after(headers),
            size=body.received,
            links=links(headers, answer.url),
        )

    async def _body(self, answer: aiohttp.ClientResponse, deadline: asyncio.Timeout) -> Body:
        limits = self._limits
        async with Growth(self._larder, limits.body, deadline) as growth:
            return await read_body(
                answer.content.iter_chunked(CHUNK),
                encoding=answer.headers.get("Content-Encoding", "").strip().lower(),
                limit=limits.body,
                progress=Progress(slowest=limits.slowest, grace=limits.grace),
                growth=growth,
            )

    def _session(self, trail: Trail) -> aiohttp.ClientSession:
        """Return the guarded client, or the one for hosts that the settings name.

        Two clients, so that a connection opened for a trusted host can never serve another. A stranger may not lead
        to a trusted host: what is ours would be printed as theirs.
        """
        if self._trusts(trail.here):
            if not self._trusts(trail.first):
                raise FaultyResource("redirects to a host that only the settings may name; check the address")
            self._trusted = self._trusted or self._client(per_host=0)
            return self._trusted
        self._guarded = self._guarded or self._client(per_host=self._limits.per_host, socket_factory=guarded_socket)
        return self._guarded

    def _trusts(self, url: URL) -> bool:
        return f"{url.host_subcomponent}:{url.port}".lower() in self._allowed

    def _client(self, *, per_host: int, socket_factory: Any = None) -> aiohttp.ClientSession:
        limits = self._limits
        self._resolver = self._resolver or aiohttp.AsyncResolver()
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0,
                limit_per_host=per_host,
                keepalive_timeout=KEEP_ALIVE,
                resolver=self._resolver,
                socket_factory=socket_factory,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED_ENCODINGS},
            timeout=aiohttp.ClientTimeout(total=None, sock_read=limits.read),
            trace_configs=[watching()],
            auto_decompress=False,
            max_line_size=limits.header,
            max_field_size=limits.header,
        )
