"""Adds feeds to the feeds file and takes them out again, leaving what else a person wrote there as it is."""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from adapters.files.feeds import load_feeds
from adapters.files.toml import read_toml
from bot.errors import Failure, Fault, SettingsError
from bot.model import Feed, FullText

_HEADER = re.compile(r"\s*\[\[\s*[\"']?(feeds?)[\"']?\s*\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"\s*\[")
FIRST_LINE = "# The feeds to poll.\n"


def add_feeds(path: Path, feeds: Sequence[Feed]) -> None:
    """Write feeds at the end of the file, which is made where there is none. Raise SettingsError for a faulty file."""
    text, given = _opened(path) if path.exists() else (FIRST_LINE, {})
    known = load_feeds(path) if given else ()
    doubled = {feed.url for feed in known} & {feed.url for feed in feeds}
    if doubled:
        raise SettingsError([Fault(str(path), "", f"names {min(doubled)} already")])
    _replace(path, text.rstrip("\n") + "\n" + "".join(f"\n{_as_table(feed)}" for feed in feeds), [*known, *feeds])


def remove_feeds(path: Path, urls: Iterable[str]) -> None:
    """Take feeds out of the file, each with the comment that stands right above it."""
    dropped = set(urls)
    text, given = _opened(path)
    kept = [feed for feed in load_feeds(path) if feed.url not in dropped]
    lines = text.splitlines(keepends=True)
    numbers = {"feeds": 0, "feed": 0}
    out: set[int] = set()
    for at, line in enumerate(lines):
        if header := _HEADER.match(line):
            table = given.get(header[1], [])
            number = numbers[header[1]]
            numbers[header[1]] += 1
            if number < len(table) and table[number].get("url") in dropped:
                out |= _block(lines, at)
    _replace(path, "".join(line for at, line in enumerate(lines) if at not in out), kept)


def _opened(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the file's text and tables."""
    given, document = read_toml(path)
    if document.faults:
        raise SettingsError(document.faults)
    return path.read_text(encoding="utf-8"), given


def _block(lines: Sequence[str], header: int) -> set[int]:
    """Return the lines of a table: from the comment right above it to its last key, and a blank line after that."""
    start = header
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    if start == 0:  # the comment at the head of the file is about all of it
        start = header
    next_table = next((at for at in range(header + 1, len(lines)) if _TABLE.match(lines[at])), len(lines))
    keys = [at for at in range(header, next_table) if lines[at].strip() and not lines[at].lstrip().startswith("#")]
    end = keys[-1] + 1
    if end < len(lines) and not lines[end].strip():
        end += 1
    return set(range(start, end))


def _as_table(feed: Feed) -> str:
    # A JSON string is a TOML basic string.
    lines = [
        "[[feeds]]",
        f"url = {json.dumps(feed.url, ensure_ascii=False)}",
        f"outlet = {json.dumps(feed.outlet, ensure_ascii=False)}",
    ]
    if feed.interval is not None:
        lines.append(f"interval = {feed.interval:g}")
    if feed.full_text is not FullText.AUTO:
        lines.append(f'full_text = "{feed.full_text.value}"')
    return "\n".join(lines) + "\n"


def _replace(path: Path, text: str, wanted: Sequence[Feed]) -> None:
    """Put a new text in the file's place, whole or not at all, if it says what is wanted."""
    place = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.", suffix=".new")
        draft = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if not _says(draft, wanted):
                raise SettingsError([Fault(str(path), "", "is written in a way that only a person can edit")])
            draft.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise Failure(f"{path} cannot be written ({error.strerror}); check its folder and permissions.") from error


def _says(draft: Path, wanted: Sequence[Feed]) -> bool:
    """Whether a file names these feeds and no others."""
    try:
        return set(load_feeds(draft)) == set(wanted)
    except SettingsError:
        return not wanted and not any(_opened(draft)[1].values())
