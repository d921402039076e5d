"""Discord's look: what the Discord adapter renders, as a page of HTML."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape

from adapters.discord.components import custom_id
from adapters.discord.rendering import Rendered, answer, message
from bot.commands import Answer, Attachment
from bot.model import Button
from bot.views.wording import ago, ahead
from tools.screens.scenes import Scene, Shown

BOARD = "https://discord.com/channels/1/2/3"
_TOKEN = re.compile(
    r"\\(?P<escaped>.)|\[(?P<label>(?:[^\]\\]|\\.)*)\]\((?P<url>[^()\s]+)\)|<t:(?P<time>\d+):R>|(?P<mark>\*\*|~~)"
)
_TAGS = {"**": "b", "~~": "s"}
STYLE = """
* { box-sizing: border-box; margin: 0; }
body { background: #313338; color: #dbdee1; font: 15px/1.35 "gg sans", "Noto Sans", "DejaVu Sans", sans-serif;
  padding: 10px 12px 14px; }
.message { display: flex; gap: 10px; padding: 8px 0; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 50%; background: #5865f2; color: #fff;
  font-weight: 700; display: flex; align-items: center; justify-content: center; }
.body { flex: 1; min-width: 0; }
.head { font-size: 14px; } .head b { color: #f2f3f5; font-weight: 600; }
.tag { background: #5865f2; color: #fff; border-radius: 3px; font-size: 9px; padding: 1px 4px; margin-left: 5px;
  vertical-align: 1px; }
.stamp, .asked, .private { color: #949ba4; font-size: 12px; }
.asked { padding-left: 4px; margin-bottom: 2px; } .asked code { color: #c9cdfb; background: #3c4270; padding: 0 3px;
  border-radius: 3px; font-size: 11px; overflow-wrap: anywhere; }
.content { overflow-wrap: anywhere; margin-top: 1px; }
.embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 8px 12px 10px; margin-top: 5px;
  font-size: 14px; max-width: 520px; overflow-wrap: anywhere; }
.embed img { width: 100%; border-radius: 4px; margin-top: 8px; display: block; }
.embed p, .content p { min-height: 1em; }
blockquote { border-left: 4px solid #4e5058; border-radius: 4px; padding-left: 9px; }
small { font-size: 12px; color: #949ba4; display: block; }
a { color: #00a8fc; text-decoration: none; } b { font-weight: 700; color: #f2f3f5; } s { color: #949ba4; }
time { background: #3b3d44; border-radius: 3px; padding: 0 2px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px; margin-top: 7px; }
.buttons span { background: #4e5058; color: #fff; border-radius: 4px; padding: 5px 12px; font-size: 13px; }
.buttons .danger { background: #da373c; }
.private { margin-top: 4px; }
"""


class DiscordLook:
    """Shows messages as Discord's dark theme does."""

    name = "discord"

    def page(self, scene: Scene) -> str:
        """See tools.screens.scenes.Look."""
        shown = "\n".join(map(_message, scene.shown))
        return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body>{shown}</body>'


def _message(shown: Shown) -> str:
    files: tuple[Attachment, ...] = ()
    if isinstance(shown.view, Answer):
        rendered, files = answer(shown.view), shown.view.files
    else:
        rendered = message(shown.view, BOARD if shown.linked else "")
    private = isinstance(shown.view, Answer) and shown.view.private
    only = '<div class="private">👁 Only you can see this · Dismiss message</div>' if private else ""
    return (
        f'<div class="message"><div class="avatar">T</div><div class="body">{_asked(shown)}'
        f'<div class="head"><b>Tallywire</b><span class="tag">APP</span><span class="stamp"> 12:05</span></div>'
        f"{''.join(_content(rendered, files, shown.now))}{only}</div></div>"
    )


def _asked(shown: Shown) -> str:
    if not shown.asked:
        return ""
    words = (
        f"pressed <code>{escape(shown.asked)}</code>" if shown.pressed else f"<code>/tally {escape(shown.asked)}</code>"
    )
    return f'<div class="asked">↱ ana {"" if shown.pressed else "used "}{words}</div>'


def _content(rendered: Rendered, files: tuple[Attachment, ...], now: datetime) -> Iterator[str]:
    if rendered.content:
        yield f'<div class="content">{_text(rendered.content, now)}</div>'
    for index, embed in enumerate(rendered.embeds):
        picture = _picture(files[0]) if files and not index else ""
        colour = f"#{embed.colour:06x}"
        yield f'<div class="embed" style="border-color:{colour}">{_text(embed.description, now)}{picture}</div>'
    if rendered.buttons:
        yield f'<div class="buttons">{"".join(_buttons(rendered.buttons))}</div>'


def _picture(file: Attachment) -> str:
    return f'<img alt="{escape(file.alt)}" src="data:image/png;base64,{b64encode(file.data).decode()}">'


def _buttons(buttons: Iterable[Button]) -> Iterator[str]:
    """Yield the buttons that Discord is sent, each once."""
    for button in {custom_id(each.words, ""): each for each in buttons}.values():
        style = ' class="danger"' if button.words.startswith("reject ") else ""
        yield f"<span{style}>{escape(button.label)}</span>"


def _text(markdown: str, now: datetime) -> str:
    """Return what the adapter writes as HTML: no more of Markdown than it uses."""
    return "".join(_line(line, now) for line in markdown.split("\n"))


def _line(line: str, now: datetime) -> str:
    if line.startswith("> "):
        return f"<blockquote>{_inline(line[2:], now)}</blockquote>"
    if line.startswith("-# "):
        return f"<small>{_inline(line[3:], now)}</small>"
    return f"<p>{_inline(line, now)}</p>"


def _inline(text: str, now: datetime) -> str:
    done, end, opened = [], 0, set[str]()
    for found in _TOKEN.finditer(text):
        done.append(escape(text[end : found.start()]))
        end = found.end()
        if found["escaped"]:
            done.append(escape(found["escaped"]))
        elif found["url"]:
            done.append(f'<a href="{escape(found["url"])}">{_inline(found["label"], now)}</a>')
        elif found["time"]:
            done.append(f"<time>{_relative(datetime.fromtimestamp(int(found['time']), UTC), now)}</time>")
        else:
            tag = _TAGS[found["mark"]]
            done.append(f"</{tag}>" if tag in opened else f"<{tag}>")
            opened ^= {tag}
    return "".join((*done, escape(text[end:])))


def _relative(when: datetime, now: datetime) -> str:
    return ago(when, now) if when <= now else ahead(when, now)
