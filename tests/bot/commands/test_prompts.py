"""What a command still has to know is asked for: names from a menu, the rest in a dialogue."""

import pytest

from bot.commands import BY_NAME
from bot.commands.prompts import continued, faults, filled, picked, prompted
from bot.views.prompts import NO_ADDRESS, NO_TEXT
from tests.bot.commands.room import Room

ROOM = Room()


@pytest.mark.parametrize(
    ("words", "argument", "given"),
    [
        ("mute", "what", {}),
        ("mute 24h", "what", {"time": "24h"}),
        ("/Follow", "what", {}),
        ("follow all", "what", {"level": "all"}),
        ("history", "claim", {}),
        ("why", "what", {}),
        ("unmute ", "what", {}),
    ],
)
def test_a_name_that_is_missing_is_chosen(words: str, argument: str, given: dict[str, str]) -> None:
    prompt = prompted(ROOM.request(words))
    assert prompt is not None
    assert prompt.pick is not None
    assert (prompt.pick.name, prompt.given) == (argument, given)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "figures",
        "mute storm",
        "storm",
        "help",
        "health",
        "here",
        "quiet",
        "reject",
        "feeds",
        "feeds pause x",
        "nonsense",
    ],
)
def test_what_is_complete_or_cannot_be_chosen_is_answered_at_once(words: str) -> None:
    assert prompted(ROOM.request(words)) is None


@pytest.mark.parametrize(
    ("words", "fields"),
    [("feeds add", ["address", "outlet"]), ("feeds test", ["address"]), ("check", ["what"])],
)
def test_an_address_or_text_that_is_missing_is_filled_in(words: str, fields: list[str]) -> None:
    prompt = prompted(ROOM.request(words))
    assert prompt is not None
    assert (prompt.pick, [field.name for field in prompt.fields]) == (None, fields)


@pytest.mark.parametrize(
    ("command", "given", "fields"),
    [
        ("mute", {}, ["time"]),
        ("mute", {"time": "7d"}, []),
        ("follow", {}, ["level"]),
        ("unfollow", {}, []),
        ("history", {}, []),
    ],
)
def test_once_a_name_is_chosen_only_what_has_choices_is_asked_for(
    command: str, given: dict[str, str], fields: list[str]
) -> None:
    argument = BY_NAME[command].arguments[0].name
    prompt = picked(command, given, argument, "AAAA")
    assert prompt is not None
    assert [field.name for field in prompt.fields] == fields
    assert prompt.given == {**given, argument: "AAAA"}
    for field in prompt.fields:
        assert field.usual in {choice.value for choice in field.choices}


def test_what_nobody_offered_is_not_gone_on_with() -> None:
    assert picked("erase", {}, "what", "AAAA") is None
    assert picked("mute", {}, "server", "T2") is None
    assert continued("erase", {}) is None


def test_a_dialogue_completes_its_command() -> None:
    mute = continued("mute", {"what": "AAAA"})
    assert mute is not None
    assert faults(mute, {"time": "7d"}) == {}
    assert filled(mute, {"time": "7d"}) == {"what": "AAAA", "time": "7d"}
    assert list(faults(mute, {"time": "for ages"})) == ["time"]
    add = continued("feeds", {"action": "add"})
    assert add is not None
    assert faults(add, {"address": "file:///etc/passwd"}) == {"address": NO_ADDRESS}
    assert filled(add, {"address": "https://n.example/rss", "outlet": " Coast Herald "}) == {
        "action": "add",
        "what": "https://n.example/rss Coast Herald",
    }
    check = continued("check", {})
    assert check is not None
    assert faults(check, {"what": "  "}) == {"what": NO_TEXT}
