"""A topic's whole ledger as JSON lines: a heading, the articles that are quoted (without their texts), the entries."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.errors import ArticlesError
from bot.model import ArticleRecord, Entry

FORMAT = 1
ARTICLE: TypeAdapter[ArticleRecord] = TypeAdapter(ArticleRecord)
ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerFile:
    """What such a file holds."""

    topic: str
    articles: tuple[ArticleRecord, ...]
    """Every version of the articles that the entries quote."""
    entries: tuple[Entry, ...]
    """In order of arrival."""


def ledger_lines(ledger: LedgerFile) -> Iterator[str]:
    """Yield the lines of a file, each without its end."""
    heading = {
        "ledger": ledger.topic,
        "format": FORMAT,
        "articles": len(ledger.articles),
        "entries": len(ledger.entries),
    }
    yield json.dumps(heading, ensure_ascii=False)
    for record in ledger.articles:
        without = replace(record, article=replace(record.article, text=""))
        yield f'{{"article":{ARTICLE.dump_json(without).decode()}}}'
    for entry in ledger.entries:
        yield f'{{"entry":{ENTRY.dump_json(entry).decode()}}}'


def load_ledger(path: Path) -> LedgerFile:
    """Read a file, or raise ArticlesError for the first line that is not as it should be."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise ArticlesError(f"{path} cannot be read ({error}).") from error
    heading = _heading(path, lines[0] if lines else "")
    articles: list[ArticleRecord] = []
    entries: list[Entry] = []
    for number, line in enumerate(lines[1:], start=2):
        _add(f"{path}:{number}", line, articles, entries)
    told = (heading["articles"], heading["entries"])
    if told != (len(articles), len(entries)):
        there = f"{len(articles)} articles and {len(entries)} entries"
        raise ArticlesError(f"{path} is cut off: it should hold {told[0]} articles and {told[1]} entries, not {there}.")
    _check(path, str(heading["ledger"]), entries)
    return LedgerFile(topic=str(heading["ledger"]), articles=tuple(articles), entries=tuple(entries))


def _heading(path: Path, line: str) -> dict[str, Any]:
    try:
        heading = json.loads(line)
    except (ValueError, RecursionError):
        heading = None
    if not isinstance(heading, dict) or not {"ledger", "format", "articles", "entries"} <= heading.keys():
        raise ArticlesError(f"{path} is no ledger as `tallywire ledger export` writes it: its first line says nothing.")
    if heading["format"] != FORMAT:
        raise ArticlesError(f"{path} is of format {heading['format']}, and this Tallywire reads {FORMAT}.")
    return heading


def _add(place: str, line: str, articles: list[ArticleRecord], entries: list[Entry]) -> None:
    try:
        given = json.loads(line)
        if "entry" in given:
            entries.append(ENTRY.validate_python(given["entry"], strict=False))
        else:
            articles.append(ARTICLE.validate_python(given["article"], strict=False))
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ArticlesError(f"{place}: {where}: {error.errors()[0]['msg']}.") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ArticlesError(f"{place}: is neither an article nor an entry.") from error


def _check(path: Path, topic: str, entries: Sequence[Entry]) -> None:
    """Raise ArticlesError for an entry of another topic, one that comes twice, or one that points nowhere."""
    known: set[str] = set()
    for entry in entries:
        statement = entry.statement
        if statement.topic != topic:
            raise ArticlesError(f"{path}: entry {statement.id} is of topic {statement.topic}, not of {topic}.")
        if statement.id in known:
            raise ArticlesError(f"{path}: entry {statement.id} comes twice.")
        known.add(statement.id)
        lost = [each for each in _named(entry) if each not in known]
        if lost:
            raise ArticlesError(f"{path}: entry {statement.id} points at {lost[0]}, which does not come before it.")


def _named(entry: Entry) -> Iterable[str]:
    return (*entry.verdict.against, *([entry.corrects] if entry.corrects is not None else []))
