"""What Slack tells us, sorted by what it is and acknowledged at once; what takes longer goes on by itself."""

import logging
import re
from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answers import Answers
from adapters.slack.asked import action_of, interaction, is_ours, pressed, shortcut, text_at, typed
from adapters.slack.events import Events
from adapters.slack.menus import Suggestions, chosen, is_menu, read_action_id
from adapters.slack.modals import asked_by, refusals, submitted
from adapters.slack.told import AnswerFailed, Refused, Told
from adapters.slack.workspaces import Workspaces
from bot.commands import Desk
from bot.crash import Crash
from bot.errors import PlatformError, StoreError

ANY = re.compile(r"[\s\S]*")
FORBIDDEN, UNAVAILABLE = 403, 503
NO_RETRY: dict[str, str | Sequence[str]] = {"x-slack-no-retry": "1"}
FOREIGN = "of a workspace that Tallywire is not installed in"
FAULT = {"error": "not installed"}

Body = dict[str, Any]


def make_app(
    *,
    answers: Answers,
    events: Events,
    workspaces: Workspaces,
    desk: Callable[[], Desk],
    tell: Callable[[Told], None],
) -> AsyncApp:
    """Return what takes the payloads of Slack, once it is known that they are Slack's.

    A command is taken whatever it is called, since two apps may want the same name.
    """
    app = AsyncApp(
        name="tallywire",
        logger=_silent(),
        client=AsyncWebClient(),
        before_authorize=_known(workspaces, tell),
        authorize=_anybody,
        request_verification_enabled=False,
        ssl_check_enabled=True,
        attaching_function_token_enabled=False,
    )
    _listen_to_people(app, answers)
    _listen_to_dialogues(app, answers, Suggestions(), desk)
    _listen_to_events(app, events)

    @app.error
    async def failed(error: Exception, body: Body) -> None:
        tell(AnswerFailed(asked=text_at(body, "type") or text_at(body, "command"), crash=Crash(error)))

    return app


def _listen_to_people(app: AsyncApp, answers: Answers) -> None:
    @app.command(ANY)
    async def command(ack: AsyncAck, body: Body) -> None:
        await ack()
        answers.start(typed(body))

    @app.shortcut(ANY)
    async def check(ack: AsyncAck, body: Body) -> None:
        await ack()
        if text_at(body, "type") == "message_action":
            answers.start(shortcut(body))

    @app.action(ANY)
    async def action(ack: AsyncAck, body: Body) -> None:
        await ack()
        if is_menu(body):
            told = read_action_id(text_at(action_of(body), "action_id"))
            answers.start_pick(interaction(body, in_place=True), *told, chosen(body))
        elif is_ours(body):
            asked = pressed(body)
            if asked is not None:
                answers.start(asked)


def _listen_to_dialogues(app: AsyncApp, answers: Answers, suggestions: Suggestions, desk: Callable[[], Desk]) -> None:
    @app.options(ANY)
    async def options(ack: AsyncAck, body: Body) -> None:
        await ack(options=await suggestions.options(body, desk()))

    @app.view(ANY)
    async def submit(ack: AsyncAck, body: Body) -> None:
        told = submitted(body)
        if told is None:
            await ack()
            return
        prompt, values, reply = told
        faults = refusals(prompt, values)
        if faults:
            await ack(response_action="errors", errors=faults)
            return
        await ack()
        answers.start(asked_by(body, prompt, values, reply))

    @app.view_closed(ANY)
    async def close(ack: AsyncAck) -> None:
        await ack()


def _listen_to_events(app: AsyncApp, events: Events) -> None:
    @app.event(ANY)
    async def event(body: Body) -> None:
        events.start(body)


def _known(workspaces: Workspaces, tell: Callable[[Told], None]) -> Callable[..., Any]:
    async def known(req: AsyncBoltRequest, next_: Callable[[], Any]) -> BoltResponse | None:
        """Let nobody in whose workspace did not let us in."""
        if req.body.get("type") in {"url_verification", "ssl_check"} or "ssl_check" in req.body:
            await next_()
            return None
        server, organisation = req.context.team_id or "", req.context.enterprise_id or ""
        try:
            is_known = bool(server or organisation) and await workspaces.knows(server, organisation)
        except (PlatformError, StoreError) as error:
            tell(Refused(why=str(error), server=server))
            return BoltResponse(status=UNAVAILABLE, body={"error": "try again"})
        if is_known:
            await next_()
            return None
        tell(Refused(why=FOREIGN, server=server))
        return BoltResponse(status=FORBIDDEN, body=FAULT, headers=NO_RETRY)

    return known


async def _anybody(team_id: str | None, enterprise_id: str | None, user_id: str | None) -> AuthorizeResult:
    """Let everybody in that the step before did, without asking Slack: it waits for an answer."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def _silent() -> logging.Logger:
    """Return a log that keeps quiet: what it would say is told otherwise, without tokens and addresses."""
    log = logging.getLogger("tallywire.slack")
    log.setLevel(logging.CRITICAL + 1)
    return log
