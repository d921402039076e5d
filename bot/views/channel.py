"""What a channel hears: follows, mutes, quiet hours, what was held back, and how each is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
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
FOLLOWS_OFFERED = 4
"""Topics with a button of their own."""
_TITLE = 100
_LABEL = 24
HERE = Span("here", strong=True)
"""A command, set off from the sentence around it."""
HELD_HEADING = "Held back in the last 7 days"
_NOTHING = {HELD_HEADING: "nothing"}
_HOURS = "22:00-07:00 Europe/Berlin"
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
    sections = [
        Section(heading="Mutes", lines=tuple(_mute_line(mute, topics, now) for mute in mutes)),
        Section(heading="Quiet hours", lines=(line(hours(quiet)),) if quiet else ()),
        Section(heading=HELD_HEADING, lines=_held_lines(held, topics, now)),
    ]
    refused = [_refused(paused, now)] if paused is not None else []
    if not follows:
        told = [each for each in sections if each.lines]
        return replace(nothing_followed(topics), sections=(*refused, *told))
    followed = Section(heading="Follows", lines=tuple(_follow_line(follow, topics) for follow in follows))
    told = [replace(each, lines=each.lines or (line(_NOTHING.get(each.heading, "none")),)) for each in sections]
    return CardView(title="This channel", sections=(*refused, followed, *told))


def _refused(paused: Paused, now: datetime) -> Section:
    waiting = (Span(f"{clean(paused.reason)} Posts wait since "), time_ago(paused.since, now), Span("."))
    return Section(heading="Posts do not reach this channel", lines=(waiting,))


def nothing_followed(topics: Topics) -> CardView:
    """Return what a channel sees that follows nothing."""
    tracked = [
        f"{shorten(clean(topic.title), _TITLE)} ({counted(_claims(topic), 'claim')})" for topic in topics.values()
    ]
    return CardView(
        title="This channel follows nothing.",
        note=line(f"Tracked: {listed(tracked, NAMES_SHOWN, '+{} more')}." if tracked else "No topic is under watch."),
        buttons=_first_steps(tuple(topics.values())),
    )


def _first_steps(topics: Sequence[Topic]) -> tuple[Button, ...]:
    """Return how to look at what is tracked, and to follow it."""
    match topics:
        case []:
            return ()
        case [topic]:
            key = topic_key(topic.id)
            return (
                Button(label="Look", words=f"figures {key}"),
                Button(label="Follow here", words=f"follow {key}", desk=True),
            )
    follows = tuple(
        Button(
            label=f"Follow here: {shorten(clean(topic.title), _LABEL)}",
            words=f"follow {topic_key(topic.id)}",
            desk=True,
        )
        for topic in topics[:FOLLOWS_OFFERED]
    )
    return (Button(label="Look", words="figures"), *follows)


def followed_view(follow: Follow, topics: Topics, *, sample: bool) -> CardView:
    """Say what will be heard from now on."""
    title = named(topics, follow.topic, follow.claim)
    shown = ("Below is a sample of what an alert looks like.",) if sample else ()
    return CardView(
        title=f"This channel now follows: {title}",
        sections=(Section(heading="", lines=tuple(map(line, (f"It hears: {HEARD[follow.level]}.", *shown)))),),
        buttons=(Button(label="Unfollow", words=f"unfollow {key_of(follow)}", desk=True),),
    )


def unfollowed_view(follow: Follow, topics: Topics, *, known: bool, whole: bool = False) -> CardView:
    """Say that a follow has ended, or that there was none; `whole` is whether the claim's topic is followed."""
    title = named(topics, follow.topic, follow.claim)
    said = "no longer follows" if known else "did not follow"
    topic = named(topics, follow.topic, None)
    still = f"It still hears of it, since it follows {topic}. To silence this claim alone, mute it."
    return CardView(title=f"This channel {said}: {title}", note=line(still) if whole else ())


def muted_view(mute: Mute, topics: Topics, now: datetime) -> CardView:
    """Say until when a channel is silent."""
    return CardView(
        title=f"Muted here: {named(topics, mute.topic, mute.claim)}",
        sections=(
            Section(
                heading="",
                lines=(
                    (Span("Ends "), *ending(mute, now), Span(".")),
                    (Span("Figures are recorded all the same; "), HERE, Span(" shows what was held back.")),
                ),
            ),
        ),
        buttons=(Button(label="Unmute", words=f"unmute {key_of(mute)}", desk=True),),
    )


def unmuted_view(mute: Mute, held: int, topics: Topics, *, known: bool, whole: bool = False) -> CardView:
    """Say that a mute has ended, and how much it held back; `whole` is whether the claim's topic is still muted."""
    title = named(topics, mute.topic, mute.claim)
    if whole:
        silent = f"It stays silent, since the whole topic is muted: {named(topics, mute.topic, None)}."
        key = topic_key(mute.topic)
        return CardView(
            title=f"{'No longer muted' if known else 'Was not muted'} by itself here: {title}",
            note=line(silent),
            buttons=(Button(label="Unmute the topic", words=f"unmute {key}", desk=True),),
        )
    if not known:
        return CardView(title=f"Was not muted here: {title}")
    back = (Span(f"{counted(held, 'alert')} held back in the last 7 days: "), HERE, Span(" shows them."))
    return CardView(title=f"No longer muted here: {title}", note=back if held else line("Nothing was held back."))


def quiet_view(quiet: Quiet | None, *, known: bool = True, asked: bool = False, in_utc: bool = False) -> CardView:
    """Say when a channel is quiet; `asked` is whether that was only asked, `in_utc` whether no zone was named."""
    if quiet is None and asked:
        return CardView(title="No quiet hours are set here.", note=line(f"Set them: quiet {_HOURS}"))
    if quiet is None:
        return CardView(title="No more quiet hours here." if known else "There were no quiet hours here.")
    zone = f" No zone was named, so they are in UTC; for another: quiet {_HOURS}" if in_utc else ""
    note = f"Nothing is posted then; a summary follows at their end.{zone}"
    return CardView(title=f"Quiet hours here: {hours(quiet)}", note=line(note))


def hours(quiet: Quiet) -> str:
    """Return `22:00-07:00 Europe/Berlin`."""
    all_day = ", all day" if quiet.start == quiet.end else ""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M} {quiet.zone}{all_day}"


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
    return (*lines, *more)


def _gist(held: Held, topics: Topics) -> str:
    """Return an alert in one line."""
    alert = held.alert
    _, claim = watched(alert.statement, topics.get(alert.topic))
    figure = f"{shorten(clean(claim.title), _TITLE)}: {surface(alert.statement)}"
    return f"{dot(alert.kind)} {word(alert)} {figure} ({clean(held.outlet)}) {short_id(alert.id)}"
