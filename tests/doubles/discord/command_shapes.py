"""What an application command may hold, as Discord documents it."""

from collections.abc import Iterator
from typing import Any

from tests.doubles.discord.checks import Path, Rule, Wrong, anything, flag, kinds, listed, one_of, table, text, whole
from tests.doubles.wire.calls import Json

NAME = r"[-_'\w]{1,32}"
SLASH, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP = 1, 2
MOST_CHARACTERS = 8000
MOST_COMMANDS = {SLASH: 100, USER: 15, MESSAGE: 15}
LOCALES = {"name_localizations": anything, "description_localizations": anything}


def slash_name(value: Any, path: Path) -> Iterator[Wrong]:
    """Take a name of a slash command or option: word characters, lower case."""
    wrongs = list(text(32, least=1, pattern=NAME, code="APPLICATION_COMMAND_INVALID_NAME")(value, path))
    yield from wrongs
    if not wrongs and value != value.lower():
        yield Wrong(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def choice_value(value: Any, path: Path) -> Iterator[Wrong]:
    """Take what a choice stands for."""
    if isinstance(value, str):
        yield from text(100, least=1)(value, path)


NAMED: dict[str, Rule] = {
    "type": whole(1, 11),
    "name": slash_name,
    "description": text(100, least=1),
    "required": flag,
    **LOCALES,
}
CHOICE = table(
    {"name": text(100, least=1), "value": choice_value, "name_localizations": anything}, required=("name", "value")
)
NEEDED = ("name", "description")
VALUE = table(
    {
        **NAMED,
        "choices": listed(CHOICE, 25),
        "autocomplete": flag,
        "min_value": anything,
        "max_value": anything,
        "min_length": whole(0, 6000),
        "max_length": whole(1, 6000),
        "channel_types": listed(whole(0, 16), 20),
    },
    required=NEEDED,
)
VALUES: dict[int, Rule] = dict.fromkeys(range(3, 12), VALUE)
SUB = table({**NAMED, "options": listed(kinds(VALUES), 25)}, required=NEEDED)
SUBGROUP = table({**NAMED, "options": listed(kinds({SUBCOMMAND: SUB}), 25)}, required=NEEDED)
TOP: dict[str, Rule] = {
    "id": anything,
    "type": one_of(SLASH, USER, MESSAGE),
    "default_member_permissions": whole(0, 2**54 - 1),
    "dm_permission": flag,
    "contexts": listed(one_of(0, 1, 2), 3, least=1),
    "integration_types": listed(one_of(0, 1), 2, least=1),
    "nsfw": flag,
    **LOCALES,
}
SLASH_COMMAND = table(
    {
        **TOP,
        "name": slash_name,
        "description": text(100, least=1),
        "options": listed(kinds({SUBCOMMAND: SUB, GROUP: SUBGROUP, **VALUES}), 25),
    },
    required=NEEDED,
)
MENU_COMMAND = table({**TOP, "name": text(32, least=1)}, required=("name",))


def command(value: Any, path: Path) -> Iterator[Wrong]:
    """Take a command with all that only a look at its parts together shows."""
    if not isinstance(value, dict) or value.get("type", SLASH) != SLASH:
        yield from MENU_COMMAND(value, path)
        return
    wrongs = list(SLASH_COMMAND(value, path))
    yield from wrongs
    if wrongs:
        return
    yield from _options_together(value, path)
    if _characters(value) > MOST_CHARACTERS:
        yield Wrong(path, "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")


def _options_together(value: Json, path: Path) -> Iterator[Wrong]:
    options = value.get("options") or []
    names = [option["name"] for option in options]
    grouped = [option["type"] in (SUBCOMMAND, GROUP) for option in options]
    if any(grouped) and not all(grouped):
        message = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        yield Wrong((*path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    wanted = [bool(option.get("required")) for option in options if option["type"] not in (SUBCOMMAND, GROUP)]
    for place, option in enumerate(options):
        here = (*path, "options", place)
        if option["name"] in names[:place]:
            yield Wrong(here, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", "Option names must be unique")
        if option.get("choices") and option.get("autocomplete"):
            message = "Autocomplete cannot be set on options that have choices set"
            yield Wrong((*here, "autocomplete"), "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID", message)
        yield from _options_together(option, here)
    if wanted != sorted(wanted, reverse=True):
        message = "Required options must be placed before non-required options"
        yield Wrong((*path, "options"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)


def _characters(value: Json) -> int:
    """Count names, descriptions and choice values of a command and all below it."""
    own = len(value.get("name", "")) + len(value.get("description") or "")
    choices = sum(len(each["name"]) + len(str(each["value"])) for each in value.get("choices") or [])
    return own + choices + sum(_characters(option) for option in value.get("options") or [])


def commands(value: Any, path: Path) -> Iterator[Wrong]:
    """Take all commands of a scope at once: names are unique among those of a type."""
    yield from listed(command, sum(MOST_COMMANDS.values()))(value, path)
    known: set[tuple[int, str]] = set()
    for place, each in enumerate(value if isinstance(value, list) else []):
        key = (each.get("type", SLASH), each.get("name", "")) if isinstance(each, dict) else (0, "")
        if key in known:
            message = "Application command names must be unique"
            yield Wrong((*path, place), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
        known.add(key)
