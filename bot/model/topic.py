"""An event under watch: claims, sources, places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.model.article import Figure, Number
from bot.model.words import Measure, Modality, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """A figure the desk had on record before the bot started."""

    figure: Figure
    source: str | None
    outlet: str
    url: str
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One question with a number for an answer. Key meanings: DESIGN's topic file, docs/topics.md."""

    id: str
    title: str
    question: str
    counts: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    not_place: tuple[str, ...] = ()
    place_required: bool = False
    series: Series = Series.ONE_OFF
    exclude: tuple[str, ...] = ()
    require: tuple[str, ...] = ()
    modality: tuple[Modality, ...] = ()
    """Modalities that fit; empty means the default of its series."""
    said_by: tuple[str, ...] = ()
    part_of: str | None = None
    since: date | None = None
    closed: date | None = None
    compare: bool = True
    sink: bool = False
    measure: Measure = Measure.COUNT
    unit: str = "people"
    key: bool = False
    smallest: Number | None = None
    """A figure below this answers another question; the bounds of a range or vague word count, inclusive."""
    largest: Number | None = None
    """A figure above this answers another question."""
    on_record: tuple[OnRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One speaker, and the ways it is named."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An event under watch."""

    id: str
    title: str
    language: str
    about: tuple[tuple[str, ...], ...]
    places: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Which topics an article belongs to, and by which words."""

    topics: tuple[str, ...]
    hits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
