"""Slack's look: what the Slack adapter renders, as a page of HTML."""

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape
from typing import Any

from adapters.slack.rendering import Picture, Rendered, answer, message
from bot.commands import Answer, Attachment
from tools.screens.scenes import Scene, Shown

BOARD = "https://paper.slack.com/archives/C1/p1769083080000100"
PICTURE = "F0"
_TOKEN = re.compile(
    r"<!date\^(?P<time>\d+)\^[^|>]*\|[^>]*>|<(?P<url>https?://[^|>]+)\|(?P<label>[^>]*)>"
    r"|(?P<entity>&(?:amp|lt|gt);)|(?P<mark>(?<!\w)[*~]+(?=\S)|(?<=\S)[*~]+(?!\w))"
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_TAGS = {"*": "b", "~": "s"}
STYLE = """
* { box-sizing: border-box; margin: 0; }
body { background: #fff; color: #1d1c1d; font: 15px/1.4 "Lato", "Noto Sans", "DejaVu Sans", sans-serif;
  padding: 10px 14px 14px; }
.message { display: flex; gap: 9px; padding: 8px 0; }
.avatar { flex: none; width: 36px; height: 36px; border-radius: 6px; background: #1f2937; color: #fff;
  font-weight: 700; display: flex; align-items: center; justify-content: center; }
.body { flex: 1; min-width: 0; max-width: 600px; overflow-wrap: anywhere; }
.head { font-size: 15px; } .head b { font-weight: 900; }
.tag { background: #ebeaeb; color: #616061; border-radius: 2px; font-size: 10px; padding: 1px 4px; margin-left: 5px; }
.stamp, .asked, .private { color: #616061; font-size: 12px; }
.asked { padding-left: 2px; margin-bottom: 2px; } .asked code { color: #e01e5a; background: #f6f6f6; padding: 0 3px;
  border: 1px solid #ddd; border-radius: 3px; font-size: 11px; }
h3 { font-size: 18px; font-weight: 900; margin: 6px 0 2px; }
.section { margin-top: 4px; } p { min-height: 1em; }
.section img { width: 100%; border-radius: 8px; border: 1px solid #ddd; display: block; }
blockquote { border-left: 4px solid #ddd; border-radius: 2px; padding-left: 11px; }
small { font-size: 12px; color: #616061; display: block; margin-top: 5px; }
a { color: #1264a3; text-decoration: none; } b { font-weight: 700; }
.buttons { display: flex; flex-wrap: wrap; gap: 7px; margin-top: 7px; }
.buttons span { border: 1px solid #bbb; border-radius: 4px; padding: 4px 11px; font-size: 13px; font-weight: 700; }
.buttons .danger { color: #e01e5a; border-color: #e01e5a; }
.private { margin-bottom: 3px; }
"""

Json = dict[str, Any]


class SlackLook:
    """Shows messages as Slack's light theme does."""

    name = "slack"

    def page(self, scene: Scene) -> str:
        """See tools.screens.scenes.Look."""
        shown = "\n".join(map(_message, scene.shown))
        return f'<!doctype html><meta charset="utf-8"><style>{STYLE}</style><body>{shown}</body>'


def _message(shown: Shown) -> str:
    rendered, files = _rendered(shown)
    private = isinstance(shown.view, Answer) and shown.view.private
    only = '<div class="private">👁 Only visible to you</div>' if private else ""
    blocks = "".join(_block(block, files, shown.now) for block in rendered.blocks)
    return (
        f'<div class="message"><div class="avatar">T</div><div class="body">{_asked(shown)}{only}'
        f'<div class="head"><b>Tallywire</b><span class="tag">APP</span><span class="stamp"> 12:05</span></div>'
        f"{blocks}</div></div>"
    )


def _rendered(shown: Shown) -> tuple[Rendered, Sequence[Attachment]]:
    if isinstance(shown.view, Answer):
        files = shown.view.files
        return answer(shown.view, [Picture(file=PICTURE, alt=file.alt) for file in files]), files
    return message(shown.view, BOARD if shown.linked else ""), ()


def _asked(shown: Shown) -> str:
    if not shown.asked:
        return ""
    words = (
        f"pressed <code>{escape(shown.asked)}</code>" if shown.pressed else f"<code>/tally {escape(shown.asked)}</code>"
    )
    return f'<div class="asked">{words}</div>'


def _block(block: Json, files: Sequence[Attachment], now: datetime) -> str:
    match block["type"]:
        case "header":
            return f"<h3>{escape(block['text']['text'])}</h3>"
        case "context":
            return "".join(f"<small>{_inline(each['text'], now)}</small>" for each in block["elements"])
        case "actions":
            return f'<div class="buttons">{"".join(_buttons(block["elements"]))}</div>'
        case "image":
            return f'<div class="section">{"".join(map(_picture, files))}</div>'
        case _:
            lines = "".join(_line(line, now) for line in block["text"]["text"].split("\n"))
            return f'<div class="section">{lines}</div>'


def _picture(file: Attachment) -> str:
    return f'<img alt="{escape(file.alt)}" src="data:image/png;base64,{b64encode(file.data).decode()}">'


def _buttons(elements: Sequence[Json]) -> Iterator[str]:
    for element in elements:
        style = ' class="danger"' if element.get("style") == "danger" else ""
        yield f"<span{style}>{escape(element['text']['text'])}</span>"


def _line(line: str, now: datetime) -> str:
    if line.startswith("> "):
        return f"<blockquote>{_inline(line[2:], now)}</blockquote>"
    return f"<p>{_inline(line, now)}</p>"


def _inline(text: str, now: datetime) -> str:
    """Return mrkdwn as HTML: no more of it than the adapter writes."""
    done, end, opened = [], 0, list[str]()
    for found in _TOKEN.finditer(text):
        done.append(escape(text[end : found.start()]))
        end = found.end()
        if found["time"]:
            done.append(_told(datetime.fromtimestamp(int(found["time"]), UTC), now))
        elif found["url"]:
            done.append(f'<a href="{escape(_plain(found["url"]))}">{escape(_plain(found["label"]))}</a>')
        elif found["entity"]:
            done.append(escape(_ENTITIES[found["entity"]]))
        else:
            done += [_turned(mark, opened) for mark in found["mark"]]
    done.append(escape(text[end:]))
    return "".join((*done, *(f"</{tag}>" for tag in reversed(opened))))


def _turned(mark: str, opened: list[str]) -> str:
    tag = _TAGS[mark]
    if tag in opened:
        opened.remove(tag)
        return f"</{tag}>"
    opened.append(tag)
    return f"<{tag}>"


def _plain(text: str) -> str:
    return re.sub(r"&(?:amp|lt|gt);", lambda found: _ENTITIES[found[0]], text)


def _told(when: datetime, now: datetime) -> str:
    """Return a time as Slack's `{date_short_pretty} {time}` does, for a reader in London."""
    days = {0: "today", 1: "yesterday", -1: "tomorrow"}.get((now.date() - when.date()).days)
    return f"{days or f'{when:%b} {when.day}, {when.year}'} {when:%H:%M}"
