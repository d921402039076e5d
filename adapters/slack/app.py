"""What Slack tells us, sorted by what it is and acknowledged at once; what takes longer goes on by itself."""

import logging
import re
from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.answers import Answers
from adapters.slack.asked import action_of, interaction, is_ours, pressed, shortcut, text_at, typed
from adapters.slack.events import Events
from adapters.slack.menus import Suggestions, chosen, is_menu, read_action_id
from adapters.slack.modals import asked_by, refusals, submitted
from adapters.slack.told import Told
from bot.commands import Desk
from bot.connection import AnswerFailed
from bot.crash import Crash

ANY = re.compile(r"[\s\S]*")

Body = dict[str, Any]


def make_app(
    *,
    answers: Answers,
    events: Events,
    desk: Callable[[], Desk],
    tell: Callable[[Told], None],
) -> AsyncApp:
    """Return what takes the payloads of Slack, of workspaces that let us in.

    A command is taken whatever it is called, since two apps may want the same name.
    """
    app = AsyncApp(
        name="tallywire",
        logger=_silent(),
        client=AsyncWebClient(),
        authorize=_anybody,
        request_verification_enabled=False,
        ssl_check_enabled=False,
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


async def _anybody(team_id: str | None, enterprise_id: str | None, user_id: str | None) -> AuthorizeResult:
    """Let everybody in that came so far, without asking Slack: it waits for an answer."""
    return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)


def _silent() -> logging.Logger:
    """Return a log that keeps quiet: what it would say is told otherwise, without tokens and addresses."""
    log = logging.getLogger("tallywire.slack")
    log.setLevel(logging.CRITICAL + 1)
    return log
