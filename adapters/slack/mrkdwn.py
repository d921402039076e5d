"""Text as Slack's mrkdwn: nothing that came from outside can mention, link or set itself off.

Slack has no escape but those of & < >. A sign that would set text off is therefore shown by one that looks like it.
"""

import re
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from bot.model import Span
from bot.views.budget import Markup, size
from bot.views.wording import ELLIPSIS, before_time, visible

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ALIKE = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ", ":": "∶", ">": "›"})
_SETS_OFF = re.compile(r"(?<!\w)(?:[*_`]+(?=\S)|~+(?=[^\s\d]|\d.*\S~))|`{3,}")
"""Bold, italics, code and a strike begin where a word begins; "~120" alone is a figure, and strikes nothing."""
_EMOJI = re.compile(r":(?=[\w+'-]*[a-z_+][\w+'-]*:|100:|1234:)", re.IGNORECASE)
_QUOTES = re.compile(r"^\s*>+")
_TORN = re.compile(r"&[a-z]{0,3}$")
_IN_LINKS = str.maketrans("", "", "|")
_IN_FALLBACKS = str.maketrans("", "", "|^")
_PLAIN = "!#$%&'*+,/:;=?@-._~"
"""What may stand in an address inside a link."""
_LOOK = 4
"""So many times the room is looked at: of what shows nothing, more is never read."""
_LONGEST_ADDRESS, _LONGEST_LABEL = 512, 256
_TIME = "{date_short_pretty} {time}"


def escaped(text: str, *, at_start: bool = False) -> str:
    """Return text that shows as it is, on one line."""
    return _neutral(visible(text), at_start=at_start)


def plain(text: str) -> str:
    """Return text that mentions and links nothing, on one line: for where Slack sets nothing off."""
    return visible(text).translate(_ESCAPES)


def _neutral(text: str, *, at_start: bool) -> str:
    shown = _EMOJI.sub("∶", _SETS_OFF.sub(_alike, text))
    if at_start:
        shown = _QUOTES.sub(_alike, shown)
    return shown.translate(_ESCAPES)


def _alike(found: re.Match[str]) -> str:
    return found[0].translate(_ALIKE)


def cut(text: str, room: int, *, at_start: bool = False) -> str:
    """Return escaped text that fits, with an ellipsis for what is gone; no escape is torn."""
    return _cut(text, room, lambda near: _neutral(near, at_start=at_start))


def cut_plain(text: str, room: int) -> str:
    """Return text as `plain` does that fits, with an ellipsis for what is gone."""
    return _cut(text, room, lambda near: near.translate(_ESCAPES))


def _cut(text: str, room: int, written: Callable[[str], str]) -> str:
    if room <= 0:
        return ""
    near = visible(text[: _LOOK * room])
    shown = written(near[: room + 1])
    if size(shown) <= room and len(text) <= _LOOK * room:
        return shown
    units = shown.encode("utf-16-le")[: 2 * (room - 1)]
    return _TORN.sub("", units.decode("utf-16-le", "ignore")).rstrip() + ELLIPSIS


def marked(span: Span, room: int, *, at_start: bool) -> str:
    """Return words of a view as mrkdwn of at most that size; times are shown in each reader's zone."""
    if span.when is not None:
        before = before_time(span)
        told = escaped(before, at_start=at_start) + dated(span.when, span.text[len(before) :])
        return told if size(told) <= room else cut(span.text, room, at_start=at_start)
    inner = span.text.strip()
    if not span.strong or not inner or room <= len("  **"):
        return cut(span.text, room, at_start=at_start)
    before, _, after = span.text.partition(inner)
    return f"{before and ' '}*{cut(inner, room - 4)}*{after and ' '}"


def dated(when: datetime, words: str) -> str:
    """Return a time that each reader sees in their own zone; `words` stand in where it cannot be shown."""
    fallback = plain(words).translate(_IN_FALLBACKS).strip()
    return f"<!date^{int(when.timestamp())}^{_TIME}|{fallback or f'{when:%Y-%m-%d %H:%M} UTC'}>"


def linked(label: str, address: str) -> str:
    """Return a link with words of its own, or the words alone where the address cannot be followed."""
    safe = quote(visible(address).strip(), safe=_PLAIN)
    shown = cut(label.translate(_IN_LINKS), _LONGEST_LABEL, at_start=True)
    if not re.match(r"https?://", safe, re.IGNORECASE) or len(safe) > _LONGEST_ADDRESS or not shown.strip():
        return shown
    return f"<{safe.translate(_ESCAPES)}|{shown}>"


MRKDWN = Markup(bold="*", struck="~", small="", quoted="> ", marked=marked, linked=linked)
"""Small print is a block of its own."""
