"""The way to Slack: one session, and no request that posts is ever made twice but after a refusal."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from adapters.slack import Bot, Rest, open_session, web_client
from adapters.slack.rest import LONGEST_WAIT, TRIES, ShortWaits
from bot.errors import ChannelRefused, PlatformError, Unanswered

Answer = Callable[[], web.Response]
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKEN = "xoxb-1"  # noqa: S105 - a made-up one
OK = {"ok": True, "ts": "1.1"}


class Newsroom:
    """The one workspace that let us in."""

    async def bot(self, server: str, organisation: str = "") -> Bot | None:
        """See adapters.slack.Bots."""
        is_ours = not organisation and server in {"", "T1"}
        return Bot(token=TOKEN, server="T1", user="U1") if is_ours else None


@asynccontextmanager
async def slack(serve: Serve) -> AsyncIterator[Rest]:
    """Serve Slack's API with a function."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", serve)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with open_session() as session:
            yield Rest(f"http://127.0.0.1:{runner.addresses[0][1]}/api", session, Newsroom())
    finally:
        await runner.cleanup()


class Answers:
    """Gives one answer after another, the last for good, and notes the requests; without an answer it hangs up."""

    def __init__(self, *answers: Answer | None) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[str, str]] = []

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        self.asked.append((request.match_info["method"], request.headers.get("Authorization", "")))
        await request.read()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None and request.transport:
            request.transport.abort()
        return answer() if answer else web.Response()


def ok() -> web.Response:
    """Say that it is done."""
    return web.json_response(OK)


def limited(seconds: str) -> Answer:
    """Refuse one request too many."""
    told = {"ok": False, "error": "ratelimited"}
    return lambda: web.json_response(told, status=429, headers={"Retry-After": seconds})


@pytest.mark.parametrize(
    "answer",
    [None, lambda: web.json_response({"ok": False}, status=503), lambda: web.Response(status=500, text="<html>")],
)
async def test_what_posts_is_never_asked_twice_where_nobody_knows_what_came_of_it(answer: Answer | None) -> None:
    serve = Answers(answer)
    async with slack(serve.serve) as rest:
        with pytest.raises(Unanswered):
            await rest.change("chat.postMessage", "T1", {"channel": "C1", "text": "x"})
    assert serve.asked == [("chat.postMessage", f"Bearer {TOKEN}")]


async def test_what_only_asks_is_asked_again() -> None:
    serve = Answers(None, ok)
    async with slack(serve.serve) as rest:
        assert await rest.ask("conversations.history", "T1", {"channel": "C1"}) == OK
    assert len(serve.asked) == 2


async def test_a_short_wait_for_a_rate_limit_is_waited_for() -> None:
    serve = Answers(limited("0"), ok)
    async with slack(serve.serve) as rest:
        assert await rest.change("chat.postMessage", "T1", {"channel": "C1", "text": "x"}) == OK
    assert len(serve.asked) == 2


@pytest.mark.parametrize(("held", "asked"), [([False], 0), ([True, False], 1), ([True, True], 2)])
async def test_what_another_process_may_have_sent_meanwhile_is_not_sent(held: list[bool], asked: int) -> None:
    """Neither at once nor after a wait: Slack would show it twice."""
    serve, left = Answers(limited("0"), ok), iter(held)
    async with slack(serve.serve) as rest:
        sending = rest.change("chat.postMessage", "T1", {"channel": "C1", "text": "x"}, lambda: next(left))
        if held[-1]:
            assert await sending == OK
        else:
            with pytest.raises(PlatformError) as refused:
                await sending
            assert not isinstance(refused.value, Unanswered), "nothing was sent, so nothing is looked for"
    assert len(serve.asked) == asked


@pytest.mark.parametrize(("seconds", "wait"), [(str(LONGEST_WAIT + 1), LONGEST_WAIT + 1), ("0.5", 0.5), ("soon", 5.0)])
async def test_a_long_or_strange_wait_goes_back_to_who_asked(seconds: str, wait: float) -> None:
    serve = Answers(limited(seconds))
    async with slack(serve.serve) as rest:
        with pytest.raises(PlatformError) as refused:
            await rest.change("chat.postMessage", "T1", {"channel": "C1", "text": "x"})
    assert refused.value.wait == wait
    assert len(serve.asked) == 1


async def test_a_rate_limit_that_does_not_end_is_told_at_last() -> None:
    serve = Answers(limited("0"))
    async with slack(serve.serve) as rest:
        with pytest.raises(PlatformError):
            await rest.change("chat.update", "T1", {"channel": "C1", "ts": "1.1", "text": "x"})
    assert len(serve.asked) == 1 + TRIES


@pytest.mark.parametrize(
    "answer",
    [
        lambda: web.Response(text="all is well"),
        lambda: web.json_response(["no", "object"]),
        lambda: web.Response(body=b"\xff\xfe", content_type="application/json", charset="utf-8"),
        lambda: web.Response(text='{"ok": tr', content_type="application/json"),
        lambda: web.Response(text="<html>", content_type="text/html"),
    ],
    ids=["plain", "list", "no letters", "half", "html"],
)
async def test_an_answer_that_is_none_leaves_it_unsure(answer: Answer) -> None:
    async with slack(Answers(answer).serve) as rest:
        with pytest.raises(Unanswered):
            await rest.change("chat.postMessage", "T1", {"channel": "C1", "text": "x"})


async def test_a_workspace_that_did_not_let_us_in_is_refused_without_asking() -> None:
    serve = Answers(ok)
    async with slack(serve.serve) as rest:
        with pytest.raises(ChannelRefused, match="T2"):
            await rest.change("chat.postMessage", "T2", {"channel": "C1", "text": "x"})
    assert serve.asked == []


async def test_the_rights_that_an_answer_names_are_remembered() -> None:
    serve = Answers(lambda: web.json_response(OK, headers={"X-OAuth-Scopes": "chat:write, channels:history"}))
    async with slack(serve.serve) as rest:
        assert rest.granted("T1") == frozenset()
        await rest.ask("auth.test", "T1", {})
        assert rest.granted("T1") == {"chat:write", "channels:history"}


async def test_only_the_reading_client_repeats_itself() -> None:
    async with open_session() as session:
        posting = web_client("https://slack.com/api", session, repeats=False)
        reading = web_client("https://slack.com/api", session, repeats=True)
    assert [type(each) for each in posting.retry_handlers] == [ShortWaits]
    assert len(reading.retry_handlers) == 3
    assert posting.session is reading.session is session


@pytest.mark.parametrize(
    ("api_base", "proxy"),
    [
        ("https://slack.com/api", "http://proxy.example:3128"),
        ("http://127.0.0.1:9/api", None),
        ("http://localhost:9/api", None),
        ("https://slack.inside.example/api", None),
    ],
)
async def test_a_proxy_of_the_environment_is_used_but_for_what_is_near(
    monkeypatch: pytest.MonkeyPatch, api_base: str, proxy: str | None
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", ".inside.example")
    async with open_session() as session:
        assert web_client(api_base, session, repeats=False).proxy == proxy
