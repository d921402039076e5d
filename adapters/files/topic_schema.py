"""The keys of a topic file, as an editor writes them."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, model_validator

from adapters.files.scalars import Amount, Day, Flag, Id, Modalities, OneHedge, OneMeasure, OneSeries, Word, Words
from bot.model import Hedge
from bot.reading.languages import language_codes


def _group_lists(value: object) -> object:
    """Take `about: [storm, flood]` as two groups of one."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _filled(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not value:
        raise ValueError("needs at least one entry")
    return value


def _readable(value: str) -> str:
    if value not in language_codes():
        raise ValueError(f"{value!r} cannot be read; known are {', '.join(language_codes())}")
    return value


def _named(value: object) -> object:
    """Take `un: United Nations` as a source's name."""
    return {"name": value} if isinstance(value, str) else value


class _Draft(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureDraft(_Draft):
    """A figure that is on record when the bot starts."""

    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    hedge: OneHedge = Hedge.EXACT
    source: Word | None = None
    outlet: Word
    url: str = ""
    as_of: Day
    surface: Word | None = None

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        if self.value is None and self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")
        return self


class ClaimDraft(_Draft):
    """One claim. Keys that are not given get their defaults when the topic is built."""

    id: Id
    title: Word | None = None
    question: Word
    counts: Words = ()
    event: Words = ()
    place: Words = ()
    not_place: Words = ()
    place_required: Flag = False
    series: OneSeries | None = None
    exclude: Words = ()
    require: Words = ()
    modality: Modalities = ()
    said_by: Words = ()
    part_of: Word | None = None
    since: Day | None = None
    closed: Day | None = None
    compare: Flag = True
    sink: Flag = False
    measure: OneMeasure | None = None
    unit: Word | None = None
    key: Flag = False
    smallest: Amount | None = None
    largest: Amount | None = None
    figures: tuple[FigureDraft, ...] = ()

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        if self.since and self.closed and self.since > self.closed:
            raise ValueError(f"since {self.since} is after closed {self.closed}")
        if self.smallest is not None and self.largest is not None and self.smallest > self.largest:
            raise ValueError(f"smallest {self.smallest} is above largest {self.largest}")
        return self


class SourceDraft(_Draft):
    """One speaker and the ways it is named."""

    name: Word | None = None
    aliases: Words = ()


class TopicDraft(_Draft):
    """A whole topic file."""

    topic: Id
    title: Word | None = None
    language: Annotated[Word, AfterValidator(_readable)] = "en"
    about: Annotated[tuple[Words, ...], BeforeValidator(_group_lists)] = ()
    places: dict[Id, Annotated[Words, AfterValidator(_filled)]] = {}
    sources: dict[Id, Annotated[SourceDraft, BeforeValidator(_named)]] = {}
    claims: Annotated[tuple[ClaimDraft, ...], AfterValidator(_filled)]


KEYS = frozenset(key for draft in (TopicDraft, ClaimDraft, SourceDraft, FigureDraft) for key in draft.model_fields)
"""Every key that a topic file may hold anywhere."""
