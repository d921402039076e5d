"""A person's own page: what the channels they are in follow, what is muted there, and for operators what is amiss."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.model import CardView, DeskStatus, FeedState, Follow, Mute, Paused, Section, Span, Text, TopicFigures
from bot.views.channel import ending, named
from bot.views.feeds import bare_fault
from bot.views.figures import figures_page
from bot.views.lines import line
from bot.views.naming import topic_key
from bot.views.service import with_paused
from bot.views.wording import clean, counted, shorten, time_ago

TOPICS_SHOWN = 5
LINES = 12
"""Channels or mutes that are listed at most."""
_FAULT = 160
NOTHING_HERE = (
    "None of your channels follows anything yet.",
    "Invite Tallywire to a channel, and say /tally follow there: it lists what is under watch.",
)
Names = Mapping[str, str]
"""Channel -> what people call it."""


def home_views(
    figures: Sequence[TopicFigures],
    follows: Sequence[Follow],
    mutes: Sequence[Mute],
    names: Names,
    now: datetime,
) -> tuple[CardView, ...]:
    """Return the current figures of what is followed, and each channel's follows and mutes."""
    if not follows:
        return (CardView(title=NOTHING_HERE[0], note=line(NOTHING_HERE[1])),)
    topics = {each.topic.id: each.topic for each in figures}
    pages = [
        replace(figures_page((each,), 1, f"figures {topic_key(each.topic.id)}", now), buttons=())
        for each in figures[:TOPICS_SHOWN]
    ]
    follow_lines = [
        line(f"{_name(each.channel, names)}: {named(topics, each.topic, each.claim)} ({each.level.value})")
        for each in follows
    ]
    mute_lines = [
        (Span(f"{_name(each.channel, names)}: {named(topics, each.topic, each.claim)}: ends "), *ending(each, now))
        for each in mutes
    ]
    channels = CardView(
        title="Your channels",
        sections=(
            Section(heading="Follow", lines=_some(follow_lines)),
            Section(heading="Muted", lines=_some(mute_lines) or (line("nothing"),)),
        ),
    )
    return (*pages, channels)


def faults_view(status: DeskStatus, paused: Sequence[Paused], now: datetime) -> CardView:
    """Return what operators have to mend."""
    lines = tuple(_fault(state, now) for state in status.failing[:LINES])
    title = f"{counted(len(status.failing), 'feed')} failing" if lines else "No feed is failing"
    return with_paused(CardView(title=title, sections=(Section(heading="", lines=lines),) if lines else ()), paused)


def digest_of(views: Sequence[CardView]) -> str:
    """Return what tells two pages apart: all that is on them, and times as they are, not as ages."""
    parts = [
        text
        for view in views
        for text in (view.title, _same(view.note), *(part for each in view.sections for part in _section(each)))
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def _section(section: Section) -> tuple[str, ...]:
    return (section.heading, *map(_same, section.lines))


def _same(text: Text) -> str:
    return "".join(span.when.isoformat() if span.when else span.text for span in text)


def _fault(state: FeedState, now: datetime) -> Text:
    told = f"{clean(state.feed.outlet)}: {shorten(clean(bare_fault(state)), _FAULT)}"
    if state.last_success is None:
        return line(f"{told} · never read")
    return (Span(f"{told} · last read "), time_ago(state.last_success, now))


def _name(channel: str, names: Names) -> str:
    return clean(names.get(channel, channel))


def _some(lines: Sequence[Text]) -> tuple[Text, ...]:
    more = (line(f"+{len(lines) - LINES} more"),) if len(lines) > LINES else ()
    return (*lines[:LINES], *more)
