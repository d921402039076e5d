"""Elements as they come back when a person has used them."""

from typing import Any

from tests.doubles.slack.checks import within
from tests.doubles.wire.calls import Json

CHOSEN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
SEVERAL = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
BEGUN = {
    "initial_user": None,
    "initial_conversation": None,
    "initial_channel": None,
    "initial_date": None,
    "initial_time": None,
    "initial_date_time": None,
    "initial_value": None,
}


def offered(element: Json, known: dict[str, Json]) -> dict[str, Json]:
    """Return the options of an element by value: its own, or those that were offered last."""
    own = [
        *element.get("options", []),
        *(each for group in element.get("option_groups", []) for each in group["options"]),
    ]
    first = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    return {each["value"]: each for each in [*first, *own]} | known


def filled(element: Json, value: Any, known: dict[str, Json]) -> Json:
    """Return what is told of an element with a value; LookupError when it is not offered."""
    kind = element["type"]
    told: Json = {"type": kind, "action_id": element["action_id"]}
    if kind == "button":
        return {**told, "text": element["text"], **({"value": element["value"]} if "value" in element else {})}
    if kind in OPTION:
        return {**told, "selected_option": _one(element, value, known) if value is not None else None}
    if kind in SEVERAL:
        values = value if isinstance(value, list) else [value] if value is not None else []
        return {**told, "selected_options": [_one(element, each, known) for each in values]}
    return {**told, CHOSEN.get(kind, "value"): value}


def _one(element: Json, value: str, known: dict[str, Json]) -> Json:
    options = offered(element, known)
    if value not in options:
        raise LookupError(f"{element['action_id']} does not offer {value!r}; it offers {sorted(options)}")
    return options[value]


def begun(element: Json) -> Any:
    """Return the value that an element begins with."""
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return [each["value"] for each in element["initial_options"]]
    return next((element[key] for key in BEGUN if key in element), None)


def state_of_form(blocks: list[Json], values: Json, known: dict[str, dict[str, Json]]) -> Json:
    """Return the state of a form, `values` taken into it and out of the dict; LookupError for what is not let pass."""
    state: Json = {}
    for block in blocks:
        for _, element in within(block):
            action = element.get("action_id")
            if not action or element.get("type") in ("button", "overflow"):
                continue
            value = values.pop(action) if action in values else begun(element)
            _must_pass(block, element, value)
            told = filled(element, value, known.get(action, {}))
            state.setdefault(block["block_id"], {})[action] = {k: v for k, v in told.items() if k != "action_id"}
    return state


def _must_pass(block: Json, element: Json, value: Any) -> None:
    """Refuse what the client refuses before it sends: an empty field that is needed, a text too short or long."""
    if block["type"] == "input" and not block.get("optional") and value in (None, "", []):
        raise LookupError(f"the form needs {element['action_id']}")
    fits = element.get("min_length", 0) <= len(value or "") <= element.get("max_length", 3000)
    if element["type"] == "plain_text_input" and value and not fits:
        raise LookupError(f"{element['action_id']} takes text of other length")
