"""An article, its sentences, and what it says in numbers."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.model.words import Context, Field, Hedge, Measure, Modality, Outcome, TakenFrom

Number = int | float
"""A printed number; whole numbers are int so that they print without a point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The first printing on record of a text that others copy."""

    article: str
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """A sample of a text's shingles by which copies are found."""

    hashes: tuple[int, ...]
    """The smallest hashes of its shingles, in rising order, each below 2**63."""
    shingles: int
    """How many different shingles the text has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One printed text. `published` is aware; a date alone is midnight UTC; a new version keeps the first one's."""

    id: str
    url: str
    outlet: str
    published: datetime
    title: str
    text: str
    version: int = 1
    taken_from: TakenFrom = TakenFrom.ITEM
    """Where the text was read."""
    origin: Origin | None = None
    """Set for a copy of what another outlet printed first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as printed, with its hedge. Offsets are characters of the field it stands in."""

    start: int
    end: int
    surface: str
    """Numeral with its hedge, as printed: `up to 7,000`, `3K`, `17.5% to 20%`."""
    value: Number | None
    """None for ranges and vague words."""
    low: Number | None
    high: Number | None
    hedge: Hedge
    measure: Measure = Measure.COUNT
    unit: str | None = None
    """The counted noun as printed (`ISIS detainees`) or the unit of measure (`percent`, `acres`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of one field; `text` equals the field from `start` to `end`."""

    field: Field
    index: int
    """Position in the field."""
    paragraph: int
    start: int
    end: int
    text: str
    context: Context = Context.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted for a figure, in the article's words, and what gave it away."""

    said_by: str | None
    """None is the outlet's own voice."""
    via: str | None = None
    """The outlet or agency the speaker was relayed by: `told the Associated Press`."""
    cue: str = ""
    """The words and the rule that decided, for `why` and `evaluate --show`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A figure where the article prints it: sentence, speaker, day and modality."""

    figure: Figure
    sentence: Sentence
    speaker: Speaker
    as_of: date
    """The day the text gives, else the day of printing."""
    dated: bool
    """Whether the text itself gives the day."""
    modality: Modality
    background: bool
    """Told as the past of its own text, or printed in a caption, teaser or page furniture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an article says in numbers, before any topic is looked at."""

    article: Article
    sentences: tuple[Sentence, ...]
    """Title first, then the text, in order of print."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """What the store keeps of an article."""

    article: Article
    feed: str | None
    first_seen: datetime
    """When this version was first read."""
    outcome: Outcome
    reason: str = ""
    byline: str = ""
    """Who wrote it, as its page says."""
    modified: datetime | None = None
    """When it was changed last, as its page says; a date alone is never news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """When an article is read again, and what it looked like the last time."""

    article: str
    url: str
    next_check: datetime | None
    """None once nothing is due any more."""
    changed: datetime
    """When it last said something new in figures."""
    text_hash: str
    """Tells the text last seen on its page from others; empty before the first look at the page."""
    item_hash: str
    """Tells what its feed last said of it from others."""
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    """Looks that brought no text, since the last that did."""
    fault: str = ""
    fence: int = 0
    """Grows with each lease; a result is only stored under the fence it was leased with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueLooks:
    """Articles that are due to be read again, or for the first time on their pages."""

    articles: int
    oldest: datetime | None
    """Since when the first of them has waited; None where none waits."""
