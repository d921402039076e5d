"""Loads topic files: an event under watch, written by an editor in YAML."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from adapters.files.document import Document, read_document
from adapters.files.faults import schema_faults
from adapters.files.figures import build_figure
from adapters.files.measures import default_unit, guess_measure
from adapters.files.topic_checks import check_names
from adapters.files.topic_defaults import filled
from adapters.files.topic_schema import KEYS, ClaimDraft, FigureDraft, SourceDraft, TopicDraft
from bot.errors import Fault, TopicError
from bot.model import Claim, Measure, Modality, OnRecord, Series, Source, Topic

SUFFIXES = (".yaml", ".yml")


def load_topic(path: Path) -> Topic:
    """Return the topic that the file describes, or raise TopicError with all its faults by line."""
    topic, faults = read_topic(path)
    if topic is None:
        raise TopicError(faults)
    return topic


def load_topics(folder: Path) -> tuple[Topic, ...]:
    """Return the topics of a folder's YAML files by file name, or raise TopicError with the faults of all files."""
    paths = topic_files(folder)
    read = [(path, *read_topic(path)) for path in paths]
    faults = [fault for _, _, found in read for fault in found]
    faults += shared_ids([(path, topic) for path, topic, _ in read if topic])
    if faults:
        raise TopicError(faults)
    return tuple(topic for _, topic, _ in read if topic)


def topic_files(folder: Path) -> tuple[Path, ...]:
    """Return the YAML files of a folder, or raise TopicError when there are none."""
    if not folder.is_dir():
        raise TopicError([Fault(str(folder), "", "no such folder of topics; name one under [topics] dir")])
    paths = tuple(sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.is_file()))
    if not paths:
        raise TopicError([Fault(str(folder), "", "holds no topic file; write one as docs/topics.md shows (NAME.yaml)")])
    return paths


def read_topic(path: Path) -> tuple[Topic | None, tuple[Fault, ...]]:
    """Return the topic, or None and every fault of the file in order of its lines."""
    document = read_document(path, KEYS)
    draft = _validate(document)
    check_names(document)
    if document.faults or draft is None:
        return None, _in_order(document)
    return _build(filled(draft)), ()


def _validate(document: Document) -> TopicDraft | None:
    if not isinstance(document.value, dict):
        if not document.faults:
            document.add_file("should be keys with values, as docs/topics.md shows; it is a list or a lone word")
        return None
    try:
        return TopicDraft.model_validate(document.value)
    except ValidationError as error:
        document.faults += schema_faults(error, TopicDraft, document.place)
        return None


def _in_order(document: Document) -> tuple[Fault, ...]:
    def line(fault: Fault) -> int:
        tail = fault.place.removeprefix(document.file).removeprefix(":")
        return int(tail) if tail.isdigit() else 0

    return tuple(sorted(document.faults, key=line))


def shared_ids(read: Iterable[tuple[Path, Topic]]) -> list[Fault]:
    """Return a fault for every topic whose id another file has already."""
    first: dict[str, Path] = {}
    faults = []
    for path, topic in read:
        if topic.id in first:
            message = f"{topic.id!r} is the id of {first[topic.id].name} too; give each topic its own"
            faults.append(Fault(str(path), "topic", message))
        first.setdefault(topic.id, path)
    return faults


def _build(draft: TopicDraft) -> Topic:
    return Topic(
        id=draft.topic,
        title=draft.title or draft.topic,
        language=draft.language,
        about=draft.about,
        places=dict(draft.places),
        sources=tuple(_source(name, source) for name, source in draft.sources.items()),
        claims=tuple(_claim(claim) for claim in draft.claims),
    )


def _source(name: str, draft: SourceDraft) -> Source:
    return Source(id=name, name=draft.name or name, aliases=draft.aliases)


def _claim(draft: ClaimDraft) -> Claim:
    measure = draft.measure or guess_measure(draft.unit, draft.counts)
    unit = draft.unit or default_unit(measure, draft.counts)
    given = draft.model_dump(exclude={"title", "series", "measure", "unit", "figures"})
    return Claim(
        **given,
        title=draft.title or draft.question,
        series=draft.series or _series(draft),
        measure=measure,
        unit=unit,
        on_record=tuple(_on_record(figure, measure, unit) for figure in draft.figures),
    )


def _series(draft: ClaimDraft) -> Series:
    if draft.modality == (Modality.PLANNED_CEILING,):
        return Series.CEILING
    return Series.ONE_OFF if draft.event else Series.STOCK


def _on_record(draft: FigureDraft, measure: Measure, unit: str) -> OnRecord:
    return OnRecord(
        figure=build_figure(draft, measure, unit),
        source=draft.source,
        outlet=draft.outlet,
        url=draft.url,
        as_of=draft.as_of,
    )
