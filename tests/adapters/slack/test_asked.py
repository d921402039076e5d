"""What is read out of Slack's payloads; its own samples of them say how they look."""

from typing import Any

import pytest

from adapters.slack.asked import call_of, interaction, link_in, pressed, shortcut, typed, unescaped

SLASH = {
    "team_id": "T1",
    "enterprise_id": "E1",
    "channel_id": "C1",
    "channel_name": "newsroom",
    "user_id": "U1",
    "user_name": "ada",
    "command": "/tally",
    "text": "mute storm 24h",
    "response_url": "https://hooks.example/1",
    "trigger_id": "1.2.a",
}
PRESS: dict[str, Any] = {
    "type": "block_actions",
    "team": {"id": "T1", "domain": "desk"},
    "enterprise": None,
    "user": {"id": "U1", "username": "ada", "name": "ada", "team_id": "T1"},
    "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": True},
    "channel": {"id": "C1", "name": "newsroom"},
    "trigger_id": "1.3.a",
    "response_url": "https://hooks.example/2",
    "actions": [{"type": "button", "action_id": "ask.0", "block_id": "b", "value": "why 7F3K2", "action_ts": "1.2"}],
}


def test_a_command_says_what_is_asked_by_whom_and_where() -> None:
    asked = typed(SLASH)
    assert (asked.server, asked.organisation, asked.channel, asked.person, asked.name) == (
        "T1",
        "E1",
        "C1",
        "U1",
        "ada",
    )
    assert (asked.words, asked.trigger, asked.reply.url) == ("mute storm 24h", "1.2.a", "https://hooks.example/1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("figures R&amp;D &lt;b&gt;", "figures R&D <b>"),
        ("check <https://news.example/a?b=1&amp;c=2>", "check https://news.example/a?b=1&c=2"),
        ("check <https://news.example/a|news.example/a> now", "check https://news.example/a now"),
        ("figures  Ψ 你好 ", "figures  Ψ 你好"),
        ("check payload", "check payload"),
    ],
)
def test_typed_words_are_as_they_were_typed(text: str, words: str) -> None:
    assert typed({**SLASH, "text": text}).words == words
    assert unescaped(text) == words


@pytest.mark.parametrize("body", [{}, {"text": None}, {"text": 5, "team_id": ["x"]}, {"team": "T1", "user": None}])
def test_what_is_left_out_or_broken_is_empty(body: dict[str, Any]) -> None:
    assert (typed(body).words, typed(body).server) == ("", "")
    assert pressed(body) is None
    assert shortcut(body).arguments == {"what": ""}


def test_a_press_asks_for_the_words_in_its_value() -> None:
    asked = pressed(PRESS)
    assert asked is not None
    assert (asked.words, asked.server, asked.channel, asked.reply.in_place) == ("why 7F3K2", "T1", "C1", False)


@pytest.mark.parametrize(
    ("words", "ephemeral", "in_place"),
    [("figures page 2", True, True), ("figures page 2", False, False), ("figures", True, False)],
)
def test_only_a_private_answer_turns_its_pages_in_place(words: str, ephemeral: bool, in_place: bool) -> None:
    action = {**PRESS["actions"][0], "value": words}
    asked = pressed({**PRESS, "actions": [action], "container": {**PRESS["container"], "is_ephemeral": ephemeral}})
    assert asked is not None
    assert asked.reply.in_place is in_place


def test_in_a_thread_the_answer_stays_there_and_the_channel_is_meant() -> None:
    asked = pressed({**PRESS, "container": {**PRESS["container"], "thread_ts": "1.0"}})
    assert asked is not None
    assert (asked.channel, asked.reply.thread) == ("C1", "1.0")


def test_a_link_is_no_press() -> None:
    assert pressed({**PRESS, "actions": [{"type": "button", "action_id": "x", "url": "https://news.example"}]}) is None


@pytest.mark.parametrize(
    ("message", "link"),
    [
        (
            {"text": "see <https://news.example/a?x=1&amp;y=2|this> and <https://b.example>"},
            "https://news.example/a?x=1&y=2",
        ),
        ({"text": "see https://news.example/a"}, "https://news.example/a"),
        ({"text": "", "attachments": [{"title_link": "https://news.example/b"}]}, "https://news.example/b"),
        (
            {
                "text": "",
                "blocks": [
                    {
                        "type": "rich_text",
                        "elements": [
                            {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://n.example/c"}]}
                        ],
                    }
                ],
            },
            "https://n.example/c",
        ),
        ({"text": "about 40 are dead"}, ""),
        ({"text": "javascript:alert(1) <mailto:a@b.example|mail>"}, ""),
    ],
)
def test_the_shortcut_checks_the_first_link_of_a_message_or_its_text(message: dict[str, Any], link: str) -> None:
    assert link_in(message) == link
    asked = shortcut({**PRESS, "type": "message_action", "message": message})
    assert (asked.command, asked.arguments["what"]) == ("check", link or unescaped(message["text"]))


def test_a_call_is_known_by_its_event_or_trigger_else_by_all_of_it() -> None:
    assert call_of({"event_id": "Ev1", "trigger_id": "t"}) == "event Ev1"
    assert call_of(SLASH) == call_of({**SLASH, "text": "other"}) == "trigger 1.2.a"
    bare = {"type": "view_submission", "view": {"id": "V1", "hash": "1"}}
    assert call_of(bare) == call_of(dict(bare))
    assert call_of(bare) != call_of({**bare, "view": {"id": "V1", "hash": "2"}})


def test_a_dialogue_in_an_organisation_belongs_to_the_workspace_that_it_was_sent_from() -> None:
    body = {"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "view": {"app_installed_team_id": "E1"}}
    assert interaction(body).server == "T1"
    assert interaction({**body, "view": {"app_installed_team_id": "T2"}}).server == "T2"
