"""Text as Discord's Markdown: nothing that came from outside can ping, link, hide or set itself off."""

import re
from datetime import datetime
from urllib.parse import quote

from bot.model import Span
from bot.views.budget import Markup, size
from bot.views.wording import ELLIPSIS, before_time, visible

_ESCAPES = str.maketrans({sign: f"\\{sign}" for sign in "\\*_~`|<@["})
"""Whatever sets text off, mentions, or begins a masked link."""
_LINE_START = re.compile(r"(?P<blank>\s*)(?P<sign>[#>+-]|\d+(?=[.)]))")
"""A heading, a quote, a list: only where a line starts."""
_SCHEME = re.compile(r":(?=//)")
_INVITE = re.compile(r"(discord(?:app)?)\.(?=(?:gg|com|new|gift|me|li)\b)", re.IGNORECASE)
"""Shown with a button to join wherever they stand, with or without a scheme."""
_EMOJI = re.compile(r":(?=[\w+\\-]+:)")
_PLAIN = "!#$%&'*+,/:;=?@-._~"
"""What may stand in an address inside a masked link; brackets and blanks may not."""
_AROUND = len("****") + len("  ")
"""What stands around bold text at most."""
_LOOK = 4
"""So many times the room is looked at: of what shows nothing, more is never read."""
_LONGEST_ADDRESS, _LONGEST_LABEL = 512, 256


def escaped(text: str, *, at_start: bool = False) -> str:
    """Return text that shows as it is, on one line."""
    return _neutral(visible(text), at_start=at_start)


def _neutral(text: str, *, at_start: bool) -> str:
    shown = text.translate(_ESCAPES)
    shown = _EMOJI.sub(r"\:", _INVITE.sub(r"\1\.", _SCHEME.sub(r"\:", shown)))
    found = _LINE_START.match(shown) if at_start else None
    if found is None:
        return shown
    blank, sign, rest = found["blank"], found["sign"], shown[found.end() :]
    return f"{blank}{sign}\\{rest}" if sign.isdigit() else f"{blank}\\{sign}{rest}"


def cut(text: str, room: int, *, at_start: bool = False) -> str:
    """Return escaped text that fits, with an ellipsis for what is gone; no escape is torn from its sign."""
    if room <= 0:
        return ""
    near = visible(text[: _LOOK * room])
    shown = _neutral(near[: room + 1], at_start=at_start)
    if size(shown) <= room and len(text) <= _LOOK * room:
        return shown
    units = shown.encode("utf-16-le")[: 2 * (room - 1)]
    kept = units.decode("utf-16-le", "ignore").rstrip()
    torn = (len(kept) - len(kept.rstrip("\\"))) % 2
    return kept[: len(kept) - torn] + ELLIPSIS


def marked(span: Span, room: int, *, at_start: bool) -> str:
    """Return words of a view as Markdown of at most that size; times are shown in each reader's zone."""
    if span.when is not None:
        told = escaped(before_time(span), at_start=at_start) + relative(span.when)
        return told if size(told) <= room else cut(span.text, room, at_start=at_start)
    inner = span.text.strip()
    if not span.strong or not inner or room <= _AROUND:
        return cut(span.text, room, at_start=at_start)
    before, _, after = span.text.partition(inner)
    return f"{before and ' '}**{cut(inner, room - _AROUND)}**{after and ' '}"


def relative(when: datetime) -> str:
    """Return a time that each reader sees as so long ago or ahead."""
    return f"<t:{int(when.timestamp())}:R>"


def linked(label: str, address: str) -> str:
    """Return a masked link, or the label alone where the address cannot be one."""
    safe = quote(visible(address), safe=_PLAIN)
    if not re.match(r"https?://", safe, re.IGNORECASE) or len(safe) > _LONGEST_ADDRESS:
        return cut(label, _LONGEST_LABEL, at_start=True)
    shown = cut(label, _LONGEST_LABEL, at_start=True).replace("]", "\\]")
    return f"[{shown}]({safe})"


MARKDOWN = Markup(bold="**", struck="~~", small="-# ", quoted="> ", marked=marked, linked=linked)
