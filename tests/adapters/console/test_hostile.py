"""Hostile texts on a terminal: printed as text, and nothing in them is obeyed."""

from io import StringIO
from unicodedata import category

import pytest
from rich.console import Console

from adapters.console import Platform
from bot.cli.show import show
from bot.model import Place
from bot.views import as_text
from tests.doubles.clock import FakeClock
from tests.hostile import TEXTS, messages_of, post_of, views_of
from tests.newsroom import NOW

DESK = Place(platform="console", channel="desk")
OURS = ("\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[9m", "\x1b[22m", "\x1b[1;2m", "\x1b[2;9m")
"""What sets bold, dim and struck text off."""
LONGEST = 2_000
"""Characters of a text in a view: the views cut what a feed sends long before."""


def obeyed(screen: str) -> set[str]:
    """Return what a terminal obeys or reorders, but for what we set off text with."""
    for escape in OURS:
        screen = screen.replace(escape, "")
    return {character for character in screen if category(character) in {"Cc", "Cf", "Cs", "Co", "Cn"}} - {"\n"}


@pytest.mark.parametrize("name", TEXTS)
async def test_a_post_is_printed_as_text(name: str) -> None:
    stream = StringIO()
    platform = Platform(clock=FakeClock(NOW), stream=stream)
    for number, view in enumerate((post_of(TEXTS[name]), *messages_of(TEXTS[name][:LONGEST]))):
        await platform.post(f"k{number}", DESK, view)
    assert obeyed(stream.getvalue()) == set()
    stream.getvalue().encode()


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("is_terminal", [True, False])
def test_an_answer_is_printed_as_text(name: str, *, is_terminal: bool) -> None:
    stream = StringIO()
    screen = Console(file=stream, force_terminal=is_terminal, markup=False, emoji=False, highlight=False, width=400)
    show(views_of(TEXTS[name][:LONGEST]), screen)
    assert obeyed(stream.getvalue()) == set()


@pytest.mark.parametrize("name", TEXTS)
def test_a_view_as_plain_text_has_no_line_that_it_did_not_make(name: str) -> None:
    plain = "x" if TEXTS[name] else ""
    for hostile, tame in zip(views_of(TEXTS[name][:LONGEST]), views_of(plain), strict=True):
        assert len(as_text(hostile).split("\n")) == len(as_text(tame).split("\n"))
