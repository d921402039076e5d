"""What must hold between the parts of a topic file: every name stands for something, and for one thing only.

Checked on the file as written, not on the finished topic, so that one wrong key does not hide the next fault.
"""

from collections.abc import Collection, Iterator

from adapters.files.document import Document, Value
from adapters.files.faults import Path, nearest
from adapters.files.topic_defaults import questioned

_FIGURE_NEEDS = "needs a value, or low and high, or `hedge: vague` with low"


def check_names(document: Document) -> None:
    """Note every name that stands for nothing, every id given twice, and claims and figures without substance."""
    root = document.value
    if not isinstance(root, dict):
        return
    claims = list(_mappings(root.get("claims"), ("claims",)))
    known = {
        "places": _keys(root.get("places")),
        "sources": _keys(root.get("sources")),
        "claims": tuple(name for _, claim in claims if isinstance(name := claim.get("id"), str)),
    }
    _check_ids(document, claims)
    for path, claim in claims:
        _check_claim(document, path, claim, known)
    _check_wholes(document, claims)


def _check_ids(document: Document, claims: list[tuple[Path, dict[str, Value]]]) -> None:
    seen: dict[str, Path] = {}
    for path, claim in claims:
        name = claim.get("id")
        if isinstance(name, str) and name in seen:
            first = document.lines.get((*seen[name], "id"), 0)
            document.add((*path, "id"), f"{name!r} is the id of another claim too (line {first}); give each its own")
        elif isinstance(name, str):
            seen[name] = path


def _check_claim(document: Document, path: Path, claim: dict[str, Value], known: dict[str, tuple[str, ...]]) -> None:
    if not claim.get("counts") and not claim.get("event") and not _is_telling(document, claim.get("question")):
        document.add(path, "needs counts (the noun that is counted), event (what was done), or a question that says so")
    for key, kind in (("place", "places"), ("not_place", "places"), ("said_by", "sources"), ("part_of", "claims")):
        for name in _words(claim.get(key)):
            _check_name(document, (*path, key), name, kind, known[kind])
    for at, figure in _mappings(claim.get("figures"), (*path, "figures")):
        _check_figure(document, at, figure, known["sources"])


def _is_telling(document: Document, question: Value) -> bool:
    """Whether a question's own words say what is counted; a question that is missing is a fault already."""
    root = document.value
    code = root.get("language", "en") if isinstance(root, dict) else "en"
    return not isinstance(question, str) or questioned(question, {}, str(code)) is not None


def _check_name(document: Document, path: Path, name: str, kind: str, known: Collection[str]) -> None:
    if name in known:
        return
    hint = _spelled(document, kind, name) or nearest(name, known)
    document.add(path, f"{name!r} is not among the topic's {kind}{hint}")


def _spelled(document: Document, kind: str, name: str) -> str:
    """Return a hint when the editor wrote a spelling in place of the id it belongs to."""
    root = document.value
    group = root.get(kind) if isinstance(root, dict) and kind != "claims" else None
    if not isinstance(group, dict):
        return ""
    found = next((id_ for id_, entry in group.items() if name in set(_words_within(entry))), None)
    return f" (that is how {found!r} is named: write {found!r})" if found else ""


def _check_figure(document: Document, path: Path, figure: dict[str, Value], sources: Collection[str]) -> None:
    source = figure.get("source")
    if isinstance(source, str) and not source.startswith("other:"):
        _check_name(document, (*path, "source"), source, "sources", sources)
    value, low, high = (figure.get(key) is not None for key in ("value", "low", "high"))
    hedge = figure.get("hedge")
    if value and (low or high or hedge in ("range", "vague")):
        document.add(path, f"{_FIGURE_NEEDS}; it has several of these")
    elif not value and not (low and (high or hedge == "vague")):
        document.add(path, _FIGURE_NEEDS)


def _check_wholes(document: Document, claims: list[tuple[Path, dict[str, Value]]]) -> None:
    wholes = {str(claim.get("id")): str(claim["part_of"]) for _, claim in claims if claim.get("part_of")}
    for path, claim in claims:
        start = str(claim.get("id"))
        at, steps = wholes.get(start), 0
        while at is not None and at != start and steps < len(wholes):
            at, steps = wholes.get(at), steps + 1
        if at == start:
            document.add((*path, "part_of"), f"makes {start!r} a part of itself")


def _mappings(value: Value, path: Path) -> Iterator[tuple[Path, dict[str, Value]]]:
    if isinstance(value, list):
        yield from (((*path, number), item) for number, item in enumerate(value) if isinstance(item, dict))


def _keys(value: Value) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, dict) else ()


def _words(value: Value) -> Iterator[str]:
    """Yield the words of a list, of lists within it, or of a lone word."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)


def _words_within(value: Value) -> Iterator[str]:
    yield from _words(value)
    if isinstance(value, dict):
        for item in value.values():
            yield from _words(item)
