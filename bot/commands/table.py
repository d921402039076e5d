"""The command table: every command once, for all platforms and the command line."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.commands import asking, judging, listening, running
from bot.commands.arguments import Argument, ArgumentKind
from bot.commands.asking import Given
from bot.commands.desk import Desk
from bot.commands.request import Answer, Request
from bot.commands.shapes import LENGTHS, LEVELS
from bot.views.service import help_view

Run = Callable[[Request, Given, Desk], Awaitable[Answer]]


class Who(StrEnum):
    """Who may run a command."""

    ALL = "all"
    DESK = "desk"
    OPERATORS = "operators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person may ask for."""

    name: str
    summary: str
    """A sentence of at most 100 characters."""
    run: Run
    arguments: tuple[Argument, ...] = ()
    who: Who = Who.ALL
    """Who may run it; a command may ask for more where it changes more."""
    otherwise: Run | None = None
    """What is done for who may not."""
    shares: bool = False
    """Whether its answer may be shown to the whole channel."""
    waits: bool = True
    """Whether it may take longer than a platform waits for a first sign: it touches disk or network."""


async def _help(request: Request, given: Given, desk: Desk) -> Answer:
    """Answer with what this is, in five lines, and with every command."""
    del request, given, desk
    return Answer(views=(help_view((each.name, usage(each), each.summary) for each in COMMANDS),))


def usage(command: Command) -> str:
    """Return a command's arguments as they are typed."""
    words = []
    for argument in command.arguments:
        if argument.kind is not ArgumentKind.PAGE:
            word = argument.kind.value.upper() if not argument.choices else "|".join(argument.choices)
            words.append(word if argument.required else f"[{word}]")
    return " ".join(words)


_PAGE = Argument(name="page", summary="which page", kind=ArgumentKind.PAGE)
_TARGET = Argument(name="what", summary="a topic or claim, by id or words of its title", required=True)
_STATEMENT = Argument(
    name="id", summary="the #id that posts, why and history print", kind=ArgumentKind.STATEMENT, required=True
)

COMMANDS: tuple[Command, ...] = (
    Command(
        name="figures",
        summary="Show the current figures, disputed ones first.",
        arguments=(Argument(name="of", summary="a topic or claim; everything without"), _PAGE),
        run=asking.figures,
        shares=True,
    ),
    Command(
        name="history",
        summary="Show how a claim came to its current figures, as a picture and as text.",
        arguments=(
            Argument(
                name="claim",
                summary="a claim, by id or words of its title",
                kind=ArgumentKind.CLAIM,
                required=True,
            ),
        ),
        run=asking.history,
        shares=True,
    ),
    Command(
        name="why",
        summary="Show the quote, the speaker and the rule behind an alert, or why nothing was posted.",
        arguments=(
            Argument(name="what", summary="the #id of a post, or a claim", kind=ArgumentKind.ALERT, required=True),
        ),
        run=asking.why,
        shares=True,
    ),
    Command(
        name="since",
        summary="Show what changed while you were away, one line each.",
        arguments=(
            Argument(name="time", summary="how long ago: 8h, 2d; 8h without", kind=ArgumentKind.SPAN),
            _PAGE,
        ),
        run=asking.since,
        shares=True,
    ),
    Command(
        name="here",
        summary="Show what this channel follows, what is muted, its quiet hours and what was held back.",
        run=listening.here,
    ),
    Command(
        name="follow",
        summary="Let this channel hear of a topic or claim.",
        arguments=(
            Argument(name="what", summary=_TARGET.summary),
            Argument(name="level", summary="how much; changes without", kind=ArgumentKind.LEVEL, choices=LEVELS),
        ),
        who=Who.DESK,
        run=listening.follow,
    ),
    Command(
        name="unfollow",
        summary="Let this channel no longer hear of a topic or claim.",
        arguments=(_TARGET,),
        who=Who.DESK,
        run=listening.unfollow,
    ),
    Command(
        name="mute",
        summary="Silence a topic or claim in this channel; figures are recorded all the same.",
        arguments=(
            _TARGET,
            Argument(name="time", summary="for how long; 24h without", kind=ArgumentKind.LENGTH, choices=LENGTHS),
        ),
        who=Who.DESK,
        run=listening.mute,
    ),
    Command(
        name="unmute",
        summary="End a mute in this channel.",
        arguments=(_TARGET,),
        who=Who.DESK,
        run=listening.unmute,
    ),
    Command(
        name="quiet",
        summary="Set the hours in which this channel hears nothing; a summary follows.",
        arguments=(
            Argument(name="hours", summary="22:00-07:00, or off", kind=ArgumentKind.CLOCK),
            Argument(name="zone", summary="a city or zone, such as Europe/Berlin", kind=ArgumentKind.ZONE),
        ),
        who=Who.DESK,
        run=listening.quiet,
    ),
    Command(
        name="check",
        summary="Read an address or a text against what is on record; nothing is posted.",
        arguments=(Argument(name="what", summary="an address, or a text", kind=ArgumentKind.TEXT, required=True),),
        run=judging.check,
    ),
    Command(
        name="reject",
        summary="Take a wrong reading out of the figures, and strike its posts through.",
        arguments=(_STATEMENT,),
        who=Who.DESK,
        run=judging.reject,
        otherwise=judging.flag,
    ),
    Command(
        name="restore",
        summary="Let a rejected reading count again.",
        arguments=(_STATEMENT,),
        who=Who.DESK,
        run=judging.restore,
    ),
    Command(
        name="feeds",
        summary="List the feeds with their health; operators add, remove, pause, test and retry them.",
        arguments=(
            Argument(name="action", summary="list without", kind=ArgumentKind.ACTION, choices=running.FEED_ACTIONS),
            Argument(name="what", summary="the feed's address, and for add its outlet", kind=ArgumentKind.TEXT),
            _PAGE,
        ),
        run=running.feeds,
    ),
    Command(
        name="health",
        summary="Show how reading and delivery go.",
        run=running.health,
        shares=True,
    ),
    Command(name="help", summary="Show what this is, and every command.", run=_help, waits=False),
)
BY_NAME = {command.name: command for command in COMMANDS}
