"""From a request to its answer: which command, with which arguments, and whether the person may."""

from collections.abc import Mapping
from difflib import get_close_matches

from bot.commands.arguments import WANTED, ArgumentKind, split_words
from bot.commands.asking import Given
from bot.commands.desk import Desk, need_rights
from bot.commands.request import Answer, Request
from bot.commands.table import BY_NAME, Command, Run, Who, usage
from bot.errors import FaultyResource, Misuse, StoreError, UnknownName
from bot.views.service import problem_view

GROUP = "tally"
"""What chats type before every command; elsewhere people do too."""
SHARE = "share"
USUAL = "figures"
"""What bare words ask for."""
_SPELLED = 0.75
"""How alike a word must be to a command's name to be taken for a slip; difflib's ratio."""


async def answer(request: Request, desk: Desk) -> Answer:
    """Answer a request; what is wrong with it, or cannot be looked up just now, is an answer too."""
    try:
        command, given, shared = understood(request)
        answered = await _permitted(command, request)(request, given, desk)
    except (Misuse, FaultyResource) as error:
        return Answer(views=(problem_view(str(error)),))
    except StoreError as error:
        return Answer(views=(problem_view(f"The record cannot be read just now. {error}"),))
    return answered.shared() if shared and command.shares else answered


def understood(request: Request) -> tuple[Command, Given, bool]:
    """Return the command asked for, its arguments, and whether its answer is to be shared."""
    if request.command:
        return _named(request.command), _complete(_named(request.command), request.arguments), False
    words = " ".join(request.words.split()).removeprefix("/")
    first, _, rest = words.partition(" ")
    if first.casefold() == GROUP and rest:
        words = rest
        first, _, rest = words.partition(" ")
    shared = first.casefold() == SHARE
    if shared and not rest:
        raise UnknownName(f"Say what to share: {SHARE} {USUAL}, or another question with its words.")
    if shared:
        words = rest
        first, _, rest = words.partition(" ")
    command = BY_NAME.get(first.casefold())
    if command is None and not words:
        return BY_NAME["help"], {}, False
    if command is None:
        slip = get_close_matches(first.casefold(), BY_NAME, n=1, cutoff=_SPELLED)
        if slip:
            raise UnknownName(f"There is no command '{first}'. Did you mean {slip[0]}?")
        command, rest = BY_NAME[USUAL], words
    return command, _complete(command, split_words(rest, command.arguments)), shared


def _named(name: str) -> Command:
    command = BY_NAME.get(name)
    if command is None:
        raise UnknownName(f"There is no command '{name}'. There is {', '.join(BY_NAME)}.")
    return command


def _complete(command: Command, given: Mapping[str, str]) -> Given:
    """Return the arguments that have words in them; raise UnknownName where one that is needed has none."""
    filled = {name: words.strip() for name, words in given.items() if words.strip()}
    for argument in command.arguments:
        if argument.required and argument.name not in filled:
            raise UnknownName(f"{WANTED[argument.kind]}: {command.name} {usage(command)}")
        if (
            argument.name in filled
            and argument.kind is ArgumentKind.ACTION
            and filled[argument.name] not in argument.choices
        ):
            raise UnknownName(f"'{filled[argument.name]}' is not one of {', '.join(argument.choices)}.")
    return filled


def _permitted(command: Command, request: Request) -> Run:
    """Return what is run for this person; raise Misuse where nothing may be."""
    try:
        if command.who is not Who.ALL:
            need_rights(request, operator=command.who is Who.OPERATORS)
    except Misuse:
        if command.otherwise is None:
            raise
        return command.otherwise
    return command.run
