"""What a channel hears: follows, mutes, quiet hours, what was held back, and how each is changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.model import (
    Button,
    CardView,
    Follow,
    FollowLevel,
    Held,
    HeldWhy,
    Mute,
    Notice,
    Paused,
    Quiet,
    Section,
    Span,
    Text,
    Topic,
    stable_id,
)
from bot.views.kinds import dot, word
from bot.views.lines import line
from bot.views.naming import claim_key, surface, topic_key, watched
from bot.views.wording import clean, counted, listed, short_id, shorten, time_ago, time_ahead

HEARD: Mapping[FollowLevel, str] = {
    FollowLevel.CHANGES: "conflicts, changed, withdrawn and reinstated figures, and the first figure of key claims",
    FollowLevel.CONFLICTS: "conflicts only",
    FollowLevel.ALL: "everything, notes included",
}
HELD_SHOWN = 5
SUMMARY_LINES = 15
NAMES_SHOWN = 5
_TITLE = 100
_HELD_BY = {HeldWhy.MUTE: "muted", HeldWhy.QUIET: "quiet hours"}
Topics = Mapping[str, Topic]


def named(topics: Topics, topic: str, claim: str | None) -> str:
    """Return the title of a topic or claim; what is no longer under watch goes by its id."""
    known = topics.get(topic)
    if claim is None:
        return shorten(clean(known.title if known else topic), _TITLE)
    titles = {each.id: each.title for each in known.claims} if known else {}
    return shorten(clean(titles.get(claim, claim)), _TITLE)


def here_view(
    follows: Sequence[Follow],
    mutes: Sequence[Mute],
    quiet: Quiet | None,
    held: Sequence[Held],
    paused: Paused | None,
    topics: Topics,
    now: datetime,
) -> CardView:
    """Return what a channel follows and what keeps it silent."""
    if not follows:
        return nothing_followed(topics)
    sections = [
        Section(heading="Follows", lines=tuple(_follow_line(follow, topics) for follow in follows)),
        Section(heading="Mutes", lines=tuple(_mute_line(mute, topics, now) for mute in mutes) or (line("none"),)),
        Section(heading="Quiet hours", lines=(line(hours(quiet) if quiet else "none"),)),
        Section(heading="Held back in the last 7 days", lines=_held_lines(held, topics, now)),
    ]
    if paused is not None:
        waiting = (Span(f"{clean(paused.reason)} Posts wait since "), time_ago(paused.since, now), Span("."))
        sections.insert(0, Section(heading="Posts do not reach this channel", lines=(waiting,)))
    return CardView(title="This channel", sections=tuple(sections))


def nothing_followed(topics: Topics) -> CardView:
    """Return what a channel sees that follows nothing."""
    tracked = [
        f"{shorten(clean(topic.title), _TITLE)} ({counted(_claims(topic), 'claim')})" for topic in topics.values()
    ]
    first = next(iter(topics.values()), None)
    buttons = (
        (
            Button(label="Look", words=f"figures {topic_key(first.id)}"),
            Button(label="Follow here", words=f"follow {topic_key(first.id)}", desk=True),
        )
        if first
        else ()
    )
    return CardView(
        title="This channel follows nothing.",
        note=line(f"Tracked: {listed(tracked, NAMES_SHOWN, '+{} more')}." if tracked else "No topic is under watch."),
        buttons=buttons,
    )


def followed_view(follow: Follow, topics: Topics, *, sample: bool) -> CardView:
    """Say what will be heard from now on."""
    title = named(topics, follow.topic, follow.claim)
    shown = ("Below is a sample of what an alert looks like.",) if sample else ()
    return CardView(
        title=f"This channel now follows: {title}",
        sections=(Section(heading="", lines=tuple(map(line, (f"It hears: {HEARD[follow.level]}.", *shown)))),),
        buttons=(Button(label="Unfollow", words=f"unfollow {key_of(follow)}", desk=True),),
    )


def unfollowed_view(follow: Follow, topics: Topics, *, known: bool) -> CardView:
    """Say that a follow has ended, or that there was none."""
    title = named(topics, follow.topic, follow.claim)
    said = "no longer follows" if known else "did not follow"
    return CardView(title=f"This channel {said}: {title}")


def muted_view(mute: Mute, topics: Topics, now: datetime) -> CardView:
    """Say until when a channel is silent."""
    return CardView(
        title=f"Muted here: {named(topics, mute.topic, mute.claim)}",
        sections=(
            Section(
                heading="",
                lines=(
                    (Span("Ends "), *ending(mute, now), Span(".")),
                    line("Figures are recorded all the same; here shows what was held back."),
                ),
            ),
        ),
        buttons=(Button(label="Unmute", words=f"unmute {key_of(mute)}", desk=True),),
    )


def unmuted_view(mute: Mute, held: int, topics: Topics, *, known: bool) -> CardView:
    """Say that a mute has ended, and how much it held back."""
    title = named(topics, mute.topic, mute.claim)
    if not known:
        return CardView(title=f"Was not muted here: {title}")
    back = f"{counted(held, 'alert')} held back in the last 7 days: here shows them." if held else "Nothing was held."
    return CardView(title=f"No longer muted here: {title}", note=line(back))


def quiet_view(quiet: Quiet | None, *, known: bool = True) -> CardView:
    """Say when a channel is quiet."""
    if quiet is None:
        return CardView(title="No more quiet hours here." if known else "There were no quiet hours here.")
    note = "Nothing is posted then; a summary follows at their end."
    return CardView(title=f"Quiet hours here: {hours(quiet)}", note=line(note))


def hours(quiet: Quiet) -> str:
    """Return `22:00-07:00 Europe/Berlin`."""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M} {quiet.zone}"


def summary_notice(quiet: Quiet, held: Sequence[Held], topics: Topics, now: datetime) -> Notice:
    """Return what quiet hours held back, the latest last, as one message."""
    lines = [_gist(each, topics) for each in held[-SUMMARY_LINES:]]
    if len(held) > SUMMARY_LINES:
        lines.insert(0, f"{counted(len(held) - SUMMARY_LINES, 'earlier alert')} not shown: since 12h lists them.")
    place = quiet.place
    return Notice(
        key=stable_id("quiet", place.platform, place.server, place.channel, held[-1].alert.id, now.isoformat()),
        platform=place.platform,
        server=place.server,
        channel=place.channel,
        title=f"While it was quiet: {counted(len(held), 'alert')}",
        lines=tuple(lines),
        made=now,
    )


def key_of(target: Follow | Mute) -> str:
    """Return the short name of what a follow or mute is about."""
    return claim_key(target.topic, target.claim) if target.claim else topic_key(target.topic)


def ending(mute: Mute, now: datetime) -> Text:
    """Return when a mute ends."""
    if mute.until_changed:
        return line("when a source changes its figure")
    if mute.until is None:
        return line("never, until unmute")
    return (time_ahead(mute.until, now),)


def _claims(topic: Topic) -> int:
    return sum(not claim.sink for claim in topic.claims)


def _follow_line(follow: Follow, topics: Topics) -> Text:
    return line(f"{named(topics, follow.topic, follow.claim)}: {follow.level.value} ({HEARD[follow.level]})")


def _mute_line(mute: Mute, topics: Topics, now: datetime) -> Text:
    return (Span(f"{named(topics, mute.topic, mute.claim)}: ends "), *ending(mute, now))


def _held_lines(held: Sequence[Held], topics: Topics, now: datetime) -> tuple[Text, ...]:
    lines = [
        (Span(f"{_gist(each, topics)} · {_HELD_BY[each.why]} · "), time_ago(each.at, now)) for each in held[:HELD_SHOWN]
    ]
    more = (line(f"+{len(held) - HELD_SHOWN} more"),) if len(held) > HELD_SHOWN else ()
    return (*lines, *more) or (line("nothing"),)


def _gist(held: Held, topics: Topics) -> str:
    """Return an alert in one line."""
    alert = held.alert
    _, claim = watched(alert.statement, topics.get(alert.topic))
    figure = f"{shorten(clean(claim.title), _TITLE)}: {surface(alert.statement)}"
    return f"{dot(alert.kind)} {word(alert)} {figure} ({clean(held.outlet)}) {short_id(alert.id)}"
