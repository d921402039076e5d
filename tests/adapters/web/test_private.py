"""Nothing that a feed says leads to a private address: a listener on loopback counts who comes."""

import re
import socket
from collections.abc import AsyncIterator
from urllib.parse import quote

import pytest
from aiohttp import web

from adapters.web import Fetcher, Limits
from bot.errors import FaultyResource
from tests.doubles.feeds import answering, served
from tests.doubles.listener import FakeResolver, Listener, listening

NOBODY = "3ffe::1"
"""A public address that nobody has: 3ffe::/16 was given back (RFC 3701)."""
PATIENT = Limits(connect=20, total=30)
HASTY = Limits(connect=0.2, total=30)
"""For names that lead to nobody too."""

NAMES = {
    "localhost": [["127.0.0.1", "::1"]],
    "four.localtest.example": [["127.0.0.1"]],
    "six.localtest.example": [["::1"]],
    "mapped.localtest.example": [["::ffff:127.0.0.1"]],
    "zero.localtest.example": [["0.0.0.0"]],  # noqa: S104 - an address to refuse, not to bind
    "any.localtest.example": [["::"]],
    "nat64.localtest.example": [["64:ff9b::7f00:1"]],
    "6to4.localtest.example": [["2002:7f00:1::"]],
    "teredo.localtest.example": [["2001:0:7f00:1::80ff:fffe"]],
    "metadata.localtest.example": [["169.254.169.254"]],
    "mixed.localtest.example": [[NOBODY, "127.0.0.1"]],
    "mixed-first.localtest.example": [["127.0.0.1", NOBODY]],
    "rebinding.localtest.example": [[NOBODY], ["127.0.0.1"]],
    "rebound.localtest.example": [["127.0.0.1"], [NOBODY]],
    "xn--lclhst-8ta8f.localtest.example": [["127.0.0.1"]],
}

HOSTS = [
    "127.0.0.1",
    "127.0.0.1.",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7F.0x0.0x0.0x1",
    "0x7f.1",
    "0177.0.0.1",
    "0177.0.0.01",
    "017700000001",
    "0",
    "0.0.0.0",  # noqa: S104 - an address to refuse, not to bind
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]",
    "[fe80::1%25lo]",
    "[::1%25lo]",
    "①②⑦.⓪.⓪.①",
    "１２７.0.0.1",
    "127。0。0。1",
    "%31%32%37.0.0.1",
    "%6c%6f%63alhost",
    "user@127.0.0.1",
    "news.example@127.0.0.1",
    "news.example%40127.0.0.1",
    "news.example\\@127.0.0.1",
    *(name for name in NAMES if name != "localhost"),
]

OTHERS = [
    "file:///etc/hostname",
    "file://127.0.0.1:{port}/etc/hostname",
    "gopher://127.0.0.1:{port}/_GET%20/",
    "dict://127.0.0.1:{port}/",
    "ftp://127.0.0.1:{port}/",
    "ws://127.0.0.1:{port}/",
    "data:text/html,<rss/>",
    "javascript:fetch('http://127.0.0.1:{port}/')",
    "jar:http://127.0.0.1:{port}/!/",
    "view-source:http://127.0.0.1:{port}/",
    "feed:http://127.0.0.1:{port}/",
    "http://news.example#@127.0.0.1:{port}/",
    "http://news.example?@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@news.example/",
    "ht\ntp://127.0.0.1:{port}/",
    "http://127.0.0.1\t:{port}/",
    " http://127.0.0.1:{port}/",
    "https://127.0.0.1:{port}/",
    "HTTP://127.0.0.1:{port}/",
]

REDIRECTED_ONLY = ["//127.0.0.1:{port}/", "///127.0.0.1:{port}/", "\\\\127.0.0.1:{port}\\", "http:\\\\127.0.0.1:{port}"]

URLS = [*(f"http://{host}:{{port}}/" for host in HOSTS), *OTHERS]


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    """Listen where no setting allows it."""
    async with listening() as made:
        yield made


async def tried(url: str, *, allow_hosts: tuple[str, ...] = (), times: int = 1) -> list[str]:
    """Fetch an address so many times; return what was said of it."""
    resolver, said = FakeResolver(NAMES), []
    limits = HASTY if times > 1 else PATIENT
    for _ in range(times):
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=allow_hosts, limits=limits, resolver=resolver)
        try:
            answer = await fetcher.fetch(url, etag=None, last_modified=None)
            said.append(answer.body.decode())
        except FaultyResource as error:
            said.append(str(error))
        finally:
            await fetcher.close()
    return said


def asks(url: str) -> int:
    """Return how often an address is tried: names that change their mind more than once."""
    return 2 if re.search(r"mixed|rebinding|rebound", url) else 1


@pytest.mark.parametrize("url", URLS)
async def test_no_address_reaches_a_private_listener(url: str, listener: Listener) -> None:
    said = await tried(url.format(port=listener.port), times=asks(url))
    assert listener.connections == 0
    assert all("secret" not in words for words in said)


@pytest.mark.parametrize("url", [*URLS, *REDIRECTED_ONLY])
async def test_no_redirect_reaches_a_private_listener(url: str, listener: Listener) -> None:
    """The way there: a host that we trust, a second redirect of its own, then the address."""
    target = "".join(sign if sign.isprintable() and sign.isascii() else quote(sign) for sign in url)

    async def leave(_: web.Request) -> web.Response:
        return web.Response(status=307, headers={"Location": target.format(port=listener.port)})

    async with served({"/": answering("", status=301, Location="/next"), "/next": leave}) as host:
        said = await tried(f"http://{host}/", allow_hosts=(host,), times=asks(url))
    assert listener.connections == 0
    assert all("secret" not in words for words in said)


@pytest.mark.parametrize("url", URLS)
async def test_no_form_reaches_a_private_listener(url: str, listener: Listener) -> None:
    fetcher = Fetcher(user_agent="tallywire/test", limits=HASTY, resolver=FakeResolver(NAMES))
    with pytest.raises(FaultyResource):
        await fetcher.submit(url.format(port=listener.port), {"hub.mode": "subscribe"})
    await fetcher.close()
    assert listener.connections == 0


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "four.localtest.example", "mapped.localtest.example", "mixed-first.localtest.example"],
)
async def test_it_is_the_guard_that_keeps_them_away(
    host: str, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "adapters.web.fetch.guarded_socket", lambda info: socket.socket(family=info[0], type=info[1], proto=info[2])
    )
    assert "secret" in await tried(f"http://{host}:{listener.port}/")
    assert listener.connections


async def test_a_host_that_the_settings_name_is_reached_by_that_name_and_port_only(listener: Listener) -> None:
    allowed = (f"127.0.0.1:{listener.port}",)
    assert await tried(f"http://127.0.0.1:{listener.port}/", allow_hosts=allowed) == ["secret"]
    (said,) = await tried(f"http://localhost:{listener.port}/", allow_hosts=allowed)
    assert "refused" in said
    async with listening() as other:
        (said,) = await tried(f"http://127.0.0.1:{other.port}/", allow_hosts=allowed)
        assert other.connections == 0
    assert "refused: 127.0.0.1 is no public address" in said
    assert listener.connections == 1


async def test_a_stranger_may_not_lead_to_a_host_that_the_settings_name() -> None:
    fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=("127.0.0.1:8001",))
    trail = fetcher._trail("http://stranger.example/")
    trail.lead_on(302, "http://127.0.0.1:8001/")
    with pytest.raises(FaultyResource, match="only the settings may name"):
        fetcher._session(trail)


def test_the_table_is_as_long_as_promised() -> None:
    assert len(set(URLS)) >= 60
