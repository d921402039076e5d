"""The pictures in the docs: one for each scene, small, and in a page that nothing from outside can change."""

import re
from pathlib import Path

import pytest

from bot.model import CardView, Kind, Section, Span
from tests.hostile import TEXTS, messages_of
from tests.newsroom import NOW
from tools.screens.__main__ import FOLDER, LOOKS
from tools.screens.discord_look import DiscordLook
from tools.screens.newsroom import newsroom
from tools.screens.scenes import Look, Scene, Shown, scenes
from tools.screens.slack_look import SlackLook

MOST, HEAVIEST = 16, 150_000
"""Pictures in the docs, and bytes of one."""
PAGE = Path("docs/screens.md")
_TAG = re.compile(r"<(/?)([a-z]+)")
_OURS = {"a", "b", "blockquote", "body", "code", "div", "h", "img", "meta", "p", "s", "small", "span", "style", "time"}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
async def test_every_scene_has_a_picture_in_the_docs(look: Look) -> None:
    shown = PAGE.read_text(encoding="utf-8")
    for scene in [scene async for scene in scenes(await newsroom())]:
        picture = FOLDER / f"{look.name}-{scene.name}.png"
        assert picture.stat().st_size < HEAVIEST
        assert f"](screens/{picture.name})" in shown


def test_the_docs_keep_no_picture_of_a_scene_that_is_gone() -> None:
    shown = PAGE.read_text(encoding="utf-8")
    pictures = sorted(FOLDER.glob("*.png"))
    assert len(pictures) <= MOST
    assert [each.name for each in pictures if each.name not in shown] == []


async def test_a_page_shows_what_the_adapter_sends() -> None:
    room = await newsroom()
    view, now = room.told(Kind.CONFLICT, "61")
    page = DiscordLook().page(Scene(name="x", about="x", shown=(Shown(view=view, now=now, linked=True),)))
    for words in (
        "🔴 CONFLICT",
        "<b>more than 400</b>",
        "<blockquote>“",
        "read <time>2 min ago</time>",
    ):
        assert words in page
    assert ">board</a>" in page
    assert '<span class="danger">Wrong reading</span>' in page


async def test_slacks_page_shows_the_blocks_that_the_adapter_sends() -> None:
    room = await newsroom()
    view, now = room.told(Kind.CONFLICT, "1,500")
    page = SlackLook().page(Scene(name="x", about="x", shown=(Shown(view=view, now=now, linked=True),)))
    for words in ("🔴 CONFLICT", "<b>at least 1,500</b> (Kurdish media)", "<blockquote>“", "read today "):
        assert words in page
    assert ">board</a>" in page
    assert '<span class="danger">Wrong reading</span>' in page


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("name", TEXTS)
def test_nothing_in_a_text_becomes_part_of_the_page(name: str, look: Look) -> None:
    shown = tuple(Shown(view=view, now=NOW) for view in messages_of(TEXTS[name][:1_000]))
    page = look.page(Scene(name="x", about="x", shown=shown))
    assert {tag for _, tag in _TAG.findall(page)} <= _OURS
    card = CardView(title="<script>", sections=(Section(heading="&", lines=((Span("<b>"),),)),))
    assert "<script>" not in look.page(Scene(name="x", about="x", shown=(Shown(view=card, now=NOW),)))
