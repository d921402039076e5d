"""How the bot itself is doing, what it can do, and what went wrong with a question."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.model import ArticleRecord, Button, CardView, FeedState, OutboxState, Paused, Section, Span, Text
from bot.views.lines import line
from bot.views.notices import where
from bot.views.wording import clean, clean_address, counted, shorten, time_ago, time_ahead, visible

FEEDS_SHOWN = 12
_FAULT = 160

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


def feeds_view(states: Sequence[FeedState], page: int, buttons: tuple[Button, ...], now: datetime) -> CardView:
    """Return each feed with its health, failing ones first; `page` is counted from one."""
    ordered = sorted(states, key=lambda state: (not (state.failures or state.gone), not state.paused, state.feed.url))
    shown = ordered[(page - 1) * FEEDS_SHOWN : page * FEEDS_SHOWN]
    failing = sum(bool(state.failures) for state in states)
    return CardView(
        title=f"{counted(len(states), 'feed')}, {failing} failing",
        sections=tuple(Section(heading=_feed_name(state), lines=_feed_lines(state, now)) for state in shown),
        buttons=buttons,
    )


def health_view(
    states: Sequence[FeedState],
    outbox: OutboxState,
    paused: Sequence[Paused],
    unread: ArticleRecord | None,
    now: datetime,
) -> CardView:
    """Return how reading and delivery go."""
    failing = [state for state in states if state.failures]
    due = min((state.next_due for state in states if not state.paused and not state.gone), default=None)
    lines: list[Text] = [
        line(f"Feeds: {len(states)}, {len(failing)} failing{_names(failing)}"),
        _since("Most overdue feed: due ", due if due and due < now else None, now, "Polling keeps up."),
        _since("Oldest unread article: ", unread.first_seen if unread else None, now, "No article is unread."),
        line(f"Outbox: {counted(outbox.waiting, 'post')} waiting"),
        _since("Longest wait: since ", outbox.oldest, now, "Nothing waits."),
        _since("Last delivery: ", outbox.last_posted, now, "Nothing was delivered yet."),
        *(line(f"Paused: {where(each.place)}: {clean(each.reason)}") for each in paused[:FEEDS_SHOWN]),
    ]
    return CardView(title="Health", sections=(Section(heading="", lines=tuple(lines)),))


def _since(lead: str, then: datetime | None, now: datetime, otherwise: str) -> Text:
    return line(otherwise) if then is None else (Span(lead), time_ago(then, now))


def _names(failing: Sequence[FeedState]) -> str:
    return f" ({', '.join(clean(state.feed.outlet) for state in failing[:3])})" if failing else ""


def _feed_name(state: FeedState) -> str:
    return f"{clean(state.feed.outlet)}: {clean_address(state.feed.url)}"


def _feed_lines(state: FeedState, now: datetime) -> tuple[Text, ...]:
    condition = _condition(state, now)
    success: Text = (
        (Span("last good poll "), time_ago(state.last_success, now))
        if state.last_success
        else line("never polled well yet")
    )
    counts = f"{state.tally.polls:,} polls, {state.tally.alerted:,} alerts"
    return (condition, (*success, Span(f" · {counts}")))


def _condition(state: FeedState, now: datetime) -> Text:
    if state.paused:
        return line("paused by an operator")
    if state.gone:
        return line("gone for good, says its publisher: retry asks again")
    if state.failures:
        fault = shorten(clean(state.fault), _FAULT)
        return (
            Span(f"failing, {counted(state.failures, 'time')}: {fault} Next try "),
            time_ahead(state.next_due, now),
        )
    return line("good")
