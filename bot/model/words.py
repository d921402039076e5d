"""The closed vocabularies of the desk: each word has one meaning."""

from enum import StrEnum


class Hedge(StrEnum):
    """How a number is qualified."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    UP_TO = "up_to"
    NEARLY = "nearly"
    RANGE = "range"
    VAGUE = "vague"


class Measure(StrEnum):
    """What sort of quantity a number is; ANSWERING tells which of them can answer a claim."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    AREA = "area"
    LENGTH = "length"
    MAGNITUDE = "magnitude"
    DURATION = "duration"
    SHARE = "share"
    WEIGHT = "weight"
    VOLUME = "volume"
    SPEED = "speed"
    TEMPERATURE = "temperature"
    AGE = "age"
    DATE = "date"
    TIME = "time"
    ORDINAL = "ordinal"
    MULTIPLE = "multiple"
    """How often or how many fold: three times, tenfold."""
    LABEL = "label"
    """A number that names something: Flight 17, Article 5, COVID-19, Route 3."""
    FURNITURE = "furniture"
    """Page furniture: 1 of 515, 3 min read."""


ANSWERING = (
    Measure.COUNT,
    Measure.PERCENT,
    Measure.MONEY,
    Measure.AREA,
    Measure.LENGTH,
    Measure.MAGNITUDE,
    Measure.DURATION,
)
"""Measures a claim can have; a figure of any other is no answer."""


class Modality(StrEnum):
    """How the figure is put: as fact, plan, estimate, denial or accusation."""

    ACTUAL = "actual"
    PLANNED_CEILING = "planned_ceiling"
    ESTIMATE = "estimate"
    DENIED = "denied"
    ACCUSED = "accused"


class Series(StrEnum):
    """How a claim's truth moves with time."""

    ONE_OFF = "one_off"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    CEILING = "ceiling"


class Field(StrEnum):
    """Which part of the article prints the figure."""

    TITLE = "title"
    TEXT = "text"


class Context(StrEnum):
    """What kind of passage a sentence stands in; all but body and title are background."""

    BODY = "body"
    TITLE = "title"
    CAPTION = "caption"
    TEASER = "teaser_link"
    FURNITURE = "page_furniture"


class Kind(StrEnum):
    """The verdict on a statement. The first six are worth a message."""

    FIRST = "first"
    CONFLICT = "conflict"
    REVISION = "revision"
    UPDATE = "update"
    REINSTATED = "reinstated"
    WITHDRAWN = "withdrawn"
    NOTE = "note"
    CORROBORATION = "corroboration"
    REPEAT = "repeat"
    STALE = "stale"
    VAGUE = "vague"
    BACKGROUND = "background"


NEWS = frozenset(
    {Kind.FIRST, Kind.CONFLICT, Kind.REVISION, Kind.UPDATE, Kind.REINSTATED, Kind.WITHDRAWN, Kind.NOTE},
)
"""Verdicts worth a message."""


class AlertLevel(StrEnum):
    """Whether an alert interrupts or only informs."""

    ALERT = "alert"
    NOTE = "note"


class FollowLevel(StrEnum):
    """What a channel wants to hear of a topic or claim."""

    CHANGES = "changes"
    CONFLICTS = "conflicts"
    ALL = "all"


class TakenFrom(StrEnum):
    """Where an article's text was read."""

    ITEM = "item"
    """The feed's item, which carries the whole text."""
    SUMMARY = "summary"
    """The feed's item, which carries a summary only."""
    PAGE = "page"


class FullText(StrEnum):
    """Whether a feed's articles are read on their pages."""

    AUTO = "auto"
    """Where the item carries a summary only."""
    ALWAYS = "always"
    NEVER = "never"


class Outcome(StrEnum):
    """How the reading of an article ended; every article ends in exactly one."""

    OFF_TOPIC = "off_topic"
    NO_CLAIM = "no_claim"
    MATCHED = "matched"
    UNREADABLE = "unreadable"
    BASELINE = "baseline"
    """Seen at first contact with its feed and left alone."""


class Role(StrEnum):
    """What a process does, of all there is to do."""

    POLL = "poll"
    """Ask feeds and hubs for what is new."""
    READ = "read"
    """Read articles, and read them again."""
    DELIVER = "deliver"
    """Post what waits, and keep the boards."""
    CHAT = "chat"
    """Answer what people ask."""


class Wake(StrEnum):
    """What was stored that other processes may wait for."""

    ARTICLES = "articles"
    POSTS = "posts"
