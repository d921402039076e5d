"""A Discord message as its reader sees it, and what in it is alive."""

import re

from adapters.discord.rendering import Rendered

_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_LINK = re.compile(r"(?<!\\)\[((?:[^\]\\\n]|\\.)*)\]\((https?://[^()\s]+)\)")
_MARKS = re.compile(r"\*\*|~~|^(?:-# |> )", re.MULTILINE)
ALIVE = re.compile(
    r"[*_~`|<@\[]|://|discord(?:app)?\.(?:gg|com|gift)|:[\w+-]+:|^\s*(?:[#>+-]|\d+[.)]\s)", re.IGNORECASE
)
"""What Discord would set off, link, mention or join, where nothing takes its meaning away."""
_OURS = re.compile(r"<t:\d+:R>|\*\*|~~|(?m:^(?:-# |> ))")


def alive(text: str) -> list[str]:
    """Return what acts in text of ours once escapes, our own marks, times and links are taken out."""
    bare = _LINK.sub(lambda found: f"¤{found[1]}", text)
    bare = _OURS.sub(lambda found: "" if found[0] in {"-# ", "> "} else "¤", re.sub(r"\\.", "¤", bare))
    return [found.group() for line in bare.split("\n") for found in ALIVE.finditer(line)]


def seen(text: str) -> str:
    """Return what a reader sees; the address of a link stands behind its words."""
    kept: list[str] = []
    shown = _LINK.sub(r"\1 \2", text)
    shown = _ESCAPE.sub(lambda found: kept.append(found[1]) or "\x00", shown)  # type: ignore[func-returns-value]  # both
    shown = _MARKS.sub("", shown)
    return re.sub("\x00", lambda _: kept.pop(0), shown)


def whole(rendered: Rendered) -> str:
    """Return all text of a message."""
    return "\n".join((rendered.content, *(embed.description for embed in rendered.embeds)))
