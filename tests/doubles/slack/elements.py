"""Block Kit's rules in data: each block and element with its keys and their lengths."""

from tests.doubles.slack.checks import Rule, address, anything, flag, kinds, listed, number, one_of, table, words

ID = words(255, least=1)
OPTIONS = 100


def plain(most: int, *, least: int = 1) -> Rule:
    """Take a plain_text object."""
    return kinds({"plain_text": table({"text": words(most, least=least), "emoji": flag}, required=("text",))})


def text(most: int) -> Rule:
    """Take a text object of either kind."""
    inside = {"text": words(most, least=1)}
    return kinds(
        {
            "plain_text": table({**inside, "emoji": flag}, required=("text",)),
            "mrkdwn": table({**inside, "verbatim": flag}, required=("text",)),
        }
    )


CONFIRM = table(
    {
        "title": plain(100),
        "text": text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": one_of("primary", "danger"),
    },
    required=("title", "text", "confirm", "deny"),
)
OPTION = table(
    {"text": plain(75), "value": words(150, least=1), "description": plain(75), "url": address},
    required=("text", "value"),
)
RICH_OPTION = table(
    {"text": text(75), "value": words(150, least=1), "description": text(75)}, required=("text", "value")
)
GROUP = table({"label": plain(75), "options": listed(OPTION, OPTIONS)}, required=("label", "options"))
COMMON = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
SELECT = {**COMMON, "placeholder": plain(150)}
MULTIPLE = {**SELECT, "max_selected_items": number(1, OPTIONS)}
LISTED = {"options": listed(OPTION, OPTIONS), "option_groups": listed(GROUP, OPTIONS)}
INPUT = {"action_id": ID, "placeholder": plain(150), "focus_on_load": flag, "dispatch_action_config": anything}
SLACK_FILE = table({"id": words(255, least=1), "url": address}, either=("id", "url"))
IMAGE = {"image_url": address, "slack_file": SLACK_FILE, "alt_text": words(2000, least=1)}

ELEMENTS = {
    "button": table(
        {
            **COMMON,
            "text": plain(75),
            "url": address,
            "value": words(2000),
            "style": one_of("primary", "danger"),
            "accessibility_label": words(75),
        },
        required=("text",),
    ),
    "static_select": table({**SELECT, **LISTED, "initial_option": OPTION}, either=("options", "option_groups")),
    "external_select": table({**SELECT, "initial_option": OPTION, "min_query_length": number(0, 255)}),
    "users_select": table({**SELECT, "initial_user": ID}),
    "conversations_select": table(
        {
            **SELECT,
            "initial_conversation": ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": anything,
        }
    ),
    "channels_select": table({**SELECT, "initial_channel": ID, "response_url_enabled": flag}),
    "multi_static_select": table(
        {**MULTIPLE, **LISTED, "initial_options": listed(OPTION, OPTIONS)}, either=("options", "option_groups")
    ),
    "multi_external_select": table(
        {**MULTIPLE, "initial_options": listed(OPTION, OPTIONS), "min_query_length": number(0, 255)}
    ),
    "multi_users_select": table({**MULTIPLE, "initial_users": anything}),
    "multi_conversations_select": table(
        {**MULTIPLE, "initial_conversations": anything, "default_to_current_conversation": flag, "filter": anything}
    ),
    "multi_channels_select": table({**MULTIPLE, "initial_channels": anything}),
    "overflow": table({"action_id": ID, "options": listed(OPTION, 5), "confirm": CONFIRM}, required=("options",)),
    "checkboxes": table(
        {**COMMON, "options": listed(RICH_OPTION, 10), "initial_options": listed(RICH_OPTION, 10)},
        required=("options",),
    ),
    "radio_buttons": table(
        {**COMMON, "options": listed(RICH_OPTION, 10), "initial_option": RICH_OPTION}, required=("options",)
    ),
    "datepicker": table({**SELECT, "initial_date": words(10)}),
    "timepicker": table({**SELECT, "initial_time": words(5), "timezone": words(255)}),
    "datetimepicker": table({**COMMON, "initial_date_time": anything}),
    "image": table(IMAGE, required=("alt_text",), either=("image_url", "slack_file")),
    "plain_text_input": table(
        {
            **INPUT,
            "initial_value": words(3000),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": table({**INPUT, "initial_value": words(3000)}),
    "url_text_input": table({**INPUT, "initial_value": words(3000)}),
    "number_input": table(
        {
            **INPUT,
            "is_decimal_allowed": flag,
            "initial_value": words(255),
            "min_value": words(255),
            "max_value": words(255),
        },
        required=("is_decimal_allowed",),
    ),
}
INPUTS = frozenset(ELEMENTS) - {"button", "image", "overflow"}
ACTIONS = frozenset(ELEMENTS) - {"image", "plain_text_input", "email_text_input", "url_text_input", "number_input"}
ACCESSORIES = ACTIONS | {"image"}
OPENING = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})


def elements(names: frozenset[str]) -> Rule:
    """Take these elements."""
    return kinds({name: ELEMENTS[name] for name in sorted(names)})


CONTEXT = {
    "image": ELEMENTS["image"],
    "plain_text": table({"text": words(3000, least=1), "emoji": flag}, required=("text",)),
    "mrkdwn": table({"text": words(3000, least=1), "verbatim": flag}, required=("text",)),
}
BLOCK = {"block_id": words(255)}
BLOCKS = {
    "section": table(
        {
            **BLOCK,
            "text": text(3000),
            "fields": listed(text(2000), 10),
            "accessory": elements(ACCESSORIES),
            "expand": flag,
        },
        either=("text", "fields"),
    ),
    "header": table({**BLOCK, "text": plain(150)}, required=("text",)),
    "divider": table(BLOCK),
    "context": table({**BLOCK, "elements": listed(kinds(CONTEXT), 10)}, required=("elements",)),
    "actions": table({**BLOCK, "elements": listed(elements(ACTIONS), 25)}, required=("elements",)),
    "image": table(
        {**BLOCK, **IMAGE, "title": plain(2000)}, required=("alt_text",), either=("image_url", "slack_file")
    ),
    "input": table(
        {
            **BLOCK,
            "label": plain(2000),
            "element": elements(INPUTS),
            "hint": plain(2000),
            "optional": flag,
            "dispatch_action": flag,
        },
        required=("label", "element"),
    ),
    "markdown": table({**BLOCK, "text": words(12_000, least=1)}, required=("text",)),
    "rich_text": table({**BLOCK, "elements": anything}, required=("elements",)),
    "table": table({**BLOCK, "rows": listed(anything, 100), "column_settings": anything}, required=("rows",)),
}
