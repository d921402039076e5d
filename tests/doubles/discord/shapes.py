"""What a message may hold: keys, lengths and counts, as Discord documents them."""

from tests.doubles.discord.checks import SNOWFLAKE, Rule, anything, flag, kinds, listed, one_of, table, text, whole

URL = text(2048, pattern=r"(?:https?|attachment)://\S+", code="URL_TYPE_INVALID_SCHEME")
WEB_URL = text(2048, pattern=r"https?://\S+", code="URL_TYPE_INVALID_SCHEME")
IMAGE = table({"url": URL}, required=("url",))
EMBED = table(
    {
        "type": one_of("rich"),
        "flags": whole(0, 2**31 - 1),
        "title": text(256),
        "description": text(4096),
        "url": WEB_URL,
        "timestamp": text(40, pattern=r"\d{4}-\d\d-\d\dT\d\d:\d\d.*"),
        "color": whole(0, 0xFFFFFF),
        "footer": table({"text": text(2048, least=1), "icon_url": URL}, required=("text",)),
        "image": IMAGE,
        "thumbnail": IMAGE,
        "author": table({"name": text(256, least=1), "url": WEB_URL, "icon_url": URL}, required=("name",)),
        "fields": listed(
            table(
                {"name": text(256, least=1), "value": text(1024, least=1), "inline": flag}, required=("name", "value")
            ),
            25,
        ),
    }
)

EMOJI = table({"id": SNOWFLAKE, "name": text(32), "animated": flag})
CUSTOM_ID = text(100, least=1)
ID = whole(0, 2**31 - 1)
BUTTON = table(
    {
        "type": one_of(2),
        "id": ID,
        "style": one_of(1, 2, 3, 4, 5, 6),
        "label": text(80),
        "emoji": EMOJI,
        "custom_id": CUSTOM_ID,
        "url": text(512, pattern=r"(?:https?|discord)://\S+", code="URL_TYPE_INVALID_SCHEME"),
        "sku_id": SNOWFLAKE,
        "disabled": flag,
    },
    required=("style",),
)
OPTION = table(
    {
        "label": text(100, least=1),
        "value": text(100, least=1),
        "description": text(100),
        "emoji": EMOJI,
        "default": flag,
    },
    required=("label", "value"),
)
SELECT = {
    "type": one_of(3, 5, 6, 7, 8),
    "id": ID,
    "custom_id": CUSTOM_ID,
    "placeholder": text(150),
    "min_values": whole(0, 25),
    "max_values": whole(1, 25),
    "disabled": flag,
    "required": flag,
    "default_values": listed(anything, 25),
    "channel_types": listed(whole(0, 16), 20),
}
STRING_SELECT = table(
    {**SELECT, "options": listed(OPTION, 25, least=1)},
    required=("custom_id", "options"),
)
OTHER_SELECT = table(SELECT, required=("custom_id",))
TEXT_INPUT = table(
    {
        "type": one_of(4),
        "id": ID,
        "custom_id": CUSTOM_ID,
        "style": one_of(1, 2),
        "label": text(45),
        "min_length": whole(0, 4000),
        "max_length": whole(1, 4000),
        "required": flag,
        "value": text(4000),
        "placeholder": text(100),
    },
    required=("custom_id", "style"),
)
SELECTS: dict[int, Rule] = {3: STRING_SELECT, 5: OTHER_SELECT, 6: OTHER_SELECT, 7: OTHER_SELECT, 8: OTHER_SELECT}


def row(within: dict[int, Rule]) -> Rule:
    """Take an action row of these."""
    return table(
        {"type": one_of(1), "id": ID, "components": listed(kinds(within), 5, least=1)}, required=("components",)
    )


LAYOUT: dict[int, Rule] = dict.fromkeys((9, 10, 12, 13, 14, 17), anything)
"""Components of the second version, which only the document knows."""
COMPONENTS = listed(kinds({1: row({2: BUTTON, **SELECTS}), **LAYOUT}), 40)
LABEL = table(
    {
        "type": one_of(18),
        "id": ID,
        "label": text(45, least=1),
        "description": text(100),
        "component": kinds({4: TEXT_INPUT, **SELECTS}),
    },
    required=("label", "component"),
)
MODAL = table(
    {
        "custom_id": CUSTOM_ID,
        "title": text(45, least=1),
        "components": listed(kinds({1: row({4: TEXT_INPUT}), 10: anything, 18: LABEL}), 5, least=1),
    },
    required=("custom_id", "title", "components"),
)

ALLOWED_MENTIONS = table(
    {
        "parse": listed(one_of("everyone", "users", "roles"), 3),
        "users": listed(SNOWFLAKE, 100),
        "roles": listed(SNOWFLAKE, 100),
        "replied_user": flag,
    }
)
ATTACHMENT = table(
    {"id": SNOWFLAKE, "filename": text(1024, least=1), "description": text(1024), "title": text(1024)},
    required=("id",),
)
BODY = {
    "content": text(2000),
    "embeds": listed(EMBED, 10),
    "allowed_mentions": ALLOWED_MENTIONS,
    "components": COMPONENTS,
    "attachments": listed(ATTACHMENT, 10),
    "flags": whole(0, 2**31 - 1),
    "tts": flag,
}
MESSAGE_EDIT = table({**BODY, "sticker_ids": anything})
MESSAGE = table(
    {
        **BODY,
        "nonce": text(25),
        "enforce_nonce": flag,
        "message_reference": table(
            {
                "type": one_of(0, 1),
                "message_id": SNOWFLAKE,
                "channel_id": SNOWFLAKE,
                "guild_id": SNOWFLAKE,
                "fail_if_not_exists": flag,
            },
            required=("message_id",),
        ),
        "sticker_ids": listed(SNOWFLAKE, 3),
        "poll": anything,
    }
)
WEBHOOK_MESSAGE = table({**BODY, "poll": anything})
CALLBACK = kinds(
    {
        1: table({"type": one_of(1), "data": anything}),
        4: table({"type": one_of(4), "data": WEBHOOK_MESSAGE}, required=("data",)),
        5: table({"type": one_of(5), "data": table({"flags": whole(0, 2**31 - 1)})}),
        6: table({"type": one_of(6), "data": anything}),
        7: table({"type": one_of(7), "data": MESSAGE_EDIT}, required=("data",)),
        8: table(
            {
                "type": one_of(8),
                "data": table(
                    {
                        "choices": listed(
                            table(
                                {"name": text(100, least=1), "value": anything, "name_localizations": anything},
                                required=("name", "value"),
                            ),
                            25,
                        )
                    },
                    required=("choices",),
                ),
            },
            required=("data",),
        ),
        9: table({"type": one_of(9), "data": MODAL}, required=("data",)),
    }
)
ARCHIVE = one_of(60, 1440, 4320, 10080)
THREAD_FROM_MESSAGE = table(
    {"name": text(100, least=1), "auto_archive_duration": ARCHIVE, "rate_limit_per_user": whole(0, 21600)},
    required=("name",),
)
THREAD = table(
    {
        "name": text(100, least=1),
        "auto_archive_duration": ARCHIVE,
        "rate_limit_per_user": whole(0, 21600),
        "type": one_of(10, 11, 12),
        "invitable": flag,
    },
    required=("name",),
)
THREAD_EDIT = table(
    {
        "name": text(100, least=1),
        "archived": flag,
        "locked": flag,
        "invitable": flag,
        "auto_archive_duration": ARCHIVE,
        "rate_limit_per_user": whole(0, 21600),
    }
)
DIRECT = table({"recipient_id": SNOWFLAKE}, required=("recipient_id",))
