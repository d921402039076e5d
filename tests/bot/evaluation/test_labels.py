"""Labels are read from their lines, and a line that is none says why."""

import pytest

from bot.evaluation import Label, WantedAlert

LINE = {"article": "a1", "field": "text", "start": 0, "end": 2, "surface": "81", "value": 81, "kind": "figure"}


def test_a_label_is_read_from_its_line_without_what_is_not_scored() -> None:
    read = Label.of(LINE | {"note": "by hand"})

    assert (read.value, read.claim, read.source) == (81, None, None)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": None}, "start is no number"),
        ({"start": "0", "end": "2"}, "start is no number; end is no number"),
        ({"article": 3}, "article is no text"),
        ({"kind": None}, "kind is no text"),
        ({"value": "81"}, "value is no number"),
        ({"claim": ["caught"]}, "claim is no text"),
        ({"as_of": 2026}, "as_of is no text"),
        ({"background": "yes"}, "background is neither true nor false"),
    ],
)
def test_a_line_that_is_no_label_says_which_key(change: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Label.of(LINE | change)


@pytest.mark.parametrize(
    ("keys", "past"),
    [
        ({}, None),
        ({"background": True}, True),
        ({"background": False}, False),
        ({"context": "body"}, False),
        ({"background": False, "context": "teaser_link"}, True),
    ],
)
def test_background_is_what_is_told_as_past_or_stands_beside_the_text(keys: dict[str, object], past: object) -> None:
    assert Label.of(LINE | keys).is_past is past


ALERT = {"article": "a1", "claim": "dead", "kind": "first", "surface": "24"}


def test_a_wanted_alert_is_read_from_its_line() -> None:
    line = WantedAlert.of(ALERT | {"also_right": ["update"]})

    assert (line.kinds, line.required, line.surface) == (frozenset({"first", "update"}), True, "24")
    assert not WantedAlert.of(ALERT | {"kind": "note"}).required


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"article": None, "claim": 3}, "article is no text; claim is no text"),
        ({"kind": "alarm"}, "alarm is no kind of alert"),
        ({"also_right": ["first", "alarm", 3]}, "alarm, 3 is no kind of alert"),
        ({"also_right": "update"}, "also_right is no list"),
        ({"also_right": [["update"]]}, "is no kind of alert"),
    ],
)
def test_a_line_that_is_no_wanted_alert_says_why(change: dict[str, object], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        WantedAlert.of(ALERT | change)
