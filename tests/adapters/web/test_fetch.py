"""The fetcher against a real server on loopback: what it asks, what it takes, what it refuses."""

import gzip
import zlib

import aiohttp
import pytest
from aiohttp import web

from adapters.web import Fetcher, Limits
from adapters.web.faults import reason
from bot.errors import FaultyResource
from bot.ports import Fetched
from tests.doubles.feeds import Handler, answering, served

SMALL = Limits(body=1_000, url=200, redirects=2)


async def fetched(host: str, path: str = "/", **conditions: str) -> Fetched:
    """Fetch one path of a server that the settings name."""
    fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host], limits=SMALL)
    try:
        return await fetcher.fetch(
            f"http://{host}{path}", etag=conditions.get("etag"), last_modified=conditions.get("last_modified")
        )
    finally:
        await fetcher.close()


async def test_an_answer_carries_body_type_and_what_to_ask_with_next_time() -> None:
    async with served(
        {"/": answering("<rss/>", Content_Type="text/xml", ETag='"1"', Last_Modified="yesterday")}
    ) as host:
        answer = await fetched(host)
    assert answer == Fetched(
        url=f"http://{host}/",
        changed=True,
        body=b"<rss/>",
        content_type="text/xml",
        etag='"1"',
        last_modified="yesterday",
        size=6,
    )


async def test_an_unchanged_feed_is_asked_for_with_what_is_known_and_costs_no_body() -> None:
    asked: dict[str, str] = {}

    async def handler(request: web.Request) -> web.Response:
        asked.update(request.headers)
        return web.Response(status=304, headers={"ETag": '"1"'})

    async with served({"/": handler}) as host:
        answer = await fetched(host, etag='"1"', last_modified="Thu, 22 Jan 2026 10:00:00 GMT")
    assert (answer.changed, answer.body, answer.etag) == (False, b"", '"1"')
    assert asked["If-None-Match"] == '"1"'
    assert asked["If-Modified-Since"] == "Thu, 22 Jan 2026 10:00:00 GMT"
    assert asked["User-Agent"] == "tallywire/test"


async def test_what_a_server_gave_cannot_smuggle_a_header_into_the_next_question() -> None:
    async with served({"/": answering("x")}) as host:
        assert (await fetched(host, etag='"1"\r\nX-Evil: 1')).body == b"x"


async def test_cookies_are_neither_kept_nor_sent() -> None:
    cookies: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        cookies.append(request.headers.get("Cookie", ""))
        return web.Response(text="x", headers={"Set-Cookie": "who=me; Path=/"})

    async with served({"/": handler}) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host])
        for _ in range(2):
            await fetcher.fetch(f"http://{host}/", etag=None, last_modified=None)
        await fetcher.close()
    assert cookies == ["", ""]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(b"the whole feed")),
        ("gzip", gzip.compress(b"the whole ") + gzip.compress(b"feed") + b"\0\0"),
        ("deflate", zlib.compress(b"the whole feed")),
        ("deflate", zlib.compress(b"the whole feed")[2:-4]),
        ("identity", b"the whole feed"),
    ],
    ids=["gzip", "gzip of two members", "deflate", "deflate without header", "identity"],
)
async def test_a_packed_body_is_unpacked(encoding: str, body: bytes) -> None:
    async with served({"/": answering(body, Content_Encoding=encoding)}) as host:
        assert (await fetched(host)).body == b"the whole feed"


async def endless(request: web.Request) -> web.StreamResponse:
    """Send forever, a little at a time."""
    answer = web.StreamResponse()
    await answer.prepare(request)
    while True:
        await answer.write(b"x" * 500)


@pytest.mark.parametrize(
    ("handler", "sentence"),
    [
        (answering(b"x" * 1_001), "larger than 1,000 bytes"),
        (answering(gzip.compress(b"x" * 300_000), Content_Encoding="gzip"), "larger than 1,000 bytes unpacked"),
        (answering(gzip.compress(b"x" * 500)[:-9], Content_Encoding="gzip"), "packed body is damaged"),
        (answering(b"no gzip", Content_Encoding="gzip"), "packed body is damaged"),
        (answering(b"x", Content_Encoding="compress"), "packed in a way that was not asked for"),
        (answering(b"", status=404), "status 404: is not there; check the address"),
        (answering(b"", status=403), "status 403: refuses us"),
        (answering(b"", status=503), "status 503: it is tried again later"),
        (answering(b"", X_Long="x" * 9_000), "broke off"),
        (answering(b"", status=302), "redirects without saying where to"),
        (answering(b"", status=302, Location="/"), "redirects in a circle"),
        (answering(b"", status=302, Location="file:///etc/passwd"), "is not an http or https address"),
        (answering(b"", status=302, Location="gopher://news.example/"), "is not an http or https address"),
        (answering(b"", status=302, Location="/" + "x" * 300), "longer than 200 characters"),
        (answering(b"", status=302, Location="http://[broken/"), "redirects to what is no address"),
        (answering(b"", status=302, Location="http://127.0.0.1:9/"), "refused: 127.0.0.1 is no public address"),
        (answering(b"", status=302, Location="http://169.254.169.254/"), "refused: 169.254.169.254 is no public"),
        (endless, "larger than 1,000 bytes"),
    ],
)
async def test_a_bad_answer_is_one_sentence_that_names_the_address(handler: Handler, sentence: str) -> None:
    async with served({"/": handler}) as host:
        with pytest.raises(FaultyResource) as refused:
            await fetched(host)
    assert str(refused.value).startswith(f"http://{host}/: ")
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
async def test_no_spelling_of_a_private_address_is_reached_unless_the_settings_name_it(address: str) -> None:
    asked = 0

    async def handler(_: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response()

    async with served({"/": handler}) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=["127.0.0.1:1"])
        with pytest.raises(FaultyResource):
            await fetcher.fetch(f"http://{address}:{host.partition(':')[2]}/", etag=None, last_modified=None)
        await fetcher.close()
    assert asked == 0


