"""What a person is shown, before any platform renders it."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.words import Kind


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `strong` runs are set off by the platform; the text itself is never markup."""

    text: str
    strong: bool = False
    when: datetime | None = None
    """The time that the text tells: a platform that knows each reader's zone shows that instead."""


Text = tuple[Span, ...]
"""One line of a view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something that may be asked for with a press."""

    label: str
    words: str
    """What a person would type for it, with ids for names: at most 100 characters, good for ever."""
    desk: bool = False
    """Whether it changes something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """One alert: a dot and a word for its kind, a headline, the standing figures, the quotes."""

    kind: Kind
    dot: str
    word: str
    headline: str
    lines: tuple[Text, ...]
    quotes: tuple[Text, ...]
    struck: str = ""
    """Why all of it no longer holds; a platform shows this, and the rest struck through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """The alerts of one article. `preview` is plain text of at most 80 characters, without a link."""

    preview: str
    alerts: tuple[AlertView, ...]
    footer: Text
    """Parts of the footer in order; the first is the outlet, which platforms link to `url`."""
    url: str
    buttons: tuple[Button, ...] = ()
    note: bool = False
    """Whether it only informs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView:
    """Rows under headings, for answers to commands."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One ledger entry in a claim's history."""

    id: str
    """Short form, as `why` takes it."""
    kind: Kind
    dot: str
    word: str
    when: str
    line: Text
    quote: Text
    struck: bool = False
    """Whether a later entry corrects it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """How a claim came to its current figures: the last changes, newest first."""

    title: str
    question: str
    changes: tuple[ChangeView, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyView:
    """Why a statement was judged as it was: facts under labels, such as quote, speaker and rule."""

    title: str
    facts: tuple[tuple[str, Text], ...]
    url: str
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, which may be empty, and lines under it."""

    heading: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A title and sections: notices, boards and most answers."""

    title: str
    sections: tuple[Section, ...] = ()
    note: Text = ()
    buttons: tuple[Button, ...] = ()


Message = PostView | CardView
"""Whatever is put into a channel unasked."""

View = PostView | CardView | TableView | HistoryView | WhyView
"""Whatever a command or a post shows."""
