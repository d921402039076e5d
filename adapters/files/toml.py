"""Reads a TOML file and remembers the line of each key, which the standard reader does not tell."""

import re
import tomllib
from pathlib import Path as FilePath
from typing import Any

from adapters.files.document import Document, read_text
from adapters.files.faults import Path

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"' -]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"'-]+)\s*=")
_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(path: FilePath) -> tuple[dict[str, Any], Document]:
    """Return the file's tables, and a document that knows where each key stands and what is wrong with the form."""
    document = Document(str(path))
    text = read_text(path, document)
    if text is None:
        return {}, document
    document.lines.update(key_lines(text))
    try:
        return tomllib.loads(text), document
    except tomllib.TOMLDecodeError as error:
        document.add_file(*_syntax_fault(str(error), text))
    except RecursionError:
        document.add_file("is nested too deeply")
    return {}, document


def _syntax_fault(problem: str, text: str) -> tuple[str, int]:
    where = _WHERE.search(problem)
    line, column = where.groups() if where else (None, None)
    said = _WHERE.sub("", problem)
    message = f"is no TOML: {said[:1].lower()}{said[1:]}" + (f" (column {column})" if column else "")
    return message, int(line) if line else len(text.splitlines())


def key_lines(text: str) -> dict[Path, int]:
    """Return the line where each table and key is first written."""
    lines: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            lines.setdefault(table, number)
            if header[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            lines.setdefault(table, number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(name: str) -> Path:
    return tuple(part.strip(" \"'") for part in name.split("."))
