"""What Discord would refuse is refused, at its place and in Discord's shape, with the document or without it."""

from typing import Any

import pytest

from tests.doubles.discord.document import Document
from tests.doubles.discord.double import Discord
from tests.doubles.wire.calls import Answer, Call, Json, Upload
from tests.doubles_tests.discord.conftest import Ask

SEND = "/channels/{c}/messages"


def embed(**parts: Any) -> Json:
    return {"embeds": [{"description": "x", **parts}]}


def field(name: str = "n", value: str = "v") -> Json:
    return {"name": name, "value": value}


def button(**parts: Any) -> Json:
    return {"type": 2, "style": 2, "label": "Why", "custom_id": "why:1", **parts}


def row(*components: Json) -> Json:
    return {"content": "x", "components": [{"type": 1, "components": list(components)}]}


def buttons(count: int) -> list[Json]:
    return [button(custom_id=f"why:{number}") for number in range(count)]


def select(**parts: Any) -> Json:
    return {"type": 3, "custom_id": "pick", "options": [{"label": "a", "value": "a"}], **parts}


def options(count: int) -> list[Json]:
    return [{"label": str(number), "value": str(number)} for number in range(count)]


REFUSED: list[tuple[Json, str, str]] = [
    ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    ({"content": 7}, "content", "BASE_TYPE_BAD_TYPE"),
    ({"content": "x", "contents": "y"}, "contents", "UNKNOWN_KEY"),
    ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    ({"embeds": [{"description": "x"}] * 11}, "embeds", "BASE_TYPE_BAD_LENGTH"),
    (embed(title="x" * 257), "embeds/0/title", "BASE_TYPE_MAX_LENGTH"),
    (embed(description="x" * 4097), "embeds/0/description", "BASE_TYPE_MAX_LENGTH"),
    (embed(fields=[field()] * 26), "embeds/0/fields", "BASE_TYPE_BAD_LENGTH"),
    (embed(fields=[field(name="x" * 257)]), "embeds/0/fields/0/name", "BASE_TYPE_BAD_LENGTH"),
    (embed(fields=[field(value="x" * 1025)]), "embeds/0/fields/0/value", "BASE_TYPE_BAD_LENGTH"),
    (embed(fields=[field(value=" ")]), "embeds/0/fields/0/value", "BASE_TYPE_REQUIRED"),
    (embed(fields=[{"name": "n"}]), "embeds/0/fields/0/value", "BASE_TYPE_REQUIRED"),
    (embed(footer={"text": "x" * 2049}), "embeds/0/footer/text", "BASE_TYPE_BAD_LENGTH"),
    (embed(author={"name": "x" * 257}), "embeds/0/author/name", "BASE_TYPE_BAD_LENGTH"),
    (embed(color=0x1000000), "embeds/0/color", "NUMBER_TYPE_RANGE"),
    (embed(url="javascript:alert(1)"), "embeds/0/url", "URL_TYPE_INVALID_SCHEME"),
    (embed(colour=1), "embeds/0/colour", "UNKNOWN_KEY"),
    (embed(image={"url": "attachment://lost.png"}), "embeds/0/image/url", "ATTACHMENT_NOT_FOUND"),
    ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    ({"embeds": [{"color": 1}]}, "embeds/0/description", "BASE_TYPE_REQUIRED"),
    (row(*buttons(6)), "components/0/components", "BASE_TYPE_BAD_LENGTH"),
    (row(), "components/0/components", "BASE_TYPE_BAD_LENGTH"),
    (row(button(label="x" * 81)), "components/0/components/0/label", "BASE_TYPE_MAX_LENGTH"),
    (row(button(custom_id="x" * 101)), "components/0/components/0/custom_id", "BASE_TYPE_BAD_LENGTH"),
    (row(button(custom_id=None)), "components/0/components/0/custom_id", "BASE_TYPE_REQUIRED"),
    (row(button(label=None)), "components/0/components/0/label", "BUTTON_COMPONENT_LABEL_REQUIRED"),
    (row(button(url="https://example.org")), "components/0/components/0/url", "BUTTON_COMPONENT_INVALID_KEY"),
    (
        row(button(style=5, custom_id=None, url="https://example.org/" + "x" * 500)),
        "components/0/components/0/url",
        "BASE_TYPE_MAX_LENGTH",
    ),
    (row(button(), button()), "components/0/components/1/custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    (row(button(), select()), "components/0/components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
    (row(select(options=options(26))), "components/0/components/0/options", "BASE_TYPE_BAD_LENGTH"),
    (row(select(placeholder="x" * 151)), "components/0/components/0/placeholder", "BASE_TYPE_MAX_LENGTH"),
    ({"content": "x", "components": [button()]}, "components/0/type", "BASE_TYPE_CHOICES"),
    (
        {"content": "x", "components": [{"type": 1, "components": [each]} for each in buttons(6)]},
        "components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions/parse/0", "BASE_TYPE_CHOICES"),
    (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "allowed_mentions",
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
    (
        {"content": "x", "allowed_mentions": {"users": [str(number) for number in range(101)]}},
        "allowed_mentions/users",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        {"content": "x", "flags": 1 << 15},
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
]
ACCEPTED: list[Json] = [
    {"content": "x" * 2000},
    {"embeds": [{"description": "x" * 3000}] * 2},
    embed(title="x" * 256, fields=[field("n" * 10, "v" * 10)] * 25),
    row(*buttons(5)),
    {"content": "x", "components": [{"type": 1, "components": [each]} for each in buttons(5)]},
    row(select(options=options(25))),
    row({"type": 2, "style": 5, "label": "Read", "url": "https://example.org/a"}),
    {"content": "x", "allowed_mentions": {"parse": []}, "nonce": "n" * 25, "enforce_nonce": True},
]


def code_at(answer: Answer, place: str) -> str:
    """Return the code of the first error at a place, which must be the only one that has errors."""
    at = answer.body["errors"]
    for step in place.split("/"):
        assert list(at) == [step]
        at = at[step]
    return str(at["_errors"][0]["code"])


@pytest.mark.parametrize(("body", "place", "code"), REFUSED, ids=[f"{place}-{code}" for _, place, code in REFUSED])
async def test_a_message_against_the_rules_is_refused_at_its_place(ask: Ask, body: Json, place: str, code: str) -> None:
    answer = await ask("POST", SEND, body)
    assert (answer.status, answer.body["code"], answer.body["message"]) == (400, 50035, "Invalid Form Body")
    assert code_at(answer, place) == code


@pytest.mark.parametrize("body", ACCEPTED)
async def test_a_message_at_the_limit_is_taken(ask: Ask, body: Json) -> None:
    assert (await ask("POST", SEND, body)).status == 200


@pytest.mark.parametrize(
    "body", [{}, {"content": ""}, {"content": " \n "}, {"content": None, "embeds": []}, {"components": []}]
)
async def test_a_message_with_nothing_to_see_is_refused(ask: Ask, body: Json) -> None:
    answer = await ask("POST", SEND, body)
    assert (answer.status, answer.body["code"]) == (400, 50006)


async def test_a_body_that_is_no_json_is_refused(ask: Ask) -> None:
    answer = await ask("POST", SEND, broken="no JSON")
    assert (answer.status, answer.body["code"]) == (400, 50109)


async def test_files_of_ten_megabytes_are_taken_and_larger_ones_refused(ask: Ask) -> None:
    sized = [Upload("files[0]", "chart.png", "image/png", b"x" * size) for size in (10 * 1024**2, 10 * 1024**2 + 1)]
    answers = [await ask("POST", SEND, {}, uploads=(upload,)) for upload in sized]
    assert [(each.status, each.body.get("code")) for each in answers] == [(200, None), (413, 40005)]


async def test_a_file_keeps_its_name_only_in_ascii(ask: Ask) -> None:
    answer = await ask("POST", SEND, {}, uploads=(Upload("files[0]", "größe.png", "image/png", b"x"),))
    assert code_at(answer, "files[0]") == "FILE_NAME_INVALID"


def slash(**parts: Any) -> Json:
    return {"name": "tally", "description": "Figures and who said them", **parts}


def option(name: str = "topic", **parts: Any) -> Json:
    return {"type": 3, "name": name, "description": "One topic", **parts}


LONG = [{"name": f"{number:0100}", "value": "v" * 100} for number in range(25)]
COMMANDS_REFUSED: list[tuple[Json, str, str]] = [
    (slash(name="Tally"), "0/name", "APPLICATION_COMMAND_INVALID_NAME"),
    (slash(name="ta lly"), "0/name", "APPLICATION_COMMAND_INVALID_NAME"),
    (slash(name="x" * 33), "0/name", "BASE_TYPE_BAD_LENGTH"),
    ({"name": "tally"}, "0/description", "BASE_TYPE_REQUIRED"),
    (slash(description="x" * 101), "0/description", "BASE_TYPE_BAD_LENGTH"),
    (slash(descripton="x"), "0/descripton", "UNKNOWN_KEY"),
    (slash(options=[option(f"o{number}") for number in range(26)]), "0/options", "BASE_TYPE_BAD_LENGTH"),
    (slash(options=[option("Topic")]), "0/options/0/name", "APPLICATION_COMMAND_INVALID_NAME"),
    (slash(options=[option(description="")]), "0/options/0/description", "BASE_TYPE_REQUIRED"),
    (slash(options=[option(), option()]), "0/options/1", "APPLICATION_COMMAND_OPTIONS_NAME_INVALID"),
    (
        slash(options=[option("a"), option("b", required=True)]),
        "0/options",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    (
        slash(options=[option(choices=[{"name": "a", "value": "a"}], autocomplete=True)]),
        "0/options/0/autocomplete",
        "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
    ),
    (
        slash(options=[option(choices=[{"name": str(number), "value": "a"} for number in range(26)])]),
        "0/options/0/choices",
        "BASE_TYPE_BAD_LENGTH",
    ),
    (
        slash(options=[{**option("figures"), "type": 1}, option()]),
        "0/options",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    (slash(options=[option("a", choices=LONG), option("b", choices=LONG)]), "0", "APPLICATION_COMMAND_TOO_LARGE"),
    (slash(contexts=[]), "0/contexts", "BASE_TYPE_BAD_LENGTH"),
]


@pytest.mark.parametrize(("command", "place", "code"), COMMANDS_REFUSED)
async def test_a_command_against_the_rules_is_refused_at_its_place(
    ask: Ask, command: Json, place: str, code: str
) -> None:
    answer = await ask("PUT", "/applications/{a}/commands", [command])
    assert (answer.status, answer.body["code"]) == (400, 50035)
    assert code_at(answer, place) == code


async def test_a_hundred_commands_are_taken_and_one_more_is_not(ask: Ask) -> None:
    for count, status in ((100, 200), (101, 400)):
        answer = await ask("PUT", "/applications/{a}/commands", [slash(name=f"c{each}") for each in range(count)])
        assert answer.status == status
    assert answer.body["code"] == 30032


async def test_two_commands_of_one_name_are_refused(ask: Ask) -> None:
    answer = await ask("PUT", "/applications/{a}/commands", [slash(), slash()])
    assert code_at(answer, "1") == "APPLICATION_COMMANDS_DUPLICATE_NAME"


def test_the_document_takes_what_our_rules_take_and_misses_what_it_is_known_to_miss(document: Document) -> None:
    template = "/channels/{channel_id}/messages"
    assert [body for body in ACCEPTED if list(document.of_request("POST", template, body))] == []
    caught = {place for body, place, _ in REFUSED if list(document.of_request("POST", template, body))}
    assert {"embeds/0/fields", "embeds/0/title", "nonce", "components/0/components"} <= caught
    missed: list[Json] = [{"content": "x" * 2001}, {"content": "x", "contents": "y"}, {}]
    assert [body for body in missed if list(document.of_request("POST", template, body))] == []


async def test_what_only_the_document_knows_is_refused_by_it(document: Document) -> None:
    without_text = {"flags": 1 << 15, "components": [{"type": 10}]}
    statuses = []
    for discord in (Discord(None), Discord(document)):
        (channel, *_) = discord.world.channels
        headers = {"Authorization": f"Bot {discord.gateway.settings.token}"}
        call = Call("POST", f"/channels/{channel}/messages", headers=headers, body=without_text)
        statuses.append((await discord.serve(call)).status)
    assert statuses == [200, 400]
