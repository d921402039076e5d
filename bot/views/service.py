"""How the bot itself is doing, what it can do, and what went wrong with a question."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import Button, CardView, Condition, FeedHealth, Paused, Section, Span, Text
from bot.views.feeds import bare_address, bare_fault
from bot.views.health import conditions_in_words
from bot.views.lines import line
from bot.views.notices import where
from bot.views.wording import clean, counted, shorten, time_ago, time_ahead, visible

FEEDS_SHOWN = 12
_FAULT = 160
WENT_WRONG = "That went wrong on our side; the operators can read why. Please ask again."
REPEATS = "Posts may repeat"
NO_LOOK_BACK = (
    "The app may not read the history of this channel's server. A post whose arrival is not confirmed is sent once "
    "more, marked “may repeat”. Give the app the right to read history, and install it again."
)
GUILD_ONLY = "Ask in a channel of a server: follows, mutes and rejections belong to one."
RIGHTS_UNKNOWN = "It cannot be looked up just now who may change what this channel hears. Please ask again."
TAKEN_OUT = "Tallywire was removed from the workspace: install it there again."

HELP = (
    "Tallywire reads the feeds, finds the figures on the claims under watch, and keeps who said what.",
    "It posts when the sources stop agreeing, or a source changes its figure. Nothing is averaged or confirmed.",
    "figures, history CLAIM, why ID: what is on record, how it came about, and the quote behind it.",
    "follow, mute, quiet: what this channel hears, and when. here: what it hears now.",
    "Everything is machine-read: reject ID takes a wrong reading out of the figures, and restore puts it back.",
)


def help_view(commands: Iterable[tuple[str, str, str]]) -> CardView:
    """Return what this is in five lines, and each command with its arguments and what it does."""
    lines = tuple((Span(f"{name} {takes}".rstrip(), strong=True), Span(f"  {does}")) for name, takes, does in commands)
    return CardView(
        title="Tallywire",
        sections=(Section(heading="", lines=tuple(map(line, HELP))), Section(heading="Commands", lines=lines)),
    )


def problem_view(sentence: str) -> CardView:
    """Return what is wrong with a question."""
    return CardView(title=visible(sentence))


def done_view(sentence: str, detail: str = "") -> CardView:
    """Say that something was done."""
    return CardView(title=visible(sentence), note=line(visible(detail)) if detail else ())


def feeds_page(healths: Sequence[FeedHealth], page: int, buttons: tuple[Button, ...], now: datetime) -> CardView:
    """Return a page of feeds in the order given, each with its health; `page` is counted from one."""
    shown = healths[(page - 1) * FEEDS_SHOWN : page * FEEDS_SHOWN]
    conditions = {each: sum(health.condition is each for health in healths) for each in Condition}
    return CardView(
        title=f"{counted(len(healths), 'feed')}: {conditions_in_words(conditions)}",
        sections=tuple(_feed_section(health, now) for health in shown),
        buttons=buttons,
    )


def with_paused(card: CardView, paused: Sequence[Paused]) -> CardView:
    """Add the channels that posts do not reach."""
    if not paused:
        return card
    lines = tuple(line(f"{where(each.place)}: {clean(each.reason)}") for each in paused[:FEEDS_SHOWN])
    return replace(card, sections=(*card.sections, Section(heading="Posts do not reach", lines=lines)))


def with_repeats(card: CardView) -> CardView:
    """Add that a post may appear twice here."""
    return replace(card, sections=(*card.sections, Section(heading=REPEATS, lines=(line(NO_LOOK_BACK),))))


def _feed_section(health: FeedHealth, now: datetime) -> Section:
    state = health.state
    read: Text = line("never read yet")
    if state.last_success is not None:
        read = (Span("last read "), time_ago(state.last_success, now))
    told = f" · {counted(state.tally.polls, 'poll')}, {counted(state.tally.alerted, 'alert')}"
    fault: tuple[Text, ...] = ()
    if health.condition is Condition.FAILING:
        met = f"{shorten(clean(bare_fault(state)), _FAULT)} Next try "
        fault = ((Span(met), time_ahead(state.next_due, now)),)
    return Section(
        heading=f"{clean(state.feed.outlet)}: {health.condition.value}",
        lines=((Span(f"{bare_address(state.feed.url)} · "), *read, Span(told)), *fault),
    )
