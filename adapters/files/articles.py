"""Loads articles: lines of JSON, a folder of texts with an index, or a lone text."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from adapters.files.article_lines import LARGEST, build_article, decode, fault, parse_json
from adapters.files.faults import nearest
from bot.errors import ArticlesError
from bot.model import Article

STANDARD_INPUT = "-"
INDEX = "index.json"
UNKNOWN_OUTLET = "unknown outlet"

Placed = tuple[str, Article]
"""Where an article was found, as `file` or `file:line`, and the article."""


def load_articles(*paths: Path) -> tuple[Article, ...]:
    """Return the articles of files and folders in order of input; `-` is standard input.

    A folder holds `.jsonl` files (those named labels or alerts are not articles), or `.txt` files, listed in an
    `index.json` when there is one. Raise ArticlesError with a sentence that names the place and what to do.
    """
    first: dict[str, str] = {}
    articles = []
    for place, article in (placed for path in paths for placed in _load(path)):
        if article.id in first:
            raise fault(
                place, f"the id {article.id!r} was given in {first[article.id]} already; give each article its own"
            )
        first[article.id] = place
        articles.append(article)
    return tuple(articles)


def order(articles: Sequence[Article], ids: Sequence[str] = ()) -> tuple[Article, ...]:
    """Return the articles in order of arrival: those named first, as named, the others by time of publication."""
    known = {article.id: article for article in articles}
    for number, name in enumerate(ids):
        if name not in known:
            raise ArticlesError(f"--order names {name!r}, which is no article given{nearest(name, known)}.")
        if name in ids[:number]:
            raise ArticlesError(f"--order names {name!r} twice; name each article once.")
    others = sorted((article for article in articles if article.id not in ids), key=lambda article: article.published)
    return (*(known[name] for name in ids), *others)


def _load(path: Path) -> Iterable[Placed]:
    if str(path) == STANDARD_INPUT:
        return _filled("standard input", list(_lines("standard input", sys.stdin.buffer)))
    if path.is_dir():
        return _filled(str(path), list(_folder(path)))
    if path.suffix == ".txt":
        return [(str(path), _lone_text(path))]
    return _filled(str(path), list(_file(path)))


def _filled(place: str, articles: list[Placed]) -> list[Placed]:
    if not articles:
        raise fault(place, "holds no article; give .jsonl files with one article a line, or .txt files")
    return articles


def _folder(folder: Path) -> Iterator[Placed]:
    index = folder / INDEX
    if index.exists():
        yield from _index(index)
        return
    lines = sorted(path for path in folder.glob("*.jsonl") if not path.stem.endswith(("labels", "alerts")))
    for path in lines:
        yield from _file(path)
    if not lines:
        yield from ((str(path), _lone_text(path)) for path in sorted(folder.glob("*.txt")))


def _file(path: Path) -> Iterator[Placed]:
    try:
        with path.open("rb") as stream:
            yield from _lines(str(path), stream)
    except OSError as error:
        raise _unreadable(path, error) from error


def _lines(place: str, stream: BinaryIO) -> Iterator[Placed]:
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        at = f"{place}:{number}"
        if len(line) > LARGEST:
            raise fault(at, f"is longer than {LARGEST:,} bytes; no article is")
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if content := line.strip():
            yield at, build_article(at, parse_json(at, decode(at, content), "; each line is one article"))


def _index(index: Path) -> Iterator[Placed]:
    yield from ((at, _indexed(index.parent / name, at, entry)) for at, name, entry in _entries(index))


def _entries(index: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    entries = parse_json(str(index), decode(str(index), _bytes(index)))
    if not isinstance(entries, list):
        raise fault(str(index), "should be a list of articles, each with id, file, outlet and published")
    for number, entry in enumerate(entries, 1):
        at = f"{index}: entry {number}"
        name = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(entry, dict) or not isinstance(name, str) or Path(name).name != name:
            raise fault(at, "should have a file, the name of a text in the same folder")
        yield at, name, entry


def _indexed(path: Path, at: str, entry: dict[str, object]) -> Article:
    text = decode(str(path), _bytes(path))
    return build_article(at, {"outlet": UNKNOWN_OUTLET, "url": "", "title": "", **entry, "text": text})


def _lone_text(path: Path) -> Article:
    """Read one text: as the index beside it says, else by its name and the time it was saved."""
    index = path.parent / INDEX
    listed = _entries(index) if index.exists() and path.exists() else ()
    for at, name, entry in listed:
        if name == path.name:
            return _indexed(path, at, entry)
    text = decode(str(path), _bytes(path))
    saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Article(id=path.stem, url="", outlet=UNKNOWN_OUTLET, published=saved, title="", text=text)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(content) > LARGEST:
        raise fault(str(path), f"is larger than {LARGEST:,} bytes; no article is")
    return content.removeprefix(b"\xef\xbb\xbf")


def _unreadable(path: Path, error: OSError) -> ArticlesError:
    if isinstance(error, FileNotFoundError):
        return fault(str(path), "no such file; check the spelling of its name")
    return fault(str(path), f"cannot be read: {error.strerror}; check its permissions")
