"""Reads a YAML file as plain words, and remembers the line of each."""

import io
import warnings
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from adapters.files.faults import Path, dotted
from bot.errors import Fault

Value = str | None | list["Value"] | dict[str, "Value"]
"""Scalars stay as printed: `no`, `007` and `2026-01-20` are words until a schema says otherwise."""

LARGEST = 1_000_000
"""Bytes of a file; a topic of a hundred claims has some 50,000."""
MOST_VALUES = 100_000
"""A short file can stand for billions of values when its aliases repeat each other."""
DEEPEST = 20

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq", "merge")
)


@dataclass(slots=True)
class Document:
    """A file's content; `value` is None when nothing could be read."""

    file: str
    value: Value = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, path: Path) -> str:
        """Return `file:line` of a path, or of the nearest thing around it."""
        for length in range(len(path), 0, -1):
            if line := self.lines.get(path[:length]):
                return f"{self.file}:{line}"
        return self.file

    def add(self, path: Path, message: str) -> None:
        """Note a fault where the path stands."""
        self.faults.append(Fault(self.place(path), dotted(path), message))

    def add_file(self, message: str, line: int | None = None) -> None:
        """Note a fault of the file as a whole, or of a line whose key is not known."""
        self.faults.append(Fault(f"{self.file}:{line}" if line else self.file, "", message))


def read_document(path: FilePath, keys: Collection[str]) -> Document:
    """Read a YAML 1.2 file; what is wrong with its form stands in `faults`.

    A comma ends a text within braces in YAML. Editors write `{value: 7,000}` and `{name: Agencies (fire, police)}` all
    the same, so a lone word behind a text goes on with that text, unless it is one of the file's `keys`.
    """
    document = Document(str(path))
    text = read_text(path, document)
    node = _compose(text, document) if text is not None else None
    if text is not None and node is not None:
        _Reader(document, text, keys).read(node)
    return document


def read_text(path: FilePath, document: Document) -> str | None:
    """Return a file's text; None, and a fault in the document, when there is none to read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        document.add_file("no such file; check the spelling of its name")
    except IsADirectoryError:
        document.add_file("is a folder; name a file")
    except OSError as error:
        document.add_file(f"cannot be read: {error.strerror}; check its permissions")
    else:
        return _decode(content, document)
    return None


def _decode(content: bytes, document: Document) -> str | None:
    if len(content) > LARGEST:
        document.add_file(f"is larger than {LARGEST:,} bytes; split it")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        document.add_file("holds bytes that are not UTF-8; save the file as UTF-8", line)
        return None


def _compose(text: str, document: Document) -> Node | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)  # the later anchor holds, as YAML 1.2 says
            node = YAML(typ="rt", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        document.add_file(*_syntax_fault(error))
    except YAMLError as error:
        document.add_file(f"is no YAML: {str(error).splitlines()[0]}")
    except RecursionError:
        document.add_file("is nested too deeply; a topic file has four levels")
    else:
        if isinstance(node, Node):
            return node
        document.add_file("is empty; docs/topics.md shows what a topic file holds")
    return None


def _syntax_fault(error: MarkedYAMLError) -> tuple[str, int | None]:
    mark = error.problem_mark or error.context_mark
    problem = " ".join(str(part) for part in (error.context, error.problem) if part)
    if mark is None:
        return f"is no YAML: {problem}", None
    return (
        f"is no YAML: {problem} (column {mark.column + 1}); quote text that holds a colon or starts with a sign",
        mark.line + 1,
    )


class _Refused(Exception):
    """The file would cost more than it can be worth."""


class _Reader:
    """Walks a node tree once, within limits."""

    def __init__(self, document: Document, text: str, keys: Collection[str]) -> None:
        self._document = document
        self._text = text
        self._keys = keys
        self._values = 0

    def read(self, node: Node) -> None:
        """Fill in the document's value and lines."""
        try:
            self._document.value = self._value(node, ())
        except _Refused as refusal:
            self._document.add_file(str(refusal))

    def _value(self, node: Node, path: Path) -> Value:
        self._values += 1
        if self._values > MOST_VALUES:
            raise _Refused(f"stands for more than {MOST_VALUES:,} values; write its repeated lists out once")
        if len(path) > DEEPEST:
            raise _Refused(f"{dotted(path[:2])} is nested too deeply, or holds itself")
        self._document.lines.setdefault(path, node.start_mark.line + 1)
        if node.tag not in _PLAIN_TAGS:
            self._document.add(path, f"has the tag {node.tag!r}; a topic file has no tags")
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return [self._value(item, (*path, number)) for number, item in enumerate(node.value)]
        quoted = isinstance(node, ScalarNode) and bool(node.style)
        return str(node.value) if quoted or node.value not in _NULLS else None

    def _mapping(self, node: MappingNode, path: Path) -> dict[str, Value]:
        found: dict[str, Value] = {}
        before: Node | None = None
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, ScalarNode) else "(not a word)"
            inner = (*path, key)
            line = key_node.start_mark.line + 1
            if before is not None and self._is_tail(node, before, key_node, value_node):
                found[next(reversed(found))] = self._text_between(before, key_node)
            elif key in found:
                self._twice(inner, line)
            else:
                self._document.lines[inner] = line
                found[key] = self._value(value_node, inner)
                before = value_node
        return found

    def _is_tail(self, node: MappingNode, before: Node, key: Node, value: Node) -> bool:
        """Whether a lone word is the rest of the text before it: `{name: Agencies (fire, police), aliases: ...}`."""
        lone = isinstance(value, ScalarNode) and not value.value and value.start_mark.index == value.end_mark.index
        plain = isinstance(before, ScalarNode) and not before.style and before.value not in _NULLS
        return bool(node.flow_style and lone and plain and key.value not in self._keys)

    def _text_between(self, first: Node, last: Node) -> str:
        return " ".join(self._text[first.start_mark.index : last.end_mark.index].split())

    def _twice(self, path: Path, line: int) -> None:
        first = self._document.lines[path]
        message = f"is given twice; it stands in line {first} already"
        self._document.faults.append(Fault(f"{self._document.file}:{line}", dotted(path), message))
