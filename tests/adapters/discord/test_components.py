"""Buttons under messages: within Discord's numbers, and with all they need in their ids."""

import discord
import pytest

from adapters.discord.components import buttons_view, custom_id, key_of, keys_under, words_of
from bot.model import Button

KEY = "K" * 25


def sent(*buttons: Button, key: str = "") -> list[list[dict[str, object]]]:
    """Return the rows of buttons as Discord is sent them."""
    view = buttons_view(buttons, key)
    return [] if view is None else [list(row["components"]) for row in view.to_components()]


def button(number: int, words: str = "") -> Button:
    """Make a button."""
    return Button(label=f"Label {number}", words=words or f"why {number}")


def test_no_more_than_five_rows_of_five_buttons_are_sent_and_no_id_twice() -> None:
    rows = sent(*map(button, range(40)), button(1))
    assert [len(row) for row in rows] == [5, 5, 5, 5, 5]
    ids = [str(each["custom_id"]) for row in rows for each in row]
    assert len(set(ids)) == len(ids)


def test_labels_and_ids_keep_to_their_lengths() -> None:
    ((only,),) = sent(Button(label="x" * 200, words="why 7F3K000001"), key=KEY)
    assert len(str(only["label"])) == 80
    assert 1 <= len(str(only["custom_id"])) <= 100
    assert sent(button(1, "check " + "x" * 100)) == []
    ((long,),) = sent(button(1, "figures " + "x" * 80), key=KEY)
    assert len(str(long["custom_id"])) <= 100


def test_no_button_is_no_row() -> None:
    assert buttons_view(()) is None


@pytest.mark.parametrize("words", ["why 7F3K000001", "figures dead | missing page 2", "since 8h"])
@pytest.mark.parametrize("key", [KEY, ""])
def test_an_id_gives_back_its_words_and_key(words: str, key: str) -> None:
    given = custom_id(words, key)
    assert (words_of(given), key_of(given)) == (words, key)


def test_a_post_is_known_by_its_buttons_and_its_nonce() -> None:
    view = buttons_view([button(1)], KEY)
    assert view is not None
    assert keys_under({"components": view.to_components(), "nonce": "N"}) == {KEY, "N"}
    assert keys_under({}) == set()


def test_what_rejects_is_red_and_nothing_else() -> None:
    ((grey, red),) = sent(button(1), Button(label="Wrong reading", words="reject 7F3K000001", desk=True))
    styles = discord.ButtonStyle.secondary.value, discord.ButtonStyle.danger.value
    assert (grey["style"], red["style"]) == styles