async def test_a_trusted_host_may_not_lead_to_an_untrusted_one() -> None:
    async with served({"/": answering("secret")}) as inside:
        moved = answering(b"", status=302, Location=f"http://{inside}/")
        async with served({"/": moved}) as trusted:
            with pytest.raises(FaultyResource, match=r"refused: 127\.0\.0\.1"):
                await fetched(trusted)


async def test_a_redirect_is_followed_and_the_last_address_told() -> None:
    routes = {"/": answering(b"", status=301, Location="/new?x=1"), "/new": answering("moved")}
    async with served(routes) as host:
        answer = await fetched(host)
    assert (answer.url, answer.body) == (f"http://{host}/new?x=1", b"moved")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://news.example/feed", "is not an http or https address"),
        ("news.example/feed", "is not an http or https address"),
        ("http://", "is not"),
        ("http://news.invalid/feed", "no address"),
        ("https://user:word@127.0.0.1:9/feed?token=abc", "refused"),
    ],
)
async def test_a_bad_address_is_one_sentence_without_its_secrets(url: str, sentence: str) -> None:
    fetcher = Fetcher(user_agent="tallywire/test", limits=SMALL)
    with pytest.raises(FaultyResource) as refused:
        await fetcher.fetch(url, etag=None, last_modified=None)
    await fetcher.close()
    assert sentence in str(refused.value)
    assert "word" not in str(refused.value)
    assert "abc" not in str(refused.value)


async def test_a_feed_with_a_password_is_asked_with_it_and_never_shows_it() -> None:
    asked: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Authorization", ""))
        return web.Response(text="x")

    async with served({"/": handler}) as host:
        fetcher = Fetcher(user_agent="tallywire/test", allow_hosts=[host])
        answer = await fetcher.fetch(f"http://user:word@{host}/", etag=None, last_modified=None)
        await fetcher.close()
    assert asked[0].startswith("Basic ")
    assert answer.url == f"http://{host}/"


def client_errors(root: type[Exception]) -> set[type[Exception]]:
    """Return every error class of the client library below this one."""
    return {root}.union(*(client_errors(child) for child in root.__subclasses__()))


@pytest.mark.parametrize("error", sorted(client_errors(aiohttp.ClientError), key=lambda error: error.__name__))
def test_every_error_of_the_client_library_has_words(error: type[aiohttp.ClientError]) -> None:
    """Made without its arguments: only the class may decide, and none may fall through."""
    made = error.__new__(error)
    if isinstance(made, aiohttp.ClientConnectorError):
        made._os_error = OSError("refused")

    assert reason(made)


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (410, {}, (410, None, True)),
        (404, {}, (404, None, False)),
        (429, {"Retry_After": "90"}, (429, 90.0, False)),
        (
            503,
            {"Date": "Thu, 22 Jan 2026 10:00:00 GMT", "Retry_After": "Thu, 22 Jan 2026 10:02:00 GMT"},
            (503, 120.0, False),
        ),
    ],
)
async def test_a_refusal_tells_what_the_schedule_needs(
    status: int, headers: dict[str, str], expected: tuple[int, float | None, bool]
) -> None:
    async with served({"/": answering("", status=status, **headers)}) as host:
        with pytest.raises(FaultyResource) as refused:
            await fetched(host)
    assert (refused.value.status, refused.value.retry_after, refused.value.gone) == expected


async def test_an_answer_tells_what_the_schedule_needs() -> None:
    packed = gzip.compress(b"<rss/>" * 100)
    hub = "https://hub.example/"
    said = {"Content_Encoding": "gzip", "Cache_Control": "max-age=60", "Retry_After": "9", "Link": f"<{hub}>; rel=hub"}
    routes = {"/": answering("", status=308, Location="/new"), "/new": answering(packed, **said)}
    async with served(routes) as host:
        answer = await fetched(host)
    assert (answer.size, len(answer.body)) == (len(packed), 600)
    assert (answer.max_age, answer.retry_after, answer.links) == (60.0, 9.0, {"hub": hub})
    assert answer.moved_to == f"http://{host}/new"
