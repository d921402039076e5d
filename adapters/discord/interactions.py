"""Answers slash commands, presses of buttons and what somebody types: in time, and to that person alone."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

import discord

from adapters.discord import rendering
from adapters.discord.asked import Rights, is_private, pressed, request_of, typed_in
from adapters.discord.components import buttons_view, words_of
from adapters.discord.faults import BAD_REQUEST, FORBIDDEN, TOO_LARGE, Senseless
from adapters.discord.messages import embeds_of
from adapters.discord.told import Told
from bot.commands import BY_NAME, NAMED, Answer, ArgumentKind, Desk, LastChanges, Request, answer, suggest
from bot.commands.answering import SHARE
from bot.commands.shapes import LENGTHS
from bot.connection import AnswerFailed
from bot.crash import Crash, survive
from bot.views.service import GUILD_ONLY, WENT_WRONG, problem_view

CHOICES, LONGEST_CHOICE = 25, 100
_PAGE = re.compile(r" page \d+$")
_NO_FILES = frozenset({BAD_REQUEST, FORBIDDEN, TOO_LARGE})


class Interactions:
    """Takes each interaction, and answers it from a desk."""

    def __init__(self, *, desk: Callable[[], Desk], rights: Rights, tell: Callable[[Told], None]) -> None:
        """Answer from what `desk` returns at that moment."""
        self._desk = desk
        self._rights = rights
        self._tell = tell
        self._changes = LastChanges()

    async def warm(self) -> None:
        """Make ready what is offered while somebody types."""
        await self._changes.warm(self._desk())

    async def take(self, interaction: discord.Interaction) -> None:
        """Answer one interaction."""
        match interaction.type:
            case discord.InteractionType.autocomplete:
                await self._suggest(interaction)
            case discord.InteractionType.application_command | discord.InteractionType.component:
                await self._answer(interaction)
            case _:
                pass

    async def _answer(self, interaction: discord.Interaction) -> None:
        request = request_of(interaction, self._rights)
        if interaction.guild_id is None:
            await _show(interaction, Answer(views=(problem_view(GUILD_ONLY),)), deferred=False)
            return
        in_place = _turns_a_page(interaction)
        shared = request.words.startswith(f"{SHARE} ")
        deferred = in_place or _waits(request)
        if in_place:
            await _taken(interaction.response.defer())
        elif deferred:
            await _taken(interaction.response.defer(ephemeral=not shared, thinking=True))
        answered = await survive(answer(request, self._desk()))
        if isinstance(answered, Crash):
            self._tell(AnswerFailed(asked=request.command or request.words, crash=answered))
            answered = Answer(views=(problem_view(WENT_WRONG),))
        if shared and answered.private:
            await interaction.delete_original_response()
            await _taken(interaction.followup.send(ephemeral=True, **_told(answered)))
        else:
            await _show(interaction, answered, deferred=deferred)

    async def _suggest(self, interaction: discord.Interaction) -> None:
        """Offer names, what changed last first; free words are taken all the same."""
        typed = typed_in(interaction)
        command = BY_NAME.get(typed.command)
        arguments = command.arguments if command else ()
        argument = next((each for each in arguments if each.name == typed.focused), None)
        so_far = typed.options.get(typed.focused, "")
        offered: list[discord.app_commands.Choice[str]] = []
        if argument is not None and argument.kind is ArgumentKind.LENGTH:
            offered = [_choice(each, each) for each in LENGTHS if each.startswith(so_far.casefold())]
        elif argument is not None and argument.kind in NAMED:
            desk = self._desk()
            names = suggest(argument.kind, so_far, desk.topics, await self._changes.of(desk), CHOICES)
            offered = [_choice(each.label, each.value) for each in names]
        await interaction.response.autocomplete(offered)


def _choice(label: str, value: str) -> discord.app_commands.Choice[str]:
    return discord.app_commands.Choice(name=label[:LONGEST_CHOICE], value=value[:LONGEST_CHOICE])


def _waits(request: Request) -> bool:
    """Return whether the answer may take longer than Discord waits for a first sign."""
    command = BY_NAME.get(request.command)
    return command is None or command.waits


def _turns_a_page(interaction: discord.Interaction) -> bool:
    """Return whether the answer takes the place of the private one that the button stands under."""
    if interaction.type is not discord.InteractionType.component:
        return False
    return is_private(interaction) and _PAGE.search(words_of(pressed(interaction))) is not None


async def _show(interaction: discord.Interaction, answered: Answer, *, deferred: bool) -> None:
    """Show an answer: in the place that is kept for it, or at once. Pictures that may not be shown stay away."""
    try:
        await _shown(interaction, answered, deferred=deferred)
    except discord.HTTPException as error:
        if not answered.files or error.status not in _NO_FILES:
            raise
        await _shown(interaction, replace(answered, files=()), deferred=deferred)


async def _shown(interaction: discord.Interaction, answered: Answer, *, deferred: bool) -> None:
    told = _told(answered)
    if not deferred:
        await _taken(interaction.response.send_message(ephemeral=answered.private, **told))
        return
    files = told.pop("files")
    await _taken(interaction.edit_original_response(content=None, attachments=files, **{"view": None, **told}))


async def _taken(step: Awaitable[object]) -> None:
    """Wait until Discord has taken an answer; what it tells of it is not needed, and may be nothing."""
    with suppress(*Senseless):
        await step


def _told(answered: Answer) -> dict[str, Any]:
    rendered = rendering.answer(answered)
    embeds = embeds_of(rendered.embeds)
    files = [discord.File(BytesIO(each.data), each.name, description=each.alt) for each in answered.files]
    if files and embeds:
        embeds[0].set_image(url=f"attachment://{files[0].filename}")
    told: dict[str, Any] = {"embeds": embeds, "files": files, "allowed_mentions": discord.AllowedMentions.none()}
    if view := buttons_view(rendered.buttons):
        told["view"] = view
    return told
