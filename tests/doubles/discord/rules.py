"""What only a look at a message as a whole shows: the sum of embeds, emptiness, doubled ids, names of files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tests.doubles.discord.checks import Path, Wrong
from tests.doubles.wire.calls import Json, Upload

MOST_EMBED_CHARACTERS = 6000
MOST_ROWS = 5
MOST_BYTES = 10 * 1024**2
BUTTON, LINK, PREMIUM = 2, 5, 6
SECOND_VERSION = 1 << 15
ASCII_NAME = re.compile(r"[\w.-]+", re.ASCII)


def embed_characters(embed: Json) -> int:
    """Count what Discord counts of an embed: title, description, names and values of fields, footer, author."""
    fields = embed.get("fields") or []
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [part for field in fields for part in (field.get("name"), field.get("value"))]
    return sum(len(each.strip()) for each in texts if each)


def is_empty(message: Json) -> bool:
    """Tell whether nothing would be seen."""
    seen = ("embeds", "components", "attachments", "sticker_ids", "poll")
    return not (message.get("content") or "").strip() and not any(message.get(key) for key in seen)


def message_rules(message: Json, uploads: Iterable[Upload]) -> Iterator[Wrong]:
    """Yield the faults of a message whose parts are right by themselves."""
    embeds = message.get("embeds") or []
    if sum(map(embed_characters, embeds)) > MOST_EMBED_CHARACTERS:
        yield Wrong(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
    for place, embed in enumerate(embeds):
        if not any(embed.get(key) for key in embed if key not in ("type", "flags", "color", "timestamp")):
            yield Wrong(("embeds", place, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    yield from _components(message)
    yield from _mentions(message.get("allowed_mentions") or {})
    yield from _files(uploads)


def _components(message: Json) -> Iterator[Wrong]:
    components = message.get("components") or []
    second = (message.get("flags") or 0) & SECOND_VERSION
    if not second and len(components) > MOST_ROWS:
        yield Wrong(("components",), "BASE_TYPE_BAD_LENGTH", "Must be 5 or fewer in length.")
    if second and (message.get("content") or message.get("embeds")):
        message_text = "The 'content' and 'embeds' fields cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        yield Wrong(("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message_text)
    if not second and any(each.get("type") != 1 for each in components):
        yield Wrong(("components",), "BASE_TYPE_CHOICES", "Value must be one of {1}.")
    ids: Counter[str] = Counter()
    for path, each in _within(components, ("components",)):
        if custom_id := each.get("custom_id"):
            ids[custom_id] += 1
            if ids[custom_id] > 1:
                duplicated = "Component custom id cannot be duplicated"
                yield Wrong((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", duplicated)
        if each.get("type") == BUTTON:
            yield from _button(each, path)
        if each.get("type") == 1:
            yield from _row(each, path)


def _within(components: list[Json], path: Path) -> Iterator[tuple[Path, Json]]:
    """Yield every component with its place, those within others too."""
    for place, each in enumerate(components):
        here = (*path, place)
        yield here, each
        yield from _within(each.get("components") or [], (*here, "components"))
        if accessory := each.get("accessory"):
            yield (*here, "accessory"), accessory


def _row(row: Json, path: Path) -> Iterator[Wrong]:
    kinds = [each.get("type") for each in row.get("components") or []]
    if any(kind != BUTTON for kind in kinds) and len(kinds) > 1:
        exceeded = "The specified component exceeds the maximum width"
        yield Wrong((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", exceeded)


def _button(button: Json, path: Path) -> Iterator[Wrong]:
    needs = {LINK: "url", PREMIUM: "sku_id"}.get(button["style"], "custom_id")
    for key in ("url", "sku_id", "custom_id"):
        if key == needs and not button.get(key):
            yield Wrong((*path, key), "BASE_TYPE_REQUIRED", "This field is required")
        if key != needs and button.get(key):
            yield Wrong((*path, key), "BUTTON_COMPONENT_INVALID_KEY", f"A button of this style takes no {key}")
    if button["style"] != PREMIUM and not (button.get("label") or button.get("emoji")):
        yield Wrong((*path, "label"), "BUTTON_COMPONENT_LABEL_REQUIRED", "A button needs a label or an emoji")


def _mentions(allowed: Json) -> Iterator[Wrong]:
    for key in ("users", "roles"):
        if key in (allowed.get("parse") or []) and allowed.get(key):
            told = f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.'
            yield Wrong(("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", told)


def _files(uploads: Iterable[Upload]) -> Iterator[Wrong]:
    for upload in uploads:
        if not ASCII_NAME.fullmatch(upload.name):
            yield Wrong((upload.part,), "FILE_NAME_INVALID", "Discord would change the name, and its links would break")
