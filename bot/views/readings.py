"""What is said of a statement that a person rejects, restores or flags, and of an article that is only checked."""

from collections.abc import Sequence
from datetime import datetime

from bot.analysis import Found
from bot.model import Button, CardView, Entry, Section, Statement, Text, Topic, Unmatched
from bot.views.kinds import dot, kind_word
from bot.views.lines import line
from bot.views.naming import Setting, dated, figure_line, setting, surface, watched
from bot.views.quotes import SHORT_QUOTE, excerpt
from bot.views.rules import rule_in_words
from bot.views.wording import clean, counted, short_id, shorten

CHECKED = 6
"""Figures of a checked article that are shown."""
_AGAINST = 3
_TITLE = 100
_OFF_TOPIC = "It is not about a topic under watch, and no figure in it answers a claim."
_UNSAID = "It does not say that it is about a topic under watch, so as an article it would have been passed over."
NOTHING_POSTED = "Nothing posted, nothing recorded."


def rejected_view(statement: Statement, topic: Topic | None, posts: int, *, everywhere: bool) -> CardView:
    """Say that a reading no longer counts, and where."""
    scope = "for everyone" if everywhere else "for this server"
    struck = f"{counted(posts, 'post')} struck through. " if posts else "No post shows it. "
    return CardView(
        title=f"{short_id(statement.id)} is a wrong reading: {_about(statement, topic)}",
        note=line(f"It no longer counts, {scope}; the standing figures are computed anew. {struck}Both are kept."),
        buttons=(Button(label="Restore", words=f"restore {statement.id}", desk=True),),
    )


def restored_view(statement: Statement, topic: Topic | None, posts: int, *, everywhere: bool) -> CardView:
    """Say that a reading counts again."""
    scope = "for everyone" if everywhere else "for this server"
    shown = f" {counted(posts, 'post')} shown as before." if posts else ""
    return CardView(
        title=f"{short_id(statement.id)} counts again: {_about(statement, topic)}",
        note=line(f"It counts {scope}; the standing figures are computed anew.{shown}"),
        buttons=(Button(label="Wrong reading", words=f"reject {statement.id}", desk=True),),
    )


def flagged_view(statement: Statement, topic: Topic | None) -> CardView:
    """Say that a doubt was noted."""
    return CardView(
        title=f"Noted: you think that {short_id(statement.id)} is a wrong reading ({_about(statement, topic)}).",
        note=line("Only the desk can reject it; why shows your note to them."),
    )


def unchanged_view(statement: Statement, said: str) -> CardView:
    """Say why nothing changed."""
    return CardView(title=f"{short_id(statement.id)} {said}")


def check_view(
    title: str,
    found: Sequence[tuple[Topic, Found, Entry | None]],
    ledger: Sequence[Entry],
    now: datetime,
    *,
    on_topic: bool = True,
) -> CardView:
    """Return each figure that answers a claim with its verdict and what it stands against.

    `on_topic` is whether the article says that it is about a topic under watch.
    """
    by_id = {entry.statement.id: entry.statement for entry in ledger}
    judged = [(topic, entry) for topic, _, entry in found if entry is not None]
    silent = [each for _, each, entry in found if entry is None]
    sections = [_judged(entry, topic, by_id, now) for topic, entry in judged[:CHECKED]]
    notes = []
    if len(judged) > CHECKED:
        notes.append(f"+{counted(len(judged) - CHECKED, 'more figure')}.")
    if silent:
        notes.append(f"{counted(len(silent), 'figure')} without a claim{_reason(silent)}.")
    if not on_topic:
        notes.append(_UNSAID if found else _OFF_TOPIC)
    elif not found:
        notes.append("No figure was found in it.")
    return CardView(
        title=f"Checked: {shorten(clean(title), _TITLE)}",
        sections=tuple(sections),
        note=line(" ".join((*notes, NOTHING_POSTED))),
    )


def _judged(entry: Entry, topic: Topic, by_id: dict[str, Statement], now: datetime) -> Section:
    statement = entry.statement
    scene = setting(statement, topic, now)
    word = kind_word(entry.verdict.kind, entry.verdict.detail)
    against = [by_id[old] for old in entry.verdict.against if old in by_id][:_AGAINST]
    lines: list[Text] = [
        figure_line(statement, scene, dated(statement, now), strong=True),
        *(figure_line(old, Setting(topic, scene.claim, now), dated(old, now), lead="against: ") for old in against),
        line(rule_in_words(entry.verdict)),
        excerpt(statement, SHORT_QUOTE),
    ]
    return Section(heading=f"{dot(entry.verdict.kind)} {word} {clean(scene.claim.title)}", lines=tuple(lines))


def _reason(silent: Sequence[Found]) -> str:
    first = silent[0]
    if not isinstance(first.result, Unmatched):
        return ""
    return f" (the first, {clean(first.mention.figure.surface)}: {clean(first.result.reason)})"


def _about(statement: Statement, topic: Topic | None) -> str:
    _, claim = watched(statement, topic)
    return f"{shorten(clean(claim.title), _TITLE)}: {surface(statement)}"
