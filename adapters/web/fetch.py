"""One shared HTTP client: conditional GET, redirects followed by hand, every hop checked."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

import aiohttp
from yarl import URL

from adapters.web.body import ACCEPTED_ENCODINGS, read_body
from adapters.web.guard import AddressRefused, guarded_socket
from bot.errors import FaultyResource
from bot.ports import Fetched
from bot.urls import printable_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
OK = 200
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
ADVICE = {
    401: "asks for a password; give the feed another address",
    403: "refuses us; ask its publisher or use another feed",
    404: "is not there; check the address",
    410: "is gone for good; remove it from the feeds",
    429: "asks us to come less often; raise its interval",
}
CHUNK = 65_536


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
    connect: float = 10.0
    """Seconds until one address has answered."""
    read: float = 15.0
    """Seconds between two pieces of the answer."""
    total: float = 30.0
    """Seconds for everything: waiting for a connection to the host, redirects, the body."""
    per_host: int = 2
    """Connections to one host at a time."""


class Fetcher:
    """Gets URLs. Close it when done."""

    def __init__(self, *, user_agent: str, allow_hosts: Collection[str] = (), limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._allowed = frozenset(host.lower() for host in allow_hosts)
        self._user_agent = user_agent
        self._guarded: aiohttp.ClientSession | None = None
        self._trusted: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """Return the answer, or raise FaultyResource with a sentence that names the URL."""
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        conditions = {name: value for name, value in headers.items() if value and value.isprintable()}
        try:
            async with asyncio.timeout(self._limits.total):
                return await self._follow(url, conditions)
        except FaultyResource as error:
            raise FaultyResource(f"{printable_url(url)}: {error}") from error
        except TimeoutError as error:
            raise FaultyResource(f"{printable_url(url)}: no answer in time") from error
        except aiohttp.ClientError as error:
            raise FaultyResource(f"{printable_url(url)}: {_reason(error)}") from error
        except ValueError as error:
            raise FaultyResource(f"{printable_url(url)}: is not an address, or leads to none; check it") from error
        except OSError as error:
            raise FaultyResource(f"{printable_url(url)}: cannot be reached ({error.strerror})") from error

    async def close(self) -> None:
        """Let go of all connections."""
        for session in (self._guarded, self._trusted):
            if session is not None:
                await session.close()

    async def _follow(self, url: str, conditions: dict[str, str]) -> Fetched:
        """Get a URL, following redirects; every hop is checked like the first."""
        here = self._checked(URL(url))
        for _ in range(self._limits.redirects + 1):
            async with self._session(here).get(here, headers=conditions, allow_redirects=False) as answer:
                if answer.status not in REDIRECTS:
                    return await self._fetched(answer)
                location = answer.headers.get("Location", "")
            if not location:
                raise FaultyResource("redirects without saying where to; check the address")
            here = self._checked(here.join(URL(location)))
        raise FaultyResource(f"redirects more than {self._limits.redirects} times; check the address")

    def _checked(self, url: URL) -> URL:
        if len(str(url)) > self._limits.url:
            raise FaultyResource(f"the address is longer than {self._limits.url:,} characters")
        if url.scheme not in {"http", "https"} or not url.host:
            raise FaultyResource(f"{printable_url(str(url))} is not an http or https address")
        return url

    async def _fetched(self, answer: aiohttp.ClientResponse) -> Fetched:
        if answer.status not in {OK, NOT_MODIFIED}:
            advice = ADVICE.get(answer.status, "it is tried again later")
            raise FaultyResource(f"answered with status {answer.status}: {advice}")
        changed = answer.status == OK
        chunks = answer.content.iter_chunked(CHUNK)
        encoding = answer.headers.get("Content-Encoding", "").strip().lower()
        return Fetched(
            url=str(answer.url.with_user(None)),
            changed=changed,
            body=await read_body(chunks, encoding=encoding, limit=self._limits.body) if changed else b"",
            content_type=answer.headers.get("Content-Type", ""),
            etag=answer.headers.get("ETag"),
            last_modified=answer.headers.get("Last-Modified"),
        )

    def _session(self, url: URL) -> aiohttp.ClientSession:
        """Return the guarded client, or the one for hosts that the settings name.

        Two clients, so that a connection opened for a trusted host can never serve another.
        """
        if f"{url.host_subcomponent}:{url.port}".lower() in self._allowed:
            self._trusted = self._trusted or self._client(
                aiohttp.TCPConnector(limit=0, limit_per_host=self._limits.per_host)
            )
            return self._trusted
        self._guarded = self._guarded or self._client(
            aiohttp.TCPConnector(limit=0, limit_per_host=self._limits.per_host, socket_factory=guarded_socket)
        )
        return self._guarded

    def _client(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        limits = self._limits
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED_ENCODINGS},
            timeout=aiohttp.ClientTimeout(total=limits.total, sock_connect=limits.connect, sock_read=limits.read),
            auto_decompress=False,
            max_line_size=limits.header,
            max_field_size=limits.header,
        )


def _reason(error: aiohttp.ClientError) -> str:
    """Say in words what a client error means; its own text may hold the URL with its credentials."""
    match error:
        case aiohttp.ClientConnectorCertificateError() | aiohttp.ClientSSLError():
            return "its TLS certificate cannot be trusted; ask its publisher"
        case aiohttp.ClientConnectorDNSError():
            return "its host has no address; check the spelling or the network"
        case aiohttp.ClientConnectorError(os_error=AddressRefused() as refused):
            return f"refused: {refused}; name it under [fetch] allow_hosts if it is yours"
        case aiohttp.ClientConnectorError(os_error=os_error):
            return f"cannot be reached ({os_error.strerror or os_error})"
        case aiohttp.InvalidURL():
            return "is not an address, or leads to none; check it"
        case _:
            return f"broke off ({type(error).__name__})"
