"""What a command still has to know, and how a person is asked for it on platforms without typed options."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.commands.arguments import NAMED, Argument, ArgumentKind, split_words
from bot.commands.asking import Given
from bot.commands.request import Request
from bot.commands.shapes import LENGTHS, LEVELS
from bot.commands.suggesting import Choice
from bot.commands.table import BY_NAME, Command
from bot.errors import UnknownName
from bot.views.prompts import (
    FEED_ADDRESS,
    FEED_OUTLET,
    HOW_LONG,
    HOW_MUCH,
    NO_ADDRESS,
    NO_TEXT,
    TO_CHECK,
    USUAL_LEVEL,
)
from bot.views.prompts import LEVELS as LEVELS_SAID

ADDRESS, OUTLET, WHAT = "address", "outlet", "what"
ADDRESSES = ("https://", "http://")
FEEDS, CHECK, FOLLOW = "feeds", "check", "follow"
ADDED = frozenset({"add", "test"})
"""What is done with feeds that are not on the list yet."""
_USUAL = {ArgumentKind.LENGTH: "24h", ArgumentKind.LEVEL: USUAL_LEVEL}
_QUESTIONS = {ArgumentKind.LENGTH: HOW_LONG, ArgumentKind.LEVEL: HOW_MUCH}
_CHOICES = {
    ArgumentKind.LENGTH: tuple(Choice(each, each) for each in LENGTHS),
    ArgumentKind.LEVEL: tuple(Choice(each, LEVELS_SAID[each]) for each in LEVELS),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a dialogue asks for: one of the choices, or words where there are none."""

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    usual: str = ""
    """The choice that is taken unless another is."""
    required: bool = True
    long: bool = False
    """Whether several lines are expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A command that waits for more: first for a name that is looked up while it is typed, then for the fields."""

    command: Command
    given: Given
    pick: Argument | None = None
    fields: tuple[Field, ...] = ()


def prompted(request: Request) -> Prompt | None:
    """Return what is to be asked before a request can be answered; None where it can be, or is not understood."""
    command, given = _begun(request)
    if command is None:
        return None
    missing = [each for each in command.arguments if each.name not in given and _is_wanted(command, each, given)]
    if not missing:
        return None
    first = missing[0]
    if first.kind in NAMED:
        return Prompt(command=command, given=given, pick=first)
    if first.kind is ArgumentKind.TEXT:
        return Prompt(command=command, given=given, fields=_texts(command, given))
    return None


def picked(command: str, given: Mapping[str, str], argument: str, value: str) -> Prompt | None:
    """Return what is left to be asked once a name was chosen, such as for how long; `fields` is empty for nothing."""
    known = BY_NAME.get(command)
    if known is None or argument not in {each.name for each in known.arguments}:
        return None
    given = {**given, argument: value}
    left = [each for each in known.arguments if each.kind in _CHOICES and each.name not in given]
    return Prompt(command=known, given=given, fields=tuple(map(_chosen, left)))


def filled(prompt: Prompt, values: Mapping[str, str]) -> Given:
    """Return the command's arguments, once a dialogue is filled in."""
    told = {name: value.strip() for name, value in values.items() if value.strip()}
    if ADDRESS in told:
        told = {WHAT: f"{told[ADDRESS]} {told.get(OUTLET, '')}".strip()}
    return {**prompt.given, **told}


def faults(prompt: Prompt, values: Mapping[str, str]) -> dict[str, str]:
    """Return what is wrong with a dialogue's fields, by name, before anything is looked up."""
    found: dict[str, str] = {}
    for field in prompt.fields:
        value = values.get(field.name, "").strip()
        if field.name == ADDRESS and not value.startswith(ADDRESSES):
            found[field.name] = NO_ADDRESS
        elif field.required and not value:
            found[field.name] = NO_TEXT
        elif field.choices and value not in {choice.value for choice in field.choices}:
            found[field.name] = f"'{value}' is not offered."
    return found


def continued(command: str, given: Mapping[str, str]) -> Prompt | None:
    """Return the dialogue that a command's arguments were left at."""
    known = BY_NAME.get(command)
    if known is None:
        return None
    fields = tuple(_chosen(each) for each in known.arguments if each.kind in _CHOICES and each.name not in given)
    return Prompt(command=known, given=given, fields=fields or _texts(known, given))


def _begun(request: Request) -> tuple[Command | None, Given]:
    """Return the command that a request begins, and as much of its arguments as it tells."""
    if request.command:
        return BY_NAME.get(request.command), request.arguments
    first, _, rest = request.words.strip().removeprefix("/").partition(" ")
    command = BY_NAME.get(first.casefold())
    if command is None:
        return None, {}
    try:
        return command, split_words(rest, command.arguments)
    except UnknownName:
        return None, {}


def _is_wanted(command: Command, argument: Argument, given: Given) -> bool:
    """Return whether a command that was begun like that wants this argument."""
    if command.name == FEEDS:
        return argument.name == WHAT and given.get("action", "") in ADDED
    # Without a name, `follow` tells what there is: here it can be chosen at once.
    return argument.required or (command.name == FOLLOW and argument.name == WHAT)


def _texts(command: Command, given: Given) -> tuple[Field, ...]:
    if command.name == CHECK:
        return (Field(name=WHAT, label=TO_CHECK, long=True),)
    address = Field(name=ADDRESS, label=FEED_ADDRESS)
    outlet = Field(name=OUTLET, label=FEED_OUTLET, required=False)
    return (address, outlet) if given.get("action") == "add" else (address,)


def _chosen(argument: Argument) -> Field:
    kind = argument.kind
    return Field(name=argument.name, label=_QUESTIONS[kind], choices=_CHOICES[kind], usual=_USUAL[kind])
