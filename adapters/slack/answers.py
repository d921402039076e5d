"""Answers commands, presses, choices and dialogues: once each, and to that person alone."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from adapters.slack.asked import Asked
from adapters.slack.menus import menu
from adapters.slack.modals import modal
from adapters.slack.replies import Replies
from adapters.slack.rights import Rights
from adapters.slack.told import Told
from adapters.slack.workspaces import NAME, Workspaces
from bot.commands import BY_NAME, Answer, Desk, Request, Who, answer, understood
from bot.commands.desk import need_rights
from bot.commands.prompts import FEEDS, Prompt, picked, prompted
from bot.connection import AnswerFailed
from bot.crash import Crash, survive
from bot.errors import Misuse, PlatformError, StoreError
from bot.ports import Clock, Store
from bot.underway import Underway
from bot.views.prompts import TOO_LATE
from bot.views.service import GUILD_ONLY, RIGHTS_UNKNOWN, WENT_WRONG, problem_view

REMEMBERED = timedelta(days=2)
"""How long a call is known: Slack tells an event again for a day where it does so at all."""


class Answers:
    """Takes what was acknowledged already, and answers it from a desk."""

    def __init__(
        self,
        *,
        desk: Callable[[], Desk],
        store: Store,
        clock: Clock,
        workspaces: Workspaces,
        rights: Rights,
        replies: Replies,
        heard: Callable[[str], Awaitable[None]],
        tell: Callable[[Told], None],
    ) -> None:
        """Answer from what `desk` returns at that moment; `heard` is told in which workspace somebody asked."""
        self._desk = desk
        self._store = store
        self._clock = clock
        self._workspaces = workspaces
        self._rights = rights
        self._replies = replies
        self._heard = heard
        self._tell = tell
        self.underway = Underway(lambda crash: tell(AnswerFailed(asked="", crash=crash)))

    def start(self, asked: Asked) -> None:
        """Begin to answer what somebody asks."""
        self._begin(asked, self._answer(asked))

    def start_pick(self, asked: Asked, command: str, argument: str, given: dict[str, str], value: str) -> None:
        """Go on with a command once a name was chosen for it."""
        prompt = picked(command, given, argument, value)
        if prompt is not None:
            self._begin(asked, self._go_on(asked, prompt))

    async def is_first(self, call: str) -> bool:
        """Return whether a call is heard of for the first time; raise StoreError."""
        async with self._store.transaction() as transaction:
            return await transaction.take_call(NAME, call, self._clock.now() + REMEMBERED)

    def _begin(self, asked: Asked, work: Coroutine[Any, Any, None]) -> None:
        self.underway.start(self._once(asked, work))

    async def _once(self, asked: Asked, work: Coroutine[Any, Any, None]) -> None:
        """Do it unless it was done before; what nobody foresaw is told, and whoever asked hears of it."""
        try:
            first = await self.is_first(asked.call)
        except StoreError as error:
            work.close()
            await self._say(asked, f"Nothing can be recorded just now. {error}")
            return
        if not first:
            work.close()
            return
        # A workspace of an organisation is met here first: what is posted there later knows its id alone.
        await survive(self._workspaces.bot(asked.server, asked.organisation))
        await survive(self._heard(asked.server))
        outcome = await survive(work)
        if isinstance(outcome, Crash):
            self._tell(AnswerFailed(asked=asked.command or asked.words, crash=outcome))
            if not isinstance(outcome.error, PlatformError):
                await survive(self._say(asked, WENT_WRONG))

    async def _answer(self, asked: Asked) -> None:
        if not asked.channel:
            await self._say(asked, GUILD_ONLY)
            return
        request = await self._request(asked)
        if request is None:
            await self._say(asked, RIGHTS_UNKNOWN)
            return
        prompt = prompted(request)
        if prompt is None:
            await self._replies.show(asked, await answer(request, self._desk()))
            return
        try:
            _need_rights(request, prompt)
        except Misuse as error:
            # Asking somebody for more who may not is of no use.
            await self._say(asked, str(error))
        else:
            await self._prompt(asked, request, prompt)

    async def _prompt(self, asked: Asked, request: Request, prompt: Prompt) -> None:
        """Ask for what is missing: a name from a menu, anything else in a dialogue."""
        if prompt.pick is None:
            await self._open(asked, prompt)
            return
        text, blocks = menu(prompt)
        if not prompt.pick.required:
            # The command says something without it too.
            said = await answer(request, self._desk())
            asking = replace(said, buttons=())
            await self._replies.show(asked, asking)
        await self._replies.send(asked, text, blocks)

    async def _go_on(self, asked: Asked, prompt: Prompt) -> None:
        if prompt.fields:
            await self._open(asked, prompt)
        else:
            await self._answer(replace(asked, command=prompt.command.name, arguments=prompt.given))

    async def _open(self, asked: Asked, prompt: Prompt) -> None:
        """Open a dialogue, at once: Slack lets that be done for three seconds. Rights are looked at when it is sent."""
        try:
            await self._replies.open(asked, modal(prompt, asked))
        except PlatformError as error:
            self._tell(AnswerFailed(asked=prompt.command.name, crash=Crash(error)))
            await self._say(asked, TOO_LATE)

    async def _request(self, asked: Asked) -> Request | None:
        """Return the request; None where it cannot be found out whether the person may."""
        request = Request(
            platform=NAME,
            server=asked.server,
            channel=asked.channel,
            person=asked.name or asked.person,
            is_operator=self._rights.is_operator(asked),
            words=asked.words,
            command=asked.command,
            arguments=asked.arguments,
        )
        if request.is_operator or not _needs_rights(request):
            return request
        try:
            return replace(request, is_desk=await self._rights.is_desk(asked))
        except PlatformError as error:
            self._tell(AnswerFailed(asked=asked.command or asked.words, crash=Crash(error)))
            return None

    async def _say(self, asked: Asked, sentence: str) -> None:
        await self._replies.show(asked, Answer(views=(problem_view(sentence),)))


def _needs_rights(request: Request) -> bool:
    """Return whether what is asked is for the desk."""
    try:
        command, _, _ = understood(request)
    except Misuse:
        prompt = prompted(request)
        command = prompt.command if prompt is not None else BY_NAME["help"]
    return command.who is not Who.ALL


def _need_rights(request: Request, prompt: Prompt) -> None:
    """Raise Misuse where somebody may not do what they would be asked about."""
    changes_feeds = prompt.command.name == FEEDS
    if changes_feeds or prompt.command.who is not Who.ALL:
        need_rights(request, operator=changes_feeds or prompt.command.who is Who.OPERATORS)
